package dev.tenon.backend.cpu.steps;

import dev.tenon.api.numerics.Philox;
import dev.tenon.api.numerics.StreamKey;
import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;

/** Fills a tensor with uniform random numbers. */
public final class RandomStep implements ProgramStep {
    private static final int BLOCK = 1024;

    private final long nameHash;
    private final TensorSlice seed;
    private final TensorSlice step;
    private final TensorSlice result;
    private final int size;

    /** {@code size} numbers of a stream. */
    public RandomStep(String stream, TensorSlice seed, TensorSlice step, TensorSlice result, int size) {
        this.nameHash = StreamKey.fnv1a64(stream);
        this.seed = seed;
        this.step = step;
        this.result = result;
        this.size = size;
    }

    @Override
    public String name() {
        return "random";
    }

    @Override
    public int units() {
        return (size + BLOCK - 1) / BLOCK;
    }

    @Override
    public long cost() {
        return 16L * size;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        // StreamKey.of, without hashing the name each time.
        long key = nameHash ^ StreamKey.mix((long) seed.floats()[seed.base()]);
        int counterStep = (int) (long) step.floats()[step.base()];
        float[] out = result.floats();
        int base = result.base();
        int[] words = worker.words();
        int end = Math.min(to * BLOCK, size);
        for (int first = from * BLOCK; first < end; first += 4) {
            words[0] = first >>> 2;
            words[1] = counterStep;
            words[2] = 0;
            words[3] = 0;
            Philox.apply(words, key);
            for (int i = first; i < Math.min(first + 4, end); i++) {
                out[base + i] = Philox.toFloat(words[i & 3]);
            }
        }
    }
}
