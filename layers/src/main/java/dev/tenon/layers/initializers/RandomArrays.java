package dev.tenon.layers.initializers;

import dev.tenon.api.numerics.RandomStream;

/** Arrays of random numbers, drawn in row-major order in double and rounded to float once. */
final class RandomArrays {

    private RandomArrays() {}

    /** Numbers spread evenly over [low, high). */
    static float[] uniform(int count, double low, double high, RandomStream random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (low + (high - low) * random.nextDouble());
        }
        return values;
    }

    /** Numbers of a normal distribution. */
    static float[] normal(int count, double mean, double deviation, RandomStream random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return values;
    }
}
