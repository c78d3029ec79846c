package dev.tenon.backend.opencl.kernels;

import dev.tenon.api.numerics.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The terms of a product's chain, with their offsets in both operands, cut in the contract's chunks. Terms are added in order;
 * those left out between calls count in the chunks' alignment, as the zeros that they are.
 */
public final class OffsetTable {
    private static final int NONE = Integer.MAX_VALUE;

    private final int aStep;
    private final int bStep;
    private final List<Run> runs = new ArrayList<>();

    private record Run(int index, int a, int b, int length) {
        int chunk() {
            return index / Contract.CHUNK;
        }
    }

    /**
     * The tables that a kernel reads.
     *
     * @param terms four numbers each
     * @param chunks where each chunk begins, and where the last ends
     */
    record Tables(int[] terms, int[] chunks) {
        int chunkCount() {
            return chunks.length - 1;
        }
    }

    /**
     * No terms yet.
     *
     * @param aStep distance in the left operand of neighbouring terms of a run
     * @param bStep distance in the right operand
     */
    OffsetTable(int aStep, int bStep) {
        this.aStep = aStep;
        this.bStep = bStep;
    }

    /** How many there are. */
    public int count() {
        return runs.stream().mapToInt(Run::length).sum();
    }

    int aStep() {
        return aStep;
    }

    int bStep() {
        return bStep;
    }

    /** Adds neighbouring terms, the first of the given index in the whole chain. */
    OffsetTable add(int index, int a, int b, int length) {
        for (int done = 0; done < length; ) {
            int at = index + done;
            int take = Math.min(length - done, Contract.CHUNK - at % Contract.CHUNK);
            addWithin(new Run(at, a + done * aStep, b + done * bStep, take));
            done += take;
        }
        return this;
    }

    private void addWithin(Run run) {
        if (!runs.isEmpty()) {
            Run last = runs.getLast();
            boolean follows = last.chunk() == run.chunk()
                    && last.index() + last.length() == run.index()
                    && last.a() + last.length() * aStep == run.a()
                    && last.b() + last.length() * bStep == run.b();
            if (follows) {
                runs.removeLast();
                runs.add(new Run(last.index(), last.a(), last.b(), last.length() + run.length()));
                return;
            }
        }
        runs.add(run);
    }

    /** Runs, for kernels that follow each to its end. */
    Tables runs() {
        IntStream.Builder terms = IntStream.builder();
        IntStream.Builder chunks = IntStream.builder();
        chunks.add(0);
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            if (i > 0 && run.chunk() != runs.get(i - 1).chunk()) {
                chunks.add(i);
            }
            terms.add(run.a()).add(run.b()).add(run.index()).add(run.length());
        }
        chunks.add(runs.size());
        return new Tables(terms.build().toArray(), chunks.build().toArray());
    }

    /** Single terms, each chunk filled up to whole slices with terms that are none. */
    Tables slices(int depth) {
        IntStream.Builder terms = IntStream.builder();
        IntStream.Builder chunks = IntStream.builder();
        chunks.add(0);
        int count = 0;
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            for (int t = 0; t < run.length(); t++) {
                terms.add(run.a() + t * aStep)
                        .add(run.b() + t * bStep)
                        .add(run.index() + t)
                        .add(1);
                count++;
            }
            boolean ends = i + 1 == runs.size() || runs.get(i + 1).chunk() != run.chunk();
            for (; ends && count % depth != 0; count++) {
                terms.add(0).add(0).add(NONE).add(0);
            }
            if (ends) {
                chunks.add(count);
            }
        }
        if (runs.isEmpty()) {
            chunks.add(0);
        }
        return new Tables(terms.build().toArray(), chunks.build().toArray());
    }
}
