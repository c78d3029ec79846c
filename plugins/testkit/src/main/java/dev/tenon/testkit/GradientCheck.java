package dev.tenon.testkit;

import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.testkit.reference.DoubleEvaluator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares the gradients that {@link Gradients} derives with central differences {@code (f(x + h) - f(x - h)) / 2h}, both in
 * double. The function is {@code sum(s * value)} with random weights s, so that every element of the value counts and no two
 * count alike.
 *
 * <p>Where a difference steps over a kink, as of relu, it is no derivative; so an element passes if the two agree for one of
 * three steps, and a wrong gradient agrees for none.
 */
public final class GradientCheck {
    private static final double[] STEPS = {1e-5, 1e-6, 1e-7};
    private static final double TOLERANCE = 2e-5;
    private static final int ELEMENTS = 60;

    private final String what;
    private final DoubleEvaluator function;
    private final Map<Value, double[]> leaves = new LinkedHashMap<>();

    private GradientCheck(String what, Program function, Map<Value, double[]> leaves) {
        this.what = what;
        this.function = new DoubleEvaluator(function);
        leaves.forEach((leaf, values) -> this.leaves.put(leaf, values.clone()));
    }

    /**
     * Checks the gradients of a value.
     *
     * @param what for messages
     * @param value of any shape
     * @param leaves the numbers of each leaf that the value is computed from
     * @param targets the leaves whose gradients are checked; of large ones, 60 elements drawn at random
     * @throws AssertionError if a gradient is not the difference; it says which, and both numbers
     */
    public static void check(String what, Value value, Map<Value, double[]> leaves, List<Value> targets) {
        RandomStream random = new RandomStream(1, "gradient check/" + what);
        Value seed = Ops.leaf("seed", value.shape());
        double[] weights = new double[value.shape().size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextGaussian();
        }
        Map<Value, double[]> all = new LinkedHashMap<>(leaves);
        all.put(seed, weights);

        Map<String, Value> gradients = new LinkedHashMap<>();
        List<Value> derived = Gradients.of(value, seed, targets);
        for (int i = 0; i < targets.size(); i++) {
            if (!derived.get(i).shape().equals(targets.get(i).shape())) {
                throw new AssertionError(what + ": the gradient of " + targets.get(i) + " has the shape "
                        + derived.get(i).shape());
            }
            gradients.put(Integer.toString(i), derived.get(i));
        }
        Map<String, double[]> analytic = new DoubleEvaluator(Program.of(what, gradients, Map.of())).run(all);

        Program function = Program.of(what, Map.of("f", Ops.sum(Ops.multiply(seed, value))), Map.of());
        GradientCheck check = new GradientCheck(what, function, all);
        for (int i = 0; i < targets.size(); i++) {
            double[] gradient = Objects.requireNonNull(analytic.get(Integer.toString(i)));
            for (int element : elements(gradient.length, random)) {
                check.element(targets.get(i), element, gradient[element]);
            }
        }
    }

    private static List<Integer> elements(int count, RandomStream random) {
        List<Integer> elements = new ArrayList<>();
        for (int element : random.permutation(count)) {
            if (elements.size() < ELEMENTS) {
                elements.add(element);
            }
        }
        return elements;
    }

    private void element(Value target, int element, double gradient) {
        double[] differences = new double[STEPS.length];
        for (int i = 0; i < STEPS.length; i++) {
            differences[i] = difference(target, element, STEPS[i]);
            double scale = Math.max(1, Math.max(Math.abs(gradient), Math.abs(differences[i])));
            // Written so that a NaN does not pass.
            if (Math.abs(gradient - differences[i]) <= TOLERANCE * scale) {
                return;
            }
        }
        throw new AssertionError(what + ": the gradient of " + target + " at element " + element + " is " + gradient
                + ", finite differences give " + differences[0] + ", " + differences[1] + ", " + differences[2]);
    }

    private double difference(Value target, int element, double step) {
        double[] values = Objects.requireNonNull(leaves.get(target), "a target without numbers");
        double middle = values[element];
        double h = step * Math.max(1, Math.abs(middle));
        values[element] = middle + h;
        double above = evaluate();
        values[element] = middle - h;
        double below = evaluate();
        values[element] = middle;
        return (above - below) / (2 * h);
    }

    private double evaluate() {
        return Objects.requireNonNull(function.run(leaves).get("f"))[0];
    }
}
