package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.Role;
import dev.tenon.testkit.reference.ReferenceEvaluator;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The checks of an optimizer with some settings on a parameter of some shape. */
final class OptimizerChecks {
    private static final int STEPS = 300;
    private static final float[] SIZES = {0f, 1e-30f, 1e-12f, 1f, 1e10f};

    private final Optimizer<?> optimizer;
    private final Record settings;
    private final Role role;
    private final Shape shape;

    OptimizerChecks(Optimizer<?> optimizer, Record settings, Role role, Shape shape) {
        this.optimizer = optimizer;
        this.settings = settings;
        this.role = role;
        this.shape = shape;
    }

    void shapes() {
        assertTrue(
                optimizer.settings().isInstance(settings),
                "the settings are a " + optimizer.settings().getName());
        float rate = rate(optimizer);
        assertTrue(rate > 0 && Float.isFinite(rate), "the rate is above 0: " + rate);
        assertEquals(shape, trial().next().shape(), "the next parameter's shape");
    }

    void sameTwice() {
        OptimizerTrial trial = trial();
        Structure.assertSame("the program, made twice", Structure.of(trial.program()), Structure.of(trial().program()));
        Map<Value, float[]> first = new Run(trial, 1).steps(5);
        Map<Value, float[]> second = new Run(trial, 1).steps(5);
        first.forEach((leaf, values) ->
                Bits.assertSame(leaf + ", run twice", leaf.shape(), values, Objects.requireNonNull(second.get(leaf))));
    }

    /** Trials run side by side and share the optimizer: it keeps nothing from one application to the next. */
    void manyThreads() {
        List<String> program = Structure.of(trial().program());
        for (List<String> other : ManyThreads.results(() -> Structure.of(trial().program()))) {
            Structure.assertSame("the program, made by several threads at once", program, other);
        }
    }

    /** What it did for other parameters and settings has left nothing: one that is new makes the same program. */
    void sameAs(Optimizer<?> fresh) {
        Structure.assertSame(
                "the program of an optimizer that was used before, beside one that is new",
                Structure.of(new OptimizerTrial(fresh, settings, role, shape).program()),
                Structure.of(trial().program()));
    }

    void states() {
        OptimizerTrial trial = trial();
        trial.states()
                .forEach((name, state) ->
                        assertTrue(trial.updates().containsKey(state), "the state " + name + " changes in a step"));
        finite(new Run(trial, 1).steps(STEPS));
    }

    void rateZero() {
        Run run = new Run(trial(), 0);
        float[] before = run.parameter().clone();
        run.steps(1);
        Bits.assertSame("the parameter after a step at rate 0", shape, before, run.parameter());
    }

    void gradientsOfAnySize() {
        for (float size : SIZES) {
            Run run = new Run(trial(), 1);
            for (int i = 0; i < 3; i++) {
                float[] gradient = new float[shape.size()];
                Arrays.fill(gradient, i == 1 ? -size : size);
                run.step(gradient);
            }
            finite(run.leaves);
        }
    }

    /** On the sum of c x^2 / 2 with curvatures c from 1/2 to 2, the minimum is at 0. */
    void descends() {
        Run run = new Run(trial(), 1);
        double before = run.loss();
        run.steps(STEPS);
        double after = run.loss();
        assertTrue(after < before, STEPS + " steps take a quadratic loss from " + before + " to " + after);
    }

    private OptimizerTrial trial() {
        return new OptimizerTrial(optimizer, settings, role, shape);
    }

    @SuppressWarnings("unchecked") // shapes() checks that the settings are of the optimizer's own record
    private <S extends Record> float rate(Optimizer<S> typed) {
        return (float) typed.rate((S) settings);
    }

    private static void finite(Map<Value, float[]> leaves) {
        leaves.forEach((leaf, values) -> {
            for (float value : values) {
                assertTrue(Float.isFinite(value), leaf + " stays finite: " + Arrays.toString(values));
            }
        });
    }

    /** A parameter on its way. */
    private final class Run {
        private final OptimizerTrial trial;
        private final ReferenceEvaluator evaluator;
        private final Map<Value, float[]> leaves = new LinkedHashMap<>();
        private long taken;

        Run(OptimizerTrial trial, float rateFactor) {
            this.trial = trial;
            this.evaluator = new ReferenceEvaluator(trial.program());
            RandomStream random = new RandomStream(9, "parameter");
            float[] start = new float[shape.size()];
            for (int i = 0; i < start.length; i++) {
                start[i] = (float) (1 + random.nextDouble());
            }
            leaves.put(trial.rate(), new float[] {rate(optimizer) * rateFactor});
            leaves.put(trial.parameter(), start);
            leaves.putAll(trial.starts());
        }

        float[] parameter() {
            return Objects.requireNonNull(leaves.get(trial.parameter()));
        }

        private float curvature(int element) {
            return 0.5f + element % 4 * 0.5f;
        }

        double loss() {
            double sum = 0;
            float[] x = parameter();
            for (int i = 0; i < x.length; i++) {
                sum += 0.5 * curvature(i) * x[i] * x[i];
            }
            return sum;
        }

        Map<Value, float[]> steps(int count) {
            for (int step = 0; step < count; step++) {
                float[] gradient = parameter().clone();
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] *= curvature(i);
                }
                step(gradient);
            }
            return leaves;
        }

        void step(float[] gradient) {
            leaves.put(trial.gradient(), gradient);
            leaves.putAll(trial.numbers(++taken));
            leaves.putAll(evaluator.run(leaves).updates());
        }
    }
}
