package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.training.Loss;
import dev.tenon.testkit.reference.DoubleEvaluator;
import dev.tenon.testkit.reference.ReferenceEvaluator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every loss must do. A loss's test extends it and names the loss and settings that work.
 *
 * <p>Checked of each: that two applications, also by several threads at once, are one program; one loss for each example, none of which depends on another example, to the bit; the gradient with
 * respect to the outputs against finite differences in double; that a step against the gradient makes the loss smaller; that
 * large outputs, right and wrong, give finite losses and gradients; that an output that is not a number gives no finite
 * loss, by which a training that went wrong is known. A loss that takes examples whole is given several positions. And of the class: its name, its constructor, its
 * descriptions.
 */
public abstract class LossContract {
    private static final int EXAMPLES = 5;
    private static final int UNITS = 3;
    private static final int POSITIONS = 4;

    /** For subclasses. */
    protected LossContract() {}

    /** The loss under test. */
    protected abstract Loss<?> loss();

    /** Settings that work, at least one. */
    protected abstract List<? extends Record> settings();

    /** What must be refused, and in which words; nothing if not overridden, as for a loss without settings. */
    protected List<Mistake> mistakes() {
        return List.of();
    }

    @Test
    final void nameAndDescriptions() {
        ServiceChecks.check(loss());
    }

