package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.training.Penalty;
import dev.tenon.testkit.reference.DoubleEvaluator;
import dev.tenon.testkit.reference.ReferenceEvaluator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every penalty must do. A penalty's test extends it and names the penalty and settings that work.
 *
 * <p>Checked of each: that two applications, also by several threads at once, are one program; one number for each row, none of
 * which depends on another row, to the bit; the gradient against finite differences in double; that a step against the gradient makes
 * it smaller; that large elements give finite penalties and gradients; that an element that is not a number gives no finite
 * penalty. And of the class: its name, its constructor, its descriptions.
 */
public abstract class PenaltyContract {

    private static final int ROWS = 3;

    /** For subclasses. */
    protected PenaltyContract() {}

    /** The penalty under test. */
    protected abstract Penalty<?> penalty();

    /** Settings that work, at least one. */
    protected abstract List<? extends Record> settings();

    /** The shape of one row: small images if not overridden. */
    protected Shape row() {
        return Shape.of(4, 3, 2);
    }

    /** What must be refused, and in which words; nothing if not overridden. */
    protected List<Mistake> mistakes() {
        return List.of();
    }

    /** The mistake of being paid by values of this shape. */
    protected final Mistake refused(String name, Record settings, Shape shape, String... words) {
        return Mistake.of(name, () -> apply(penalty(), settings, Ops.leaf("x", shape)), words);
    }

    @Test
    final void nameAndDescriptions() {
        ServiceChecks.check(penalty());
    }

    @TestFactory
    final Stream<DynamicTest> settingsWork() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Record settings : settings()) {
            tests.add(NamedCheck.of(settings + ", same twice", () -> sameTwice(settings)));
            tests.add(NamedCheck.of(settings + ", row by row", () -> rowByRow(settings)));
            tests.add(NamedCheck.of(settings + ", gradients", () -> gradients(settings)));
            tests.add(NamedCheck.of(settings + ", descends", () -> descends(settings)));
            tests.add(NamedCheck.of(settings + ", large elements", () -> large(settings)));
            tests.add(NamedCheck.of(settings + ", no number", () -> noNumber(settings)));
        }
        return tests.stream();
    }

    @TestFactory
    final Stream<DynamicTest> mistakesAreRefused() {
        return mistakes().stream().map(each -> NamedCheck.of(each.name(), each::check));
    }

    private void sameTwice(Record settings) {
        List<String> program = Structure.of(new Trial(settings, ROWS).program());
        for (List<String> other : ManyThreads.results(() -> Structure.of(new Trial(settings, ROWS).program()))) {
            Structure.assertSame("the program, made by several threads at once", program, other);
        }
    }

    private void rowByRow(Record settings) {
        Trial all = new Trial(settings, ROWS);
        assertEquals(Shape.of(ROWS), all.costs.shape(), "one number for each row");
        float[] values = numbers(ROWS);
        float[] together = all.run("costs", values);
        int size = row().size();
        for (int i = 0; i < ROWS; i++) {
            float[] own = Arrays.copyOfRange(values, i * size, (i + 1) * size);
            Bits.assertSame(
                    "row " + i + ", alone",
                    Shape.of(1),
                    new float[] {together[i]},
                    new Trial(settings, 1).run("costs", own));
        }
    }

    private void gradients(Record settings) {
        Trial trial = new Trial(settings, ROWS);
        GradientCheck.check(
                penalty().type() + " " + settings,
                trial.costs,
                DoubleEvaluator.widen(Map.of(trial.value, numbers(ROWS))),
                List.of(trial.value));
    }

    private void descends(Record settings) {
        Trial trial = new Trial(settings, ROWS);
        float[] values = numbers(ROWS);
        float before = sum(trial.run("costs", values));
        float[] gradient = trial.run("gradient", values);
        for (int i = 0; i < values.length; i++) {
            values[i] -= 0.01f * gradient[i];
        }
        float after = sum(trial.run("costs", values));
        assertTrue(after < before, "a small step against the gradient takes it from " + before + " to " + after);
    }

    private void large(Record settings) {
        Trial trial = new Trial(settings, ROWS);
        for (float scale : new float[] {0, 1e-20f, 100, 1e4f}) {
            float[] values = numbers(ROWS);
            for (int i = 0; i < values.length; i++) {
                values[i] *= scale;
            }
            for (String name : List.of("costs", "gradient")) {
                for (float each : trial.run(name, values)) {
                    assertTrue(Float.isFinite(each), "elements " + scale + " times as large give " + each);
                }
            }
        }
    }

    private void noNumber(Record settings) {
        Trial trial = new Trial(settings, ROWS);
        int size = row().size();
        for (int i = 0; i < ROWS * size; i++) {
            float[] values = numbers(ROWS);
            values[i] = Float.NaN;
            float cost = trial.run("costs", values)[i / size];
            assertFalse(Float.isFinite(cost), "what an element that is not a number pays is " + cost);
        }
    }

    private float[] numbers(int rows) {
        RandomStream random = new RandomStream(5, "penalty");
        float[] values = new float[rows * row().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float sum(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private static <S extends Record> Value apply(Penalty<S> penalty, Record settings, Value value) {
        return penalty.apply(penalty.settings().cast(settings), value);
    }

    /** The penalty of some rows. */
    private final class Trial {
        private final Value value;
        private final Value costs;

        Trial(Record settings, int rows) {
            this.value = Ops.leaf("x", Shape.of(rows).append(row().dims()));
            this.costs = apply(penalty(), settings, value);
        }

        Program program() {
            Value gradient = Gradients.of(costs, List.of(value)).getFirst();
            return Program.of("penalty", Map.of("costs", costs, "gradient", gradient), Map.of());
        }

        float[] run(String name, float[] values) {
            return Objects.requireNonNull(new ReferenceEvaluator(program())
                            .run(Map.of(value, values))
                            .outputs()
                            .get(name))
                    .clone();
        }
    }
}
