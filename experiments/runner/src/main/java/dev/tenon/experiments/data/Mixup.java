package dev.tenon.experiments.data;

import dev.tenon.api.numerics.RandomStream;
import java.util.Arrays;

/**
 * Mixup (Zhang and others, <i>mixup: beyond empirical risk minimization</i>, 2018): each training example is mixed with a partner, by a share
 * of the beta distribution B(alpha, alpha). Partners are a new permutation in each epoch. A share depends on the seed, the data set, the
 * example and the epoch alone, so that every example has one of its own at any size of the minibatch.
 *
 * @param share the example's part of the mixture, for each; its partner has the rest
 * @param partners the position of each example's partner among those that are learned from
 */
public record Mixup(float[] share, int[] partners) {

    /**
     * The mixture of an epoch.
     *
     * @param chosen the examples that are learned from
     * @param alpha above 0; the smaller, the more of one of the two
     */
    public static Mixup of(String data, long seed, int epoch, int[] chosen, double alpha) {
        float[] share = new float[chosen.length];
        for (int i = 0; i < share.length; i++) {
            RandomStream random = new RandomStream(seed, "mixup/" + data + "/" + chosen[i], epoch);
            // Where both are 0 in double, as a very small alpha makes them, one of the two is all.
            double one = gamma(random, alpha);
            double other = gamma(random, alpha);
            share[i] = one + other > 0 ? (float) (one / (one + other)) : random.nextBoolean() ? 1f : 0f;
        }
        return new Mixup(share, new RandomStream(seed, "mixup/" + data, epoch).permutation(chosen.length));
    }

    /**
     * A number of the gamma distribution of scale 1 (Marsaglia and Tsang, <i>A simple method for generating gamma variables</i>, 2000; for
     * a shape below 1 by their section 6).
     */
    static double gamma(RandomStream random, double shape) {
        if (shape < 1) {
            double power = StrictMath.pow(1 - random.nextDouble(), 1 / shape);
            return gamma(random, shape + 1) * power;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            if (v <= 0) {
                continue;
            }
            v = v * v * v;
            if (StrictMath.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }

    /** The partners of some positions. */
    public int[] partners(int[] positions) {
        return Arrays.stream(positions).map(position -> partners[position]).toArray();
    }

    /**
     * Inputs of some positions, each mixed with its partner's.
     *
     * @param own of the positions, in their order
     * @param others of their partners
     */
    public float[] mixed(int[] positions, float[] own, float[] others) {
        int width = own.length / positions.length;
        float[] mixed = new float[own.length];
        for (int i = 0; i < mixed.length; i++) {
            float part = share[positions[i / width]];
            mixed[i] = part * own[i] + (1 - part) * others[i];
        }
        return mixed;
    }

    /** Inputs, each mixed with its partner's. */
    public float[] mixed(float[] rows) {
        int width = rows.length / share.length;
        float[] mixed = new float[rows.length];
        for (int i = 0; i < share.length; i++) {
            for (int j = 0; j < width; j++) {
                mixed[i * width + j] = share[i] * rows[i * width + j] + (1 - share[i]) * rows[partners[i] * width + j];
            }
        }
        return mixed;
    }
}
