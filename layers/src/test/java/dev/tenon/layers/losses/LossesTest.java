package dev.tenon.layers.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Loss;
import dev.tenon.testkit.reference.DoubleEvaluator;
import dev.tenon.testkit.reference.ReferenceEvaluator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LossesTest {

    private static final NoSettings NONE = new NoSettings();
    private static final SoftmaxCrossEntropy.Settings PLAIN =
            new SoftmaxCrossEntropy.Settings(Optional.empty(), Optional.empty());

    /** A loss of outputs and targets of these shapes, with the gradient of the losses' sum. */
    private record Fixture(Value output, Value target, Program program) {

        static Fixture of(Loss<NoSettings> loss, Shape output, Shape target) {
            return of(loss, NONE, output, target);
        }

        static <S extends Record> Fixture of(Loss<S> loss, S settings, Shape output, Shape target) {
            Value o = Ops.leaf("output", output);
            Value t = Ops.leaf("target", target);
            Value losses = loss.apply(settings, o, t);
            Map<String, Value> outputs = new LinkedHashMap<>();
            outputs.put("losses", losses);
            outputs.put("gradient", Gradients.of(losses, List.of(o)).getFirst());
            return new Fixture(o, t, Program.of(loss.type(), outputs, Map.of()));
        }

        float[] run(String name, float[] outputs, float[] targets) {
            Map<Value, float[]> leaves = new LinkedHashMap<>();
            leaves.put(output, outputs);
            leaves.put(target, targets);
            return Objects.requireNonNull(
                    new ReferenceEvaluator(program).run(leaves).outputs().get(name));
        }

        double[] runDouble(String name, double[] outputs, double[] targets) {
            Map<Value, double[]> leaves = new LinkedHashMap<>();
            leaves.put(output, outputs);
            leaves.put(target, targets);
            return Objects.requireNonNull(
                    new DoubleEvaluator(program).run(leaves).get(name));
        }
    }

    private static Fixture signs(Loss<NoSettings> loss, int examples, int units) {
        return Fixture.of(loss, Shape.of(examples, units), Shape.of(examples, units));
    }

    /** Equal, where -0 is as good as +0. */
    private static void assertSame(float[] expected, float[] actual) {
        assertArrayEquals(expected, actual, Float.MIN_VALUE);
    }

    @Test
    void logisticIsTheNegativeLogLikelihoodOfTheSign() {
        double[] z = {0, 2, -2, 0.5};
        double[] y = {1, 1, 1, -1};
        double[] expected = new double[4];
        for (int i = 0; i < 4; i++) {
            expected[i] = -StrictMath.log(1 / (1 + StrictMath.exp(-y[i] * z[i])));
        }
        assertArrayEquals(expected, signs(new Logistic(), 4, 1).runDouble("losses", z, y), 1e-12);
    }

    @Test
    void logisticNeitherOverflowsNorLosesItsGradient() {
        Fixture fixture = signs(new Logistic(), 4, 1);
        float[] z = {200, -200, 1e30f, -1e30f};
        float[] y = {1, 1, -1, -1};
        assertSame(new float[] {0, 200, 1e30f, 0}, fixture.run("losses", z, y));
        assertSame(new float[] {0, -1, 1, 0}, fixture.run("gradient", z, y));
    }

    @Test
    void hingeStopsAtAMarginOfOne() {
        Fixture fixture = signs(new Hinge(), 4, 1);
        float[] z = {0.25f, 3, 0.25f, -1.5f};
        float[] y = {1, 1, -1, -1};
        assertSame(new float[] {0.75f, 0, 1.25f, 0}, fixture.run("losses", z, y));
        assertSame(new float[] {-1, 0, 1, 0}, fixture.run("gradient", z, y));
    }

    @Test
    void severalOutputsCountAsTheirMean() {
        Fixture hinge = signs(new Hinge(), 2, 2);
        assertSame(new float[] {0.5f, 2}, hinge.run("losses", new float[] {0, 2, -1, 1}, new float[] {1, 1, 1, -1}));
        Fixture error = signs(new MeanSquaredError(), 2, 2);
        assertSame(new float[] {2.5f, 4.5f}, error.run("losses", new float[] {1, 2, 3, 3}, new float[] {0, 0, 0, 3}));
        assertSame(new float[] {1, 2, 3, 0}, error.run("gradient", new float[] {1, 2, 3, 3}, new float[] {0, 0, 0, 3}));
    }

    @Test
    void crossEntropyIsTheNegativeLogOfTheSoftmax() {
        Fixture fixture = Fixture.of(new SoftmaxCrossEntropy(), PLAIN, Shape.of(2, 3), Shape.of(2));
        double[] z = {1, 2, 3, 0, 0, 0};
        double e = StrictMath.exp(1) + StrictMath.exp(2) + StrictMath.exp(3);
        double[] expected = {StrictMath.log(e) - 2, StrictMath.log(3)};
        assertArrayEquals(expected, fixture.runDouble("losses", z, new double[] {1, 0}), 1e-12);
        double[] gradient = {
            StrictMath.exp(1) / e, StrictMath.exp(2) / e - 1, StrictMath.exp(3) / e, 1.0 / 3 - 1, 1.0 / 3, 1.0 / 3
        };
        assertArrayEquals(gradient, fixture.runDouble("gradient", z, new double[] {1, 0}), 1e-12);
    }

    @Test
    void smoothedLabelsAreSpreadOverAllClasses() {
        SoftmaxCrossEntropy.Settings smooth = new SoftmaxCrossEntropy.Settings(Optional.of(0.3), Optional.empty());
        Fixture fixture = Fixture.of(new SoftmaxCrossEntropy(), smooth, Shape.of(1, 3), Shape.of(1));
        double[] z = {1, 2, 3};
        double log = StrictMath.log(StrictMath.exp(1) + StrictMath.exp(2) + StrictMath.exp(3));
        // The target distribution is 0.1, 0.8, 0.1.
        double expected = 0.1 * (log - 1) + 0.8 * (log - 2) + 0.1 * (log - 3);
        assertArrayEquals(new double[] {expected}, fixture.runDouble("losses", z, new double[] {1}), 1e-7);
    }

    @Test
    void classesMayWeighDifferently() {
        SoftmaxCrossEntropy.Settings weighted =
                new SoftmaxCrossEntropy.Settings(Optional.empty(), Optional.of(List.of(1.0, 0.5, 4.0)));
        Fixture fixture = Fixture.of(new SoftmaxCrossEntropy(), weighted, Shape.of(2, 3), Shape.of(2));
        double[] expected = {0.5 * StrictMath.log(3), 4 * StrictMath.log(3)};
        assertArrayEquals(expected, fixture.runDouble("losses", new double[6], new double[] {1, 2}), 1e-12);
        ShapeException e = assertThrows(
                ShapeException.class,
                () -> Fixture.of(new SoftmaxCrossEntropy(), weighted, Shape.of(2, 2), Shape.of(2)));
        assertEquals("loss softmax-cross-entropy has 3 class-weights for 2 classes", e.getMessage());
    }

    @Test
    void focalLossIsCrossEntropyTimesAPowerOfHowWrong() {
        Fixture fixture = Fixture.of(new Focal(), new Focal.Settings(2), Shape.of(1, 2), Shape.of(1));
        double p = 1 / (1 + StrictMath.exp(-1.5));
        double expected = -(1 - p) * (1 - p) * StrictMath.log(p);
        assertArrayEquals(
                new double[] {expected}, fixture.runDouble("losses", new double[] {1.5, 0}, new double[] {0}), 1e-12);
    }

    @Test
    void huberIsASquareThatBecomesALine() {
        Fixture fixture = Fixture.of(new Huber(), new Huber.Settings(2), Shape.of(3, 1), Shape.of(3, 1));
        assertSame(new float[] {0.5f, 2, 8}, fixture.run("losses", new float[] {1, -2, 5}, new float[3]));
        assertSame(new float[] {1, -2, 2}, fixture.run("gradient", new float[] {1, -2, 5}, new float[3]));
        Fixture absolute = signs(new MeanAbsoluteError(), 2, 2);
        assertSame(new float[] {1.5f, 1}, absolute.run("losses", new float[] {1, -2, 3, 4}, new float[] {0, 0, 3, 2}));
    }

    @Test
    void diceIsOneMinusTheOverlap() {
        // Two things at four positions. Logits of +-40 are probabilities of 0 and 1.
        Fixture fixture = Fixture.of(new Dice(), new Dice.Settings(1e-9), Shape.of(1, 4, 2), Shape.of(1, 4, 2));
        double[] said = {40, 40, 40, 40, -40, 40, -40, -40};
        double[] there = {1, 1, -1, 1, 1, 1, -1, -1};
        // The first: said at 0 and 1, there at 0 and 2; the second: said and there at 0, 1 and 2.
        double expected = ((1 - 2.0 * 1 / (2 + 2)) + 0) / 2;
        assertArrayEquals(new double[] {expected}, fixture.runDouble("losses", said, there), 1e-7);
    }

    @Test
    void gradientsAreFiniteDifferences() {
        double[] z = {0.3, -1.2, 2.5, 0.7, -0.4, 1.1};
        checkGradient(signs(new Logistic(), 3, 2), z, new double[] {1, -1, -1, 1, 1, -1});
        checkGradient(signs(new Hinge(), 3, 2), z, new double[] {1, -1, -1, 1, 1, -1});
        checkGradient(signs(new MeanSquaredError(), 3, 2), z, new double[] {0.1, 0.2, -3, 4, 0, 1});
        checkGradient(
                Fixture.of(new SoftmaxCrossEntropy(), PLAIN, Shape.of(2, 3), Shape.of(2)), z, new double[] {2, 0});
    }

    private static void checkGradient(Fixture fixture, double[] z, double[] y) {
        double[] gradient = fixture.runDouble("gradient", z, y);
        double step = 1e-6;
        for (int i = 0; i < z.length; i++) {
            double[] up = z.clone();
            double[] down = z.clone();
            up[i] += step;
            down[i] -= step;
            double difference = (total(fixture, up, y) - total(fixture, down, y)) / (2 * step);
            assertEquals(difference, gradient[i], 1e-8, fixture.program().name() + ", output " + i);
        }
    }

    private static double total(Fixture fixture, double[] z, double[] y) {
        double sum = 0;
        for (double loss : fixture.runDouble("losses", z, y)) {
            sum += loss;
        }
        return sum;
    }

    @Test
    void shapesThatDoNotFitSayWhatToDo() {
        ShapeException units = assertThrows(ShapeException.class, () -> signs(new Logistic(), 4, 3, 2));
        assertEquals(
                "loss logistic takes as many outputs as targets, not outputs [4, 3] and targets [4, 2]; give the last"
                        + " layer 2 units",
                units.getMessage());
        ShapeException images = assertThrows(
                ShapeException.class,
                () -> Fixture.of(new SoftmaxCrossEntropy(), PLAIN, Shape.of(4, 2, 2, 10), Shape.of(4)));
        assertEquals(
                "loss softmax-cross-entropy takes a network that ends in [batch, units], not [4, 2, 2, 10]; end it with"
                        + " `dense`, `flatten` or a global pooling layer",
                images.getMessage());
    }

    private static Fixture signs(Loss<NoSettings> loss, int examples, int units, int things) {
        return Fixture.of(loss, Shape.of(examples, units), Shape.of(examples, things));
    }

    @Test
    void gramComparesWhichFeaturesGoTogetherWhereverTheyAre() {
        Shape shape = Shape.of(2, 2, 2); // two positions of two channels
        Fixture fixture = Fixture.of(new Gram(), shape, shape);
        // G = F^T F / 2 of [[1, 2], [3, 4]] is [[5, 7], [7, 10]], of its positions swapped the same, of zeros zero.
        double[] z = {1, 2, 3, 4, /**/ 1, 2, 3, 4};
        double[] y = {3, 4, 1, 2, /**/ 0, 0, 0, 0};
        assertArrayEquals(new double[] {0, (25 + 49 + 49 + 100) / 4.0}, fixture.runDouble("losses", z, y), 1e-12);
    }

    @Test
    void cosineIsOfTheAngleAlone() {
        Fixture fixture = Fixture.of(new Cosine(), Shape.of(4, 2), Shape.of(4, 2));
        double[] z = {1, 0, /**/ 1, 1, /**/ 2, 0, /**/ 3, 4};
        double[] y = {0, 5, /**/ 7, 7, /**/ -1, 0, /**/ 4, 3};
        assertArrayEquals(new double[] {1, 0, 2, 1 - 24 / 25.0}, fixture.runDouble("losses", z, y), 1e-9);
        assertArrayEquals(
                new float[] {1},
                Fixture.of(new Cosine(), Shape.of(1, 2), Shape.of(1, 2))
                        .run("losses", new float[] {0, 0}, new float[] {1, 0}));
    }

    @Test
    void contrastiveLeavesWhatIsFarEnoughApart() {
        Fixture fixture = Fixture.of(new Contrastive(), new Contrastive.Settings(2), Shape.of(4, 1), Shape.of(4, 1));
        double[] distances = {3, 0.5, 0.5, 5};
        double[] together = {1, 1, -1, -1};
        assertArrayEquals(new double[] {4.5, 0.125, 1.125, 0}, fixture.runDouble("losses", distances, together), 1e-12);
    }
}
