package dev.tenon.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tenon.api.numerics.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fifty steps of each optimizer against its recurrence, written out in double; and first steps worked out by hand. */
final class RecurrencesTest {

    private static final int STEPS = 50;
    private static final float[] START = {0.5f, -1.25f, 2f, 0f};

    /** The next parameter after step t = 1, 2, ..., for element i. */
    private interface Recurrence {
        double next(int t, int i, double rate, double parameter, double gradient);
    }

    private static void check(Training training, Recurrence recurrence) {
        RandomStream random = new RandomStream(11, "gradients");
        double[] expected = new double[START.length];
        for (int i = 0; i < START.length; i++) {
            expected[i] = START[i];
        }
        for (int t = 1; t <= STEPS; t++) {
            // The rate changes from step to step, as under a schedule.
            float rate = (float) (0.05 / (1 + t / 10));
            float[] gradients = new float[START.length];
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] = (float) (random.nextGaussian() * StrictMath.pow(10, i - 2));
                expected[i] = recurrence.next(t, i, rate, expected[i], gradients[i]);
            }
            float[] actual = training.step(rate, gradients);
            for (int i = 0; i < actual.length; i++) {
                double tolerance = 1e-6 * Math.max(1, Math.abs(expected[i]));
                assertEquals(expected[i], actual[i], tolerance, "element " + i + " after step " + t);
            }
        }
    }

    /** What a setting is once it is a float. */
    private static double rounded(double setting) {
        return (float) setting;
    }

    @Test
    void plainDescent() {
        Training training = Training.of(new Sgd(), new Sgd.Settings(0.1, 0, false, 0, Decays.ALL), START);
        check(training, (t, i, rate, p, g) -> p - rate * g);
        assertEquals("", training.states());
    }

    @Test
    void descentWithDecay() {
        check(
                Training.of(new Sgd(), new Sgd.Settings(0.1, 0, false, 0.01, Decays.ALL), START),
                (t, i, rate, p, g) -> p - rate * (g + 0.01 * p));
    }

    @Test
    void momentum() {
        double[] v = new double[START.length];
        Recurrence heavyBall = (t, i, rate, p, g) -> {
            v[i] = t == 1 ? g + 0.01 * p : 0.9 * v[i] + (g + 0.01 * p);
            return p - rate * v[i];
        };
        Training training = Training.of(new Momentum(), new Momentum.Settings(0.1, 0.9, 0.01, Decays.ALL), START);
        check(training, heavyBall);
        assertEquals("velocity", training.states());
        check(Training.of(new Sgd(), new Sgd.Settings(0.1, 0.9, false, 0.01, Decays.ALL), START), heavyBall);
    }

    @Test
    void nesterov() {
        double[] v = new double[START.length];
        Recurrence ahead = (t, i, rate, p, g) -> {
            v[i] = t == 1 ? g + 0.01 * p : 0.9 * v[i] + (g + 0.01 * p);
            return p - rate * (g + 0.01 * p + 0.9 * v[i]);
        };
        check(Training.of(new Nesterov(), new Nesterov.Settings(0.1, 0.9, 0.01, Decays.ALL), START), ahead);
        check(Training.of(new Sgd(), new Sgd.Settings(0.1, 0.9, true, 0.01, Decays.ALL), START), ahead);
    }

    private static Recurrence adam(double beta1, double beta2, double epsilon, double l2, double decoupled) {
        double[] m = new double[START.length];
        double[] v = new double[START.length];
        return (t, i, rate, p, gradient) -> {
            double kept = p * (1 - rate * decoupled);
            double g = gradient + l2 * p;
            m[i] = beta1 * m[i] + (1 - beta1) * g;
            v[i] = beta2 * v[i] + (1 - beta2) * g * g;
            double mean = m[i] / (1 - StrictMath.pow(beta1, t));
            double square = v[i] / (1 - StrictMath.pow(beta2, t));
            return kept - rate * mean / (Math.sqrt(square) + epsilon);
        };
    }

    @Test
    void adam() {
        Training training = Training.of(new Adam(), new Adam.Settings(0.1, 0.9, 0.999, 1e-8, 0.01, Decays.ALL), START);
        check(training, adam(rounded(0.9), rounded(0.999), 1e-8, 0.01, 0));
        assertEquals("mean square", training.states());
        // The rounding of beta to float itself moves a parameter by less than a hundred thousandth of a step.
        check(
                Training.of(new Adam(), new Adam.Settings(0.1, 0.9, 0.999, 1e-8, 0, Decays.ALL), START),
                adam(0.9, 0.999, 1e-8, 0, 0));
    }

    /**
     * From the first step to the ten-thousandth, with betas whose powers fall fast and hardly at all: a step is that of
     * the recurrence in double to some roundings. With corrections from products of floats it would be wrong by 7e-4 at
     * a beta2 of 0.99999.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.99, 0.999, 0.9999, 0.99999})
    void adamsCorrectionsAreThoseOfDouble(double beta2) {
        Training training = Training.of(new Adam(), new Adam.Settings(0.001, 0.9, beta2, 1e-8, 0, Decays.ALL), 0f);
        RandomStream random = new RandomStream(12, "gradients");
        double rate = (float) 0.001;
        double[] moments = new double[2];
        double worst = 0;
        for (int t = 1; t <= 10_000; t++) {
            float g = (float) (1 + 0.5 * random.nextGaussian());
            moments[0] = 0.9 * moments[0] + (1 - 0.9) * g;
            moments[1] = beta2 * moments[1] + (1 - beta2) * g * g;
            double mean = moments[0] / (1 - StrictMath.pow(0.9, t));
            double square = moments[1] / (1 - StrictMath.pow(beta2, t));
            double expected = -rate * mean / (Math.sqrt(square) + 1e-8);
            training.at(0);
            worst = Math.max(worst, Math.abs(training.step(rate, g)[0] / expected - 1));
        }
        assertEquals(0, worst, 5e-6, "the largest error of a step, relative");
    }

    @Test
    void adamw() {
        check(
                Training.of(new AdamW(), new AdamW.Settings(0.1, 0.8, 0.95, 1e-6, 0.1, Decays.ALL), START),
                adam(rounded(0.8), rounded(0.95), 1e-6, 0, 0.1));
        check(
                Training.of(new AdamW(), new AdamW.Settings(0.1, 0.9, 0.999, 1e-8, 0, Decays.ALL), START),
                adam(rounded(0.9), rounded(0.999), 1e-8, 0, 0));
    }

    @Test
    void rmsprop() {
        double alpha = rounded(0.99);
        double[] v = new double[START.length];
        Training training =
                Training.of(new RmsProp(), new RmsProp.Settings(0.1, 0.99, 1e-8, 0, 0.01, Decays.ALL), START);
        check(training, (t, i, rate, p, gradient) -> {
            double g = gradient + 0.01 * p;
            v[i] = alpha * v[i] + (1 - alpha) * g * g;
            return p - rate * g / (Math.sqrt(v[i]) + 1e-8);
        });
        assertEquals("square", training.states());
    }

    @Test
    void rmspropWithMomentum() {
        double alpha = rounded(0.9);
        double[] v = new double[START.length];
        double[] b = new double[START.length];
        check(
                Training.of(new RmsProp(), new RmsProp.Settings(0.1, 0.9, 1e-6, 0.5, 0, Decays.ALL), START),
                (t, i, rate, p, g) -> {
                    v[i] = alpha * v[i] + (1 - alpha) * g * g;
                    b[i] = 0.5 * b[i] + g / (Math.sqrt(v[i]) + 1e-6);
                    return p - rate * b[i];
                });
    }

    @Test
    void twoStepsByHand() {
        Training momentum = Training.of(new Momentum(), new Momentum.Settings(0.5, 0.5, 0, Decays.ALL), 1f);
        assertArrayEquals(new float[] {0}, momentum.step(0.5, 2));
        // The velocity is 0.5 * 2 + 4 = 5.
        assertArrayEquals(new float[] {-2.5f}, momentum.step(0.5, 4));

        Training nesterov = Training.of(new Nesterov(), new Nesterov.Settings(0.5, 0.5, 0, Decays.ALL), 1f);
        assertArrayEquals(new float[] {-0.5f}, nesterov.step(0.5, 2));
        assertArrayEquals(new float[] {-0.5f - 0.5f * (4 + 2.5f)}, nesterov.step(0.5, 4));

        // Adam's first step is the rate in the direction of the gradient's sign, whatever the gradient's size.
        Training adam = Training.of(new Adam(), new Adam.Settings(0.1, 0.9, 0.999, 1e-8, 0, Decays.ALL), 1f, 1f, 1f);
        assertArrayEquals(new float[] {0.9f, 1.1f, 1f}, adam.step(0.1, 300f, -0.02f, 0f), 1e-6f);
    }

    /** Far into a training the powers of beta have become 0 and the corrections 1. */
    @Test
    void adamGoesOnForLong() {
        Training adam = Training.of(new Adam(), new Adam.Settings(0.1, 0.5, 0.5, 1e-8, 0, Decays.ALL), 0f);
        float[] p = {};
        for (int t = 0; t < 400; t++) {
            p = adam.step(0x1p-10, 1f);
        }
        assertEquals(-400 * 0x1p-10, p[0], 1e-6);
    }

    @Test
    void nesterovNeedsMomentum() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new Sgd.Settings(0.1, 0, true, 0, Decays.ALL));
        assertEquals("nesterov needs a momentum above 0, such as 0.9", e.getMessage());
    }

    @Test
    void whereWeightsAloneDecayABiasDoesNot() {
        Adam adam = new Adam();
        for (int i = 0; i < 2; i++) {
            double decay = i * 0.1;
            Adam.Settings weights = new Adam.Settings(0.1, 0.9, 0.999, 1e-8, decay, Decays.WEIGHTS);
            Adam.Settings none = new Adam.Settings(0.1, 0.9, 0.999, 1e-8, 0, Decays.ALL);
            assertArrayEquals(
                    Training.ofBias(adam, none, START).step(0.1, 1, 2, 3, 4),
                    Training.ofBias(adam, weights, START).step(0.1, 1, 2, 3, 4));
            Adam.Settings all = new Adam.Settings(0.1, 0.9, 0.999, 1e-8, decay, Decays.ALL);
            assertArrayEquals(
                    Training.of(adam, all, START).step(0.1, 1, 2, 3, 4),
                    Training.of(adam, weights, START).step(0.1, 1, 2, 3, 4));
        }
        AdamW.Settings apart = new AdamW.Settings(0.1, 0.9, 0.999, 1e-8, 0.5, Decays.WEIGHTS);
        AdamW.Settings without = new AdamW.Settings(0.1, 0.9, 0.999, 1e-8, 0, Decays.ALL);
        assertArrayEquals(
                Training.ofBias(new AdamW(), without, START).step(0.1, 1, 2, 3, 4),
                Training.ofBias(new AdamW(), apart, START).step(0.1, 1, 2, 3, 4));
        Sgd.Settings plain = new Sgd.Settings(0.1, 0, false, 0.5, Decays.WEIGHTS);
        assertArrayEquals(
                new float[] {0.9f}, Training.ofBias(new Sgd(), plain, 1f).step(0.1, 1), "1 - 0.1");
        assertArrayEquals(new float[] {0.85f}, Training.of(new Sgd(), plain, 1f).step(0.1, 1), 1e-7f, "1 - 0.1 * 1.5");
    }

    @Test
    void larsMovesAWeightByAPartOfItsSizeWhateverTheGradientIs() {
        Lars.Settings settings = new Lars.Settings(1, 0.01, 0, 0);
        float[] start = {3, 4};
        for (float size : new float[] {1e-6f, 1, 1e6f}) {
            float[] next = Training.of(new Lars(), settings, start).step(1, 0, size);
            assertArrayEquals(new float[] {3, 3.95f}, next, 1e-6f, "a hundredth of its norm of 5");
            float[] bias = Training.ofBias(new Lars(), settings, start).step(1, 0, size);
            assertArrayEquals(new float[] {3, 4 - size}, bias, "by the gradient");
        }
        assertArrayEquals(
                new float[] {-2}, Training.of(new Lars(), settings, 0f).step(1, 2), "a weight of 0 moves nevertheless");
        Training decaying = Training.of(new Lars(), new Lars.Settings(1, 0.1, 0.9, 0.5), start);
        assertArrayEquals(new float[] {2.7f, 3.6f}, decaying.step(1, 0, 0), 1e-6f, "g = p / 2, times 0.1 * 5 / 2.5");
        assertArrayEquals(new float[] {2.16f, 2.88f}, decaying.step(1, 0, 0), 1e-6f, "and 0.9 of the step before");
    }
}
