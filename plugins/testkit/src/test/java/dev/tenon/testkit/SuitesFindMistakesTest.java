package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.optimizer.Role;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.NoSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Optimizers, datasets and mistakes that are not as they should be are found. */
final class SuitesFindMistakesTest {
    private interface Step {
        Value next(OptimizerScope scope, Value parameter, Value gradient);
    }

    @Type("wrong")
    private record Wrong(Step step) implements Optimizer<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public double rate(NoSettings settings) {
            return 0.1;
        }

        @Override
        public Value step(OptimizerScope scope, NoSettings settings, Value parameter, Value gradient) {
            return step.next(scope, parameter, gradient);
        }
    }

    private interface Load {
        Examples load(DatasetScope scope) throws IOException;
    }

    @Type("bad")
    private record Bad(Load load) implements Dataset<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Examples load(DatasetScope scope, NoSettings settings) throws IOException {
            return load.load(scope);
        }
    }

    @Test
    void anOptimizerThatClimbs() {
        found(optimizer((scope, p, g) -> Ops.add(p, Ops.multiply(scope.rate(), g)))::descends);
    }

    @Test
    void anOptimizerThatForgetsTheRate() {
        found(optimizer((scope, p, g) -> Ops.subtract(p, Ops.multiply(g, Ops.constant(0.1))))::rateZero);
    }

    @Test
    void anOptimizerThatDividesByZero() {
        found(
                optimizer((scope, p, g) -> Ops.subtract(p, Ops.multiply(scope.rate(), Ops.divide(g, Ops.abs(g)))))
                        ::gradientsOfAnySize);
    }

    @Test
    void anOptimizerWithAStateThatStands() {
        found(optimizer((scope, p, g) -> Ops.add(p, scope.state("still", p.shape(), 0f)))::states);
    }

    @Test
    void anOptimizerThatChangesTheParameterItself() {
        found(optimizer((scope, p, g) -> {
            scope.update(p, g);
            return p;
        })::shapes);
    }

    @Test
    void anOptimizerThatCountsItsApplications() {
        AtomicInteger calls = new AtomicInteger();
        found(optimizer((scope, p, g) -> Ops.fma(Ops.constant(-0.1 / calls.incrementAndGet()), g, p))::sameTwice);
    }

    @Test
    void anOptimizerWhoseNumberOfAStepCounts() {
        AtomicInteger calls = new AtomicInteger();
        found(
                optimizer((scope, p, g) -> Ops.subtract(
                        p, Ops.multiply(Ops.divide(g, scope.perStep("n", t -> calls.incrementAndGet())), scope.rate())))
                        ::sameTwice);
    }

    @Test
    void anOptimizerWhoseNumberOfAStepIsNone() {
        found(
                optimizer((scope, p, g) -> Ops.subtract(
                        p, Ops.multiply(Ops.multiply(g, scope.perStep("n", t -> 1.0 / (t - 3))), scope.rate())))
                        ::states);
    }

    @Test
    void anOptimizerThatRemembersItsFirstParameter() {
        AtomicInteger first = new AtomicInteger();
        OptimizerChecks used = optimizer((scope, p, g) -> {
            first.compareAndSet(0, 1);
            return Ops.fma(Ops.constant(-0.1 * first.get()), g, p);
        });
        used.shapes();
        found(() -> used.sameAs(new Wrong((scope, p, g) -> Ops.fma(Ops.constant(-0.2), g, p))));
        used.sameAs(new Wrong((scope, p, g) -> Ops.fma(Ops.constant(-0.1), g, p)));
    }

    @Test
    void aDatasetThatDiffersFromLoadToLoad() {
        AtomicInteger loads = new AtomicInteger();
        found(dataset(scope -> images(loads.incrementAndGet())
                .split(Split.TRAIN, new int[] {0, 1})
                .build())::sameTwice);
    }

    @Test
    void aDatasetWithoutTraining() {
        found(dataset(scope -> images(1).split(Split.TEST, new int[] {0}).build())::splits);
    }

    @Test
    void aDatasetWithAnImageTwice() {
        found(dataset(scope -> images(1).split(Split.TRAIN, new int[] {0, 0}).build())::splits);
    }

    @Test
    void aDatasetThatIsNoNumber() {
        found(dataset(
                scope -> images(Float.NaN).split(Split.TRAIN, new int[] {0}).build())::numbers);
    }

    @Test
    void anAnnotationBeyondTheImage() {
        Annotation beyond = new Annotation("dot", 0, -1, 1, 1, 2, 1);
        found(dataset(scope -> images(1)
                .split(Split.TRAIN, new int[] {0})
                .annotations(List.of(List.of(beyond), List.of()))
                .build())::annotations);
    }

    @Test
    void aDatasetThatWritesToAnother() {
        Examples other = images(1).split(Split.TRAIN, new int[] {0}).build();
        Dataset<NoSettings> vandal = new Bad(scope -> {
            Examples given = scope.dataset(new DatasetName("other"));
            given.images()[0] += 1;
            return given;
        });
        found(new DatasetChecks(vandal, new NoSettings(), Path.of(""), Map.of("other", other))::othersUntouched);
    }

    @Test
    void mistakesThatPassOrSpeakBadly() {
        found(Mistake.of("nothing wrong", () -> 1)::check);
        found(Mistake.of("a bare null", () -> {
            throw new NullPointerException("settings were null somewhere");
        })::check);
        found(Mistake.of("too short", () -> {
            throw new IllegalArgumentException("no");
        })::check);
        found(Mistake.of(
                "other words",
                () -> {
                    throw new IllegalArgumentException("the stride must be at least 1");
                },
                "kernel")::check);
    }

    private static OptimizerChecks optimizer(Step step) {
        return new OptimizerChecks(new Wrong(step), new NoSettings(), Role.WEIGHT, Shape.of(3));
    }

    private static DatasetChecks dataset(Load load) {
        return new DatasetChecks(new Bad(load), new NoSettings(), Path.of(""), Map.of());
    }

    private static Examples.Builder images(float pixel) {
        return Examples.of(Shape.of(2, 2, 1), new float[] {pixel, 2, 3, 4, 5, 6, 7, 8})
                .classes(new float[] {0, 1}, List.of("a", "b"));
    }

    private static void found(Executable check) {
        assertThrows(AssertionError.class, check);
    }
}
