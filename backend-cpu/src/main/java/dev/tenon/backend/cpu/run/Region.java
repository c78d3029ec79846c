package dev.tenon.backend.cpu.run;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Steps of one batch that follow each other depth-first: all of them for the first few slices, then all of them for the next. What one
 * step hands to another is then still in the second-level cache. The results are the same bits, for no slice sees another.
 */
public final class Region implements Step {
    private final SlicedStep[] parts;
    private final int slices;
    private final int together;
    private final int local;
    private volatile @Nullable AtomicLongArray watch;

    /**
     * A region.
     *
     * @param parts steps of the same number of slices, each after those that it needs
     * @param local floats that each thread needs for tensors that only the parts know
     */
    public Region(List<SlicedStep> parts, int local) {
        this.parts = parts.toArray(SlicedStep[]::new);
        this.slices = parts.getFirst().slices();
        this.together = together(parts);
        this.local = local;
    }

    /** How many slices are run at a time: as many as the most demanding of some steps likes. */
    public static int together(List<SlicedStep> parts) {
        return parts.stream().mapToInt(SlicedStep::together).max().orElse(1);
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
        return "region";
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
    public void run(int from, int to, Worker worker) {
        AtomicLongArray nanos = watch;
        for (int unit = from; unit < to; unit++) {
            int first = unit * together;
            int last = Math.min(first + together, slices);
            worker.begin(first);
            for (int i = 0; i < parts.length; i++) {
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
}
