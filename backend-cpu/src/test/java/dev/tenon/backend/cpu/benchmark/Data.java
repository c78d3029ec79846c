package dev.tenon.backend.cpu.benchmark;

import dev.tenon.api.numerics.RandomStream;

/** What benchmarks compute on. */
final class Data {

    private Data() {}

    /** Normal numbers, the same each time. */
    static float[] normal(int count) {
        RandomStream random = new RandomStream(1, "benchmark");
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
