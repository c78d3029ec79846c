package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Op;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.testkit.reference.DoubleEvaluator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule of {@link Gradients} against finite differences, and every rule of a composite against its expansion's. */
final class GradientRulesTest {
    private static final Window PLAIN = Window.of(2, 3);
    private static final Window STRIDED = Window.of(3, 2).stride(2, 3).pad(1, 0, 1, 1);
    private static final Window DILATED = Window.of(2, 2).dilation(2, 3).pad(1, 1, 1, 1);
    private static final List<Window> WINDOWS =
            List.of(PLAIN, STRIDED, DILATED, Window.of(1, 1).stride(2, 2));

    /** A value to be checked, by name. */
    private record Rule(String name, Function<GradientRules, Value> value) {
        Class<? extends Op> op() {
            return value.apply(new GradientRules(name)).op().getClass();
        }
    }

    @TestFactory
    Stream<DynamicTest> againstFiniteDifferences() {
        return rules().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> {
                    GradientRules g = new GradientRules(rule.name());
                    Value value = rule.value().apply(g);
                    GradientCheck.check(
                            rule.name(),
                            value,
                            g.leaves(),
                            List.copyOf(g.leaves().keySet()));
                }));
    }

    /** Gradients of gradients: what an op's own gradient composite is differentiated to. */
    @TestFactory
    Stream<DynamicTest> secondDerivatives() {
        return rules().stream()
                .filter(GradientRulesTest::smooth)
                .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> {
                    GradientRules g = new GradientRules(rule.name());
                    Value value = rule.value().apply(g);
                    List<Value> leaves = List.copyOf(g.leaves().keySet());
                    Value square = Ops.sum(Ops.multiply(value, value));
                    List<Value> flat = new ArrayList<>();
                    Gradients.of(square, leaves)
                            .forEach(each -> flat.add(
                                    Ops.reshape(each, Shape.of(each.shape().size()))));
                    GradientCheck.check("second " + rule.name(), Ops.concat(0, flat), g.leaves(), leaves);
                }));
    }

    @TestFactory
    Stream<DynamicTest> compositesAgreeWithTheirExpansions() {
        return rules().stream()
                .filter(rule -> Composite.class.isAssignableFrom(rule.op()))
                .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> {
                    GradientRules g = new GradientRules(rule.name());
                    agrees(rule.value().apply(g), g);
                }));
    }

    /** With ties too: the first of equal taps has the whole gradient either way. */
    @Test
    void maxPoolWithTiesAgreesWithItsExpansion() {
        GradientRules g = new GradientRules("ties");
        double[] ties = new double[2 * 6 * 7 * 2];
        Arrays.setAll(ties, i -> i * 7 % 3);
        Value x = g.leaf(Shape.of(2, 6, 7, 2), ties);
        for (Window window : WINDOWS) {
            agrees(Ops.maxPool(x, window), g);
        }
    }

    @Test
    void noOpIsWithoutARule() {
        List<Class<?>> covered = new ArrayList<>(rules().stream().map(Rule::op).toList());
        // They take no input, or have no derivative.
        covered.addAll(List.of(Primitive.Leaf.class, Primitive.Constant.class, Primitive.Random.class));
        covered.addAll(List.of(Primitive.OneHot.class, Primitive.Detach.class, Primitive.ToFloat.class));
        for (Class<?> kind : List.of(Primitive.class, Composite.class)) {
            for (Class<?> op : kind.getPermittedSubclasses()) {
                assertTrue(covered.contains(op), op + " is checked");
            }
        }
    }

    @Test
    void nothingFlowsThroughStepsAndDetach() {
        GradientRules g = new GradientRules("none");
        Value x = g.leaf(3);
        Value y = g.leaf(3);
        Value steps = Ops.add(Ops.add(Ops.less(x, y), Ops.lessOrEqual(x, y)), Ops.equal(x, y));
        Value root = Ops.add(steps, Ops.add(Ops.detach(x), Ops.sum(Ops.oneHot(x, 3), 1)));
        for (Value gradient : Gradients.of(root, List.of(x, y))) {
            assertArrayEquals(new double[3], evaluate(gradient, g));
        }
    }

    @Test
    void usesAreAddedUp() {
        GradientRules g = new GradientRules("uses");
        Value x = g.leaf(5);
        Value y = Ops.multiply(Ops.add(x, x), Ops.multiply(x, x));
        GradientCheck.check("uses", Ops.add(y, Ops.tanh(y)), g.leaves(), List.of(x));
        assertArrayEquals(
                new double[] {2, 2, 2, 2, 2},
                evaluate(Gradients.of(Ops.add(x, x), List.of(x)).getFirst(), g));
    }

    /** A value inside the graph as a target: what lies behind it does not count. */
    @Test
    void targetsInside() {
        GradientRules g = new GradientRules("inside");
        Value x = g.leaf(5);
        Value middle = Ops.tanh(x);
        Value gradient =
                Gradients.of(Ops.multiply(middle, middle), List.of(middle)).getFirst();
        double[] expected = evaluate(Ops.add(middle, middle), g);
        assertArrayEquals(expected, evaluate(gradient, g), 1e-15);
    }

    @Test
    void theCheckFindsAWrongGradient() {
        GradientRules g = new GradientRules("wrong");
        Value x = g.leaf(5);
        Value value = Ops.add(Ops.multiply(x, Ops.constant(2)), Ops.detach(Ops.multiply(x, Ops.constant(0.01))));
        assertThrows(AssertionError.class, () -> GradientCheck.check("wrong", value, g.leaves(), List.of(x)));
    }

    private static boolean smooth(Rule rule) {
        return !rule.name().contains("gradient of");
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (Unary.Kind kind : Unary.Kind.values()) {
            rules.add(new Rule(
                    kind.name(), g -> Value.of(new Unary(kind), positiveOnly(kind) ? g.positive(7) : g.leaf(7))));
        }
        for (Binary.Kind kind : Binary.Kind.values()) {
            if (differentiable(kind)) {
                rules.add(new Rule(kind.name(), g -> Value.of(new Binary(kind), g.leaf(7), g.positive(7))));
            }
        }
        rules.add(new Rule("fma", g -> Ops.fma(g.leaf(5), g.leaf(5), g.leaf(5))));
        rules.add(new Rule("select", g -> select(g)));
        rules.add(new Rule("broadcast", g -> Ops.multiply(Ops.divide(g.leaf(3, 1, 4), g.positive(2, 1)), g.leaf(4))));
        rules.add(new Rule("sigmoid", g -> Ops.sigmoid(g.leaf(6))));
        rules.add(new Rule("softplus", g -> Ops.softplus(Ops.multiply(g.leaf(9), Ops.constant(12)))));
        for (int[] axes : new int[][] {{0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}, {0, 1, 2}}) {
            String name = Arrays.toString(axes);
            rules.add(new Rule("sum along " + name, g -> Ops.sum(g.leaf(3, 4, 5), axes)));
            rules.add(new Rule("max along " + name, g -> Ops.maxOver(g.leaf(3, 4, 5), axes)));
        }
        for (int i = 0; i < 4; i++) {
            boolean ta = i % 2 == 1;
            boolean tb = i / 2 == 1;
            String name = "matmul " + ta + " " + tb;
            rules.add(new Rule(name, g -> Ops.matmul(matrix(g, ta, 3, 4), matrix(g, tb, 4, 5), ta, tb)));
            rules.add(new Rule(
                    "stacked " + name, g -> Ops.matmul(matrix(g, ta, 2, 3, 4), matrix(g, tb, 2, 4, 5), ta, tb)));
        }
        arrangements(rules);
        images(rules);
        return rules;
    }

    private static void arrangements(List<Rule> rules) {
        rules.add(new Rule("reshape", g -> Ops.reshape(g.leaf(3, 4), Shape.of(2, 6))));
        rules.add(new Rule("permute", g -> Ops.permute(g.leaf(2, 3, 4), 2, 0, 1)));
        rules.add(new Rule("expand", g -> Ops.expand(g.leaf(3, 1), Shape.of(2, 3, 4))));
        rules.add(new Rule("expand a scalar", g -> Ops.expand(g.leaf(), Shape.of(2, 3))));
        rules.add(new Rule("pad", g -> Ops.pad(g.leaf(3, 4), List.of(1, 0), List.of(2, 1), List.of(1, 2), 3f)));
        rules.add(new Rule("crop", g -> Ops.pad(g.leaf(5, 6), List.of(-1, -2), List.of(-2, 1), List.of(0, 0), 3f)));
        rules.add(
                new Rule("crop gaps", g -> Ops.pad(g.leaf(5, 6), List.of(-1, -2), List.of(-2, -4), List.of(1, 2), 3f)));
        rules.add(new Rule("slice", g -> Ops.slice(g.leaf(6, 7), List.of(1, 0), List.of(6, 6), List.of(2, 3))));
        rules.add(new Rule("flip", g -> Ops.flip(g.leaf(3, 4), 1)));
        rules.add(new Rule("concat", g -> Ops.concat(1, List.of(g.leaf(2, 3), g.leaf(2, 1), g.leaf(2, 2)))));
        rules.add(new Rule("concat of one twice", g -> {
            Value x = g.leaf(2, 3);
            return Ops.concat(0, List.of(x, x));
        }));
        rules.add(new Rule("upsample", g -> Ops.upsample(g.leaf(2, 2, 3, 2), 2, 3)));
    }

    private static void images(List<Rule> rules) {
        for (Window w : WINDOWS) {
            rules.add(new Rule("unfold " + w, g -> Ops.unfold(g.leaf(2, 6, 7, 2), w)));
            rules.add(new Rule(
                    "fold " + w,
                    g -> Ops.fold(
                            g.leaf(2, w.windowsDown(6), w.windowsAcross(7), w.height() * w.width() * 2), w, 6, 7)));
            for (int groups : new int[] {1, 2}) {
                rules.add(new Rule("conv2d " + groups + " " + w, g -> conv(g, w, groups)));
                rules.add(new Rule("input gradient of conv2d " + groups + " " + w, g -> convInput(g, w, groups)));
                rules.add(new Rule("weight gradient of conv2d " + groups + " " + w, g -> convWeight(g, w, groups)));
            }
            rules.add(new Rule("max-pool " + w, g -> Ops.maxPool(g.leaf(2, 6, 7, 2), w)));
            rules.add(new Rule("average-pool " + w, g -> Ops.averagePool(g.leaf(2, 6, 7, 2), w)));
            rules.add(new Rule("gradient of max-pool " + w, g -> {
                Value x = g.leaf(2, 6, 7, 2);
                Value y = Ops.maxPool(Ops.detach(x), w);
                return Value.of(
                        new Composite.MaxPoolGradient(w),
                        Ops.detach(x),
                        y,
                        g.leaf(y.shape().dims()));
            }));
            rules.add(new Rule("gradient of average-pool " + w, g -> {
                Value y = g.leaf(2, w.windowsDown(6), w.windowsAcross(7), 2);
                return Value.of(new Composite.AveragePoolGradient(w, 6, 7), y);
            }));
        }
        rules.add(new Rule("softmax", g -> Ops.softmax(g.leaf(3, 5))));
        rules.add(new Rule("softmax-cross-entropy", g -> Ops.softmaxCrossEntropy(g.leaf(4, 5), labels())));
        rules.add(new Rule(
                "gradient of softmax-cross-entropy",
                g -> Value.of(new Composite.SoftmaxCrossEntropyGradient(), g.leaf(4, 5), labels(), g.leaf(4))));
        rules.add(new Rule("gather-rows", g -> Ops.gatherRows(g.leaf(5, 2, 3), labels())));
    }

    /** 3, 0, 3, 1: constants, since an index has no derivative. */
    private static Value labels() {
        List<Value> each = new ArrayList<>();
        for (int label : new int[] {3, 0, 3, 1}) {
            each.add(Ops.reshape(Ops.constant(label), Shape.of(1)));
        }
        return Ops.concat(0, each);
    }

    private static Value select(GradientRules g) {
        Value condition = Ops.detach(Ops.less(g.leaf(9), Ops.constant(0)));
        return Ops.select(condition, g.leaf(9), g.leaf(9));
    }

    private static Value conv(GradientRules g, Window w, int groups) {
        return Ops.conv2d(g.leaf(2, 6, 7, 4), g.leaf(w.height(), w.width(), 4 / groups, 6), w, groups);
    }

    private static Value convInput(GradientRules g, Window w, int groups) {
        Value y = g.leaf(2, w.windowsDown(6), w.windowsAcross(7), 6);
        Value kernel = g.leaf(w.height(), w.width(), 4 / groups, 6);
        return Value.of(new Composite.Conv2dInputGradient(w, groups, 6, 7), y, kernel);
    }

    private static Value convWeight(GradientRules g, Window w, int groups) {
        Value y = g.leaf(2, w.windowsDown(6), w.windowsAcross(7), 6);
        return Value.of(new Composite.Conv2dWeightGradient(w, groups), g.leaf(2, 6, 7, 4), y);
    }

    private static Value matrix(GradientRules g, boolean transposed, int... dims) {
        int[] given = dims.clone();
        if (transposed) {
            given[dims.length - 1] = dims[dims.length - 2];
            given[dims.length - 2] = dims[dims.length - 1];
        }
        return g.leaf(given);
    }

    private static boolean positiveOnly(Unary.Kind kind) {
        return kind == Unary.Kind.SQRT || kind == Unary.Kind.LOG;
    }

    private static boolean differentiable(Binary.Kind kind) {
        return switch (kind) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MAX, MIN -> true;
            case LESS, LESS_EQUAL, EQUAL -> false;
        };
    }

    private static void agrees(Value whole, GradientRules g) {
        Value expanded = ((Composite) whole.op()).expand(whole.inputs());
        List<Value> leaves = List.copyOf(g.leaves().keySet());
        double[] weights = new double[whole.shape().size()];
        Arrays.setAll(weights, i -> Math.sin(i + 1));
        Value seed = g.leaf(whole.shape(), weights);
        assertArrayEquals(evaluate(whole, g), evaluate(expanded, g), 1e-12);
        List<Value> own = Gradients.of(whole, seed, leaves);
        List<Value> derived = Gradients.of(expanded, seed, leaves);
        for (int i = 0; i < leaves.size(); i++) {
            assertArrayEquals(
                    evaluate(derived.get(i), g), evaluate(own.get(i), g), 1e-11, "gradient of " + leaves.get(i));
        }
    }

    private static double[] evaluate(Value value, GradientRules g) {
        Map<Value, double[]> leaves = new LinkedHashMap<>(g.leaves());
        Program program = Program.of("test", Map.of("y", value), Map.of());
        return Objects.requireNonNull(new DoubleEvaluator(program).run(leaves).get("y"));
    }
}
