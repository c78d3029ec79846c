package dev.tenon.backend.cpu.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Steps on one batch that run depth-first: all steps on the first few slices, then all steps on the next. What one step
 * passes to another is then still in the second-level cache. The bits are the same, because no slice depends on another.
 *
 * <p>Within a turn, adjacent steps that prefer fewer slices at a time run them in smaller groups, each through all of
 * these steps before the next.
 */
public final class DepthFirstBlock implements ProgramStep {
    private final List<Run> runs;
    private final SlicedStep[] parts;
    private final int slices;
    private final int together;
    private final int local;
    private volatile @Nullable AtomicLongArray watch;

    /**
     * Adjacent parts that prefer the same number of slices at a time.
     *
     * @param first the first of them
     * @param end after the last
     * @param together how many slices that is
     */
    public record Run(int first, int end, int together) {}

    /**
     * A block.
     *
     * @param parts steps of the same number of slices, each after those that it needs
     * @param local floats that each thread needs for tensors that only the parts know
     */
    public DepthFirstBlock(List<SlicedStep> parts, int local) {
        this.parts = parts.toArray(SlicedStep[]::new);
        this.runs = runs(parts);
        this.slices = parts.getFirst().slices();
        this.together = together(parts);
        this.local = local;
    }

    /** How many slices a turn has: the largest number that one of some steps prefers, and what all can begin with. */
    public static int together(List<SlicedStep> parts) {
        int liked = parts.stream().mapToInt(SlicedStep::together).max().orElse(1);
        int aligned = 1;
        for (SlicedStep part : parts) {
            aligned = CommonMultiples.leastCommon(aligned, part.aligned());
        }
        return Math.ceilDiv(liked, aligned) * aligned;
    }

    /** The runs of some parts. */
    public static List<Run> runs(List<SlicedStep> parts) {
        List<Run> runs = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= parts.size(); i++) {
            int together = parts.get(first).together();
            if (i == parts.size() || parts.get(i).together() != together) {
                runs.add(new Run(first, i, together));
                first = i;
            }
        }
        return runs;
    }

    /** The steps. */
    public List<SlicedStep> parts() {
        return List.of(parts);
    }

    /**
     * From now on, adds up what each part takes.
     *
     * @param nanos a place for each part, in ns over all threads; null to stop
     */
    public void watch(@Nullable AtomicLongArray nanos) {
        watch = nanos;
    }

    @Override
    public String name() {
        return "depth-first block";
    }

    @Override
    public int units() {
        return (slices + together - 1) / together;
    }

    @Override
    public int scratch() {
        int most = 0;
        for (SlicedStep part : parts) {
            most = Math.max(most, part.scratch());
        }
        return most;
    }

    @Override
    public int registerCount() {
        int most = 0;
        for (SlicedStep part : parts) {
            most = Math.max(most, part.registerCount());
        }
        return most;
    }

    @Override
    public int local() {
        return local;
    }

    @Override
    public long cost() {
        long sum = 0;
        for (SlicedStep part : parts) {
            sum += part.cost();
        }
        return sum;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        AtomicLongArray nanos = watch;
        for (int unit = from; unit < to; unit++) {
            int first = unit * together;
            int last = Math.min(first + together, slices);
            worker.begin(first);
            for (int i = 0; i < runs.size(); i++) {
                Run run = runs.get(i);
                for (int slice = first; slice < last; slice += run.together()) {
                    worker.beginInner(slice);
                    run(run, slice, Math.min(slice + run.together(), last), worker, nanos);
                }
            }
        }
    }

    private void run(Run run, int first, int last, WorkerState worker, @Nullable AtomicLongArray nanos) {
        for (int i = run.first(); i < run.end(); i++) {
            if (nanos == null) {
                parts[i].slices(first, last, worker);
            } else {
                long begun = System.nanoTime();
                parts[i].slices(first, last, worker);
                nanos.addAndGet(i, System.nanoTime() - begun);
            }
        }
    }
}
