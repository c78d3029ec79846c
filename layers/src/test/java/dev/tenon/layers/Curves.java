package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.testkit.reference.ReferenceEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** Compares an elementwise layer and its derived slope, in float, with a real function and its differences. */
final class Curves {

    private static final double STEP = 1e-5;

    private Curves() {}

    /**
     * Checks at many points: those near 0 in small steps, and up to 1e4 either side.
     *
     * @param tolerance of results and slopes, for numbers up to 1 absolute and above relative
     */
    static <S extends Record> void check(Layer<S> layer, S settings, DoubleUnaryOperator real, double tolerance) {
        List<Float> points = new ArrayList<>();
        for (int i = -1000; i <= 1000; i++) {
            points.add(i / 50f + 0.003f); // not at 0, where some have a kink
        }
        for (float far : new float[] {30, 80, 87, 88, 89, 100, 300, 1e4f}) {
            points.add(far);
            points.add(-far);
        }
        float[] x = new float[points.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = points.get(i);
        }
        Value input = Ops.leaf("x", Shape.of(1, x.length));
        Value y = layer.apply(LayerRun.inUse().scope(), settings, List.of(input));
        Value slope = Gradients.of(y, List.of(input)).getFirst();
        Map<String, float[]> results = new ReferenceEvaluator(
                        Program.of("curve", Map.of("y", y, "slope", slope), Map.of()))
                .run(Map.of(input, x))
                .outputs();
        for (int i = 0; i < x.length; i++) {
            double expected = real.applyAsDouble(x[i]);
            double rise = (real.applyAsDouble(x[i] + STEP) - real.applyAsDouble(x[i] - STEP)) / (2 * STEP);
            near(expected, Objects.requireNonNull(results.get("y"))[i], tolerance, "at " + x[i]);
            near(rise, Objects.requireNonNull(results.get("slope"))[i], Math.max(tolerance, 1e-5), "slope at " + x[i]);
        }
    }

    private static void near(double expected, float actual, double tolerance, String what) {
        assertTrue(Float.isFinite(actual), what + ": " + actual);
        assertEquals(expected, actual, tolerance * Math.max(1, Math.abs(expected)), what);
    }

    /** What a layer makes of numbers of which a real function has no value, or none of interest. */
    static <S extends Record> float[] of(Layer<S> layer, S settings, float... x) {
        return LayerRun.inUse()
                .apply(layer, settings, LayerRun.Tensor.of(Shape.of(1, x.length), x))
                .array();
    }
}
