package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.layers.LayerRun.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The layers that normalise each example by itself, against two-pass formulas in double: the numbers that share a mean are found by a
 * rule on their index, not by axes.
 */
final class NormalisedTest {

    private static final double EPSILON = 0.01;
    private static final int HEIGHT = 3;
    private static final int WIDTH = 2;
    private static final int CHANNELS = 6;
    private static final int EXAMPLE = HEIGHT * WIDTH * CHANNELS;
    private static final Shape SHAPE = Shape.of(2, HEIGHT, WIDTH, CHANNELS);
    private static final float[] X = noise(SHAPE.size(), "x", 30);

    private static float[] noise(int count, String name, double mean) {
        RandomStream random = new RandomStream(3, name);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (mean + 2 * random.nextGaussian());
        }
        return values;
    }

    /**
     * What must come out.
     *
     * @param share gives numbers that share a mean the same number
     * @param at where the gain and bias of a number are
     */
    private static double[] expected(IntUnaryOperator share, IntUnaryOperator at, float[] gain, float[] bias) {
        double[] y = new double[X.length];
        for (int i = 0; i < y.length; i++) {
            List<Double> members = new ArrayList<>();
            for (int j = 0; j < y.length; j++) {
                if (share.applyAsInt(j) == share.applyAsInt(i)) {
                    members.add((double) X[j]);
                }
            }
            double mean = members.stream().mapToDouble(m -> m).average().orElseThrow();
            double variance = members.stream()
                    .mapToDouble(m -> (m - mean) * (m - mean))
                    .average()
                    .orElseThrow();
            int parameter = at.applyAsInt(i);
            y[i] = gain[parameter] * (X[i] - mean) / Math.sqrt(variance + EPSILON) + bias[parameter];
        }
        return y;
    }

    private static void check(IntFunction<Tensor> layer, int parameters, IntUnaryOperator share, IntUnaryOperator at) {
        double[] expected = expected(share, at, noise(parameters, "gain", 1), noise(parameters, "bias", 0));
        Tensor actual = layer.apply(parameters);
        assertEquals(SHAPE, actual.shape());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual.numbers().get(i), 2e-5, "number " + i);
        }
    }

    private static LayerRun run(int parameters) {
        return LayerRun.training()
                .with("gain", noise(parameters, "gain", 1))
                .with("bias", noise(parameters, "bias", 0));
    }

    private static int place(int i) {
        return i / CHANNELS;
    }

    private static int image(int i) {
        return i / EXAMPLE;
    }

    private static int channel(int i) {
        return i % CHANNELS;
    }

    @Test
    void layerNormOverChannelsIsPlaceByPlace() {
        var s = new LayerNorm.Settings(LayerNorm.Over.CHANNELS, EPSILON, true, true, Parts.ONES, Parts.ZEROS);
        check(
                n -> run(n).apply(new LayerNorm(), s, Tensor.of(SHAPE, X)),
                CHANNELS,
                NormalisedTest::place,
                NormalisedTest::channel);
    }

    @Test
    void layerNormOverTheExampleHasAGainForEachNumber() {
        var s = new LayerNorm.Settings(LayerNorm.Over.EXAMPLE, EPSILON, true, true, Parts.ONES, Parts.ZEROS);
        check(
                n -> run(n).apply(new LayerNorm(), s, Tensor.of(SHAPE, X)),
                EXAMPLE,
                NormalisedTest::image,
                i -> i % EXAMPLE);
    }

    @Test
    void instanceNormIsMapByMap() {
        var s = new InstanceNorm.Settings(EPSILON, true, true, Parts.ONES, Parts.ZEROS);
        check(
                n -> run(n).apply(new InstanceNorm(), s, Tensor.of(SHAPE, X)),
                CHANNELS,
                i -> image(i) * CHANNELS + channel(i),
                NormalisedTest::channel);
    }

    @Test
    void groupsAreNeighbouringChannels() {
        for (int groups : new int[] {1, 2, 3, 6}) {
            var s = new GroupNorm.Settings(groups, EPSILON, true, true, Parts.ONES, Parts.ZEROS);
            check(
                    n -> run(n).apply(new GroupNorm(), s, Tensor.of(SHAPE, X)),
                    CHANNELS,
                    i -> image(i) * groups + channel(i) / (CHANNELS / groups),
                    NormalisedTest::channel);
        }
    }

    /** Mean 4 and variance 8, whose root with an epsilon of 1 is 3. */
    @Test
    void byHandWithoutGainAndBias() {
        Tensor x = Tensor.of(Shape.of(1, 4), 0, 4, 4, 8);
        float[] expected = {-4f / 3, 0, 0, 4f / 3};
        var layer = new LayerNorm.Settings(LayerNorm.Over.CHANNELS, 1, false, false, Parts.ONES, Parts.ZEROS);
        assertArrayEquals(
                expected, LayerRun.inUse().apply(new LayerNorm(), layer, x).array(), 1e-6f);
        var group = new GroupNorm.Settings(1, 1, false, true, Parts.ONES, Parts.ONES);
        float[] raised = {1 - 4f / 3, 1, 1, 1 + 4f / 3};
        assertArrayEquals(
                raised, LayerRun.inUse().apply(new GroupNorm(), group, x).array(), 1e-6f);
        var instance = new InstanceNorm.Settings(1, true, false, Parts.ONES, Parts.ONES);
        Tensor map = new Tensor(Shape.of(1, 2, 2, 1), x.numbers());
        float[] tripled = {-4, 0, 0, 4};
        assertArrayEquals(
                tripled,
                LayerRun.inUse()
                        .with("gain", 3)
                        .apply(new InstanceNorm(), instance, map)
                        .array(),
                1e-6f);
    }

    /** Far from 0 a variance as a difference of squares would be lost in rounding. */
    @Test
    void aLargeMeanDoesNoHarm() {
        var s = new LayerNorm.Settings(LayerNorm.Over.CHANNELS, 1, false, false, Parts.ONES, Parts.ZEROS);
        Tensor x = Tensor.of(Shape.of(1, 4), 100_000, 100_004, 100_004, 100_008);
        assertArrayEquals(
                new float[] {-4f / 3, 0, 0, 4f / 3},
                LayerRun.inUse().apply(new LayerNorm(), s, x).array(),
                1e-6f);
    }
}