    @TestFactory
    final Stream<DynamicTest> settingsWork() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Record settings : settings()) {
            tests.add(NamedCheck.of(settings + ", example by example", () -> exampleByExample(settings)));
            tests.add(NamedCheck.of(settings + ", same twice", () -> sameTwice(settings)));
            tests.add(NamedCheck.of(settings + ", gradients", () -> gradients(settings)));
            tests.add(NamedCheck.of(settings + ", descends", () -> descends(settings)));
            tests.add(NamedCheck.of(settings + ", large outputs", () -> largeOutputs(settings)));
            tests.add(NamedCheck.of(settings + ", no number", () -> noNumber(settings)));
        }
        return tests.stream();
    }

    @TestFactory
    final Stream<DynamicTest> mistakesAreRefused() {
        return mistakes().stream().map(each -> NamedCheck.of(each.name(), each::check));
    }

    /** Trials run side by side and share the loss: it keeps nothing from one application to the next. */
    private void sameTwice(Record settings) {
        List<String> program = program(settings);
        for (List<String> other : ManyThreads.results(() -> program(settings))) {
            Structure.assertSame("the program, made by several threads at once", program, other);
        }
    }

    private List<String> program(Record settings) {
        return Structure.of(Program.of("loss", Map.of("y", new Trial(settings, EXAMPLES).losses), Map.of()));
    }

    private void exampleByExample(Record settings) {
        Trial all = new Trial(settings, EXAMPLES);
        assertEquals(Shape.of(EXAMPLES), all.losses.shape(), "one loss for each example");
        float[] together = all.run(all.losses, 1);
        Trial alone = new Trial(settings, 1);
        for (int i = 0; i < EXAMPLES; i++) {
            alone.leaves.put(alone.output, all.part(all.output, i));
            alone.leaves.put(alone.target, all.part(all.target, i));
            Bits.assertSame(
                    "the loss of example " + i + ", alone",
                    Shape.of(1),
                    new float[] {together[i]},
                    alone.run(alone.losses, 1));
        }
    }

    private void gradients(Record settings) {
        Trial trial = new Trial(settings, EXAMPLES);
        Map<Value, double[]> leaves = DoubleEvaluator.widen(trial.leaves);
        GradientCheck.check(loss().type() + " " + settings, trial.losses, leaves, List.of(trial.output));
    }

    private void descends(Record settings) {
        Trial trial = new Trial(settings, EXAMPLES);
        float before = sum(trial.run(trial.losses, 1));
        float[] gradient = trial.run(trial.gradient(), 1);
        float[] outputs = trial.given(trial.output);
        for (int i = 0; i < gradient.length; i++) {
            outputs[i] -= 0.01f * gradient[i];
        }
        float after = sum(trial.run(trial.losses, 1));
        assertTrue(after < before, "a small step against the gradient takes the loss from " + before + " to " + after);
    }

    private void largeOutputs(Record settings) {
        Trial trial = new Trial(settings, EXAMPLES);
        for (float scale : new float[] {1e-20f, 100, 1e4f}) {
            for (Value value : List.of(trial.losses, trial.gradient())) {
                for (float each : trial.run(value, scale)) {
                    assertTrue(Float.isFinite(each), "outputs " + scale + " times as large give " + each);
                }
            }
        }
    }

    private void noNumber(Record settings) {
        int each = new Trial(settings, 1).output.shape().size();
        for (int i = 0; i < EXAMPLES * each; i++) {
            Trial trial = new Trial(settings, EXAMPLES);
            trial.given(trial.output)[i] = Float.NaN;
            float loss = trial.run(trial.losses, 1)[i / each];
            assertFalse(
                    Float.isFinite(loss),
                    "the loss of an output that is not a number is " + loss + ", and the training would go on; of"
                            + " Ops.max(a, b) and min the second operand stays NaN, the first does not");
        }
    }

    private static float sum(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    /** A loss of random outputs and fitting targets. */
    private final class Trial {
        private final int examples;
        private final Value output;
        private final Value target;
        private final Value losses;
        private final Map<Value, float[]> leaves = new LinkedHashMap<>();

        Trial(Record settings, int examples) {
            this.examples = examples;
            RandomStream random = new RandomStream(4, "loss");
            Loss<?> loss = loss();
            Shape rows = loss.perPosition() ? Shape.of(examples) : Shape.of(examples, POSITIONS);
            this.output = leaf("output", random, rows.append(UNITS), false);
            this.target = switch (loss.targets()) {
                case CLASSES -> labels(random, rows);
                case SIGNS -> leaf("target", random, rows.append(UNITS), true);
                case NUMBERS -> leaf("target", random, rows.append(UNITS), false);
            };
            this.losses = apply(loss, settings);
        }

        private Value leaf(String name, RandomStream random, Shape shape, boolean signs) {
            float[] values = new float[shape.size()];
            for (int i = 0; i < values.length; i++) {
                double value = random.nextGaussian();
                values[i] = (float) (signs ? Math.signum(value) : value);
            }
            Value leaf = Ops.leaf(name, shape);
            leaves.put(leaf, values);
            return leaf;
        }

        private Value labels(RandomStream random, Shape rows) {
            float[] values = new float[rows.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(UNITS);
            }
            Value leaf = Ops.leaf("target", rows);
            leaves.put(leaf, values);
            return leaf;
        }

        @SuppressWarnings("unchecked") // settings of another record fail here, in the test that gave them
        private <S extends Record> Value apply(Loss<S> loss, Record settings) {
            return loss.apply((S) settings, output, target);
        }

        Value gradient() {
            return dev.tenon.api.graph.Gradients.of(losses, List.of(output)).getFirst();
        }

        float[] given(Value leaf) {
            return Objects.requireNonNull(leaves.get(leaf));
        }

        float[] part(Value leaf, int example) {
            float[] values = given(leaf);
            int size = values.length / examples;
            return Arrays.copyOfRange(values, example * size, (example + 1) * size);
        }

        /** The value's numbers with the outputs scaled. */
        float[] run(Value value, float scale) {
            Map<Value, float[]> scaled = new LinkedHashMap<>(leaves);
            float[] outputs = given(output).clone();
            for (int i = 0; i < outputs.length; i++) {
                outputs[i] *= scale;
            }
            scaled.put(output, outputs);
            ReferenceEvaluator evaluator = new ReferenceEvaluator(Program.of("loss", Map.of("y", value), Map.of()));
            return Objects.requireNonNull(evaluator.run(scaled).outputs().get("y"));
        }
    }
}
