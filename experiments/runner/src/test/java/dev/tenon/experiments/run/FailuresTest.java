package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.Schedule;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.yaml.SpecException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trials that do not complete: each says what happened, and the others go on. */
final class FailuresTest {

    /** Two arms; the text in the middle is the first one's. */
    private static String withArm(String arm) {
        return """
            experiment: bars
            data: {bars: {type: bars}}
            defaults:
              data: bars
              train: {epochs: 2, batch: 16, loss: logistic, optimizer: {type: sgd, rate: 0.01}}
            arms:
              odd: {%s}
              plain: {layers: [flatten, {type: dense, units: 1}]}
            design: {seeds: 2}
            """.formatted(arm);
    }

    private static void assertOddOnly(ExperimentResult result, TrialRecord.Status status, String... words) {
        for (int seed = 0; seed < 2; seed++) {
            TrialRecord odd = Trials.trial(result, "odd", seed);
            assertEquals(status, odd.status(), odd.message());
            for (String word : words) {
                assertTrue(odd.message().contains(word), odd.message() + " does not say " + word);
            }
            assertEquals(status == TrialRecord.Status.COMPLETED, odd.answers().scores().length > 0);
            assertEquals(
                    TrialRecord.Status.COMPLETED,
                    Trials.trial(result, "plain", seed).status());
        }
    }

    @Test
    void aHugeRateDivergesAndIsNamedWithItsStep() {
        String arm =
                "train: {optimizer: {rate: 1e25}}, layers: [flatten, {type: dense, units: 8}, {type: dense, units: 1}]";
        ExperimentResult result = Trials.run(Trials.services(), withArm(arm), 2);
        assertOddOnly(result, TrialRecord.Status.DIVERGED, "stage main of arm odd diverged", "step", "lower rate");
    }

    @Test
    void weightsThatTheLastStepMadeInfiniteAreSeen() {
        String arm =
                "train: {epochs: null, steps: 1, optimizer: {rate: 3e38}}, layers: [flatten, {type: dense, units: 1},"
                        + " {type: dense, units: 1, initializer: {type: constant, value: 1e10}}]";
        ExperimentResult result = Trials.run(Trials.services(), withArm(arm), 1);
        assertOddOnly(result, TrialRecord.Status.DIVERGED, "was not finite after the last step, 1");
    }

    @Test
    void clippingKeepsItFromDiverging() {
        String arm = "train: {clip-norm: 1e-25, optimizer: {rate: 1e25}}, layers: [flatten, {type: dense, units: 8},"
                + " {type: dense, units: 1}]";
        ExperimentResult result = Trials.run(Trials.services(), withArm(arm), 1);
        assertOddOnly(result, TrialRecord.Status.COMPLETED);
    }

    @Test
    void anOptimizerThatThrowsFailsItsTrialsAndIsNamed() {
        Services services = Trials.services(new BadOptimizer());
        String arm = "train: {optimizer: {type: bad, rate: null}}, layers: [flatten, {id: out, type: dense, units: 1}]";
        ExperimentResult result = Trials.run(services, withArm(arm).replace("{type: bad, rate: null}", "bad"), 2);
        assertOddOnly(
                result,
                TrialRecord.Status.FAILED,
                "stage main of arm odd",
                "optimizer bad, on out/kernel",
                "ArithmeticException: no step",
                "module dev.tenon.experiments.runner");
    }

    @Test
    void aScheduleThatThrowsFailsItsTrialsAndIsNamed() {
        ExperimentResult result = Trials.run(
                Trials.services(new BadSchedule()),
                withArm("train: {schedule: bad}, layers: [flatten, {type: dense, units: 1}]"),
                1);
        assertOddOnly(result, TrialRecord.Status.FAILED, "schedule bad, at step 4", "AssertionError: too late");
    }

    @Test
    void aLayerThatThrowsInTrainingFailsItsTrialsAndIsNamed() {
        BadLayer layer = new BadLayer();
        ExperimentResult result = Trials.run(
                Trials.services(layer),
                withArm("layers: [{id: culprit, type: bad}, flatten, {type: dense, units: 1}]"),
                1,
                new Trials.Deaf() {
                    @Override
                    public void planned(int trials, DataInputs inputs) {
                        layer.armed = true;
                    }
                });
        assertOddOnly(
                result,
                TrialRecord.Status.FAILED,
                "test.yaml:7:",
                "layer culprit (bad)",
                "IndexOutOfBoundsException: 7");
    }

    @Test
    void aLayerThatThrowsWhenCheckedIsAMistakeAtItsPlace() {
        BadLayer layer = new BadLayer();
        layer.armed = true;
        SpecException e = assertThrows(
                SpecException.class,
                () -> Trials.run(
                        Trials.services(layer),
                        withArm("layers: [{id: culprit, type: bad}, flatten, {type: dense, units: 1}]"),
                        1));
        assertEquals(1, e.problems().size(), e.getMessage());
        assertEquals(7, e.problems().getFirst().mark().line());
        String message = e.problems().getFirst().message();
        assertTrue(message.contains("layer culprit (bad)"), message);
        assertTrue(message.contains("thrown by module dev.tenon.experiments.runner"), message);
    }

    @Test
    void aMetricThatThrowsFailsTheTrialAndIsNamed() {
        ExperimentResult result = Trials.run(
                Trials.services(new BadMetric()),
                withArm("layers: [flatten, {type: dense, units: 1}]")
                        + "compare: {primary: test.accuracy, metrics: [test.bad]}\n",
                1);
        for (TrialRecord trial : result.trials()) {
            assertEquals(TrialRecord.Status.FAILED, trial.status());
            assertTrue(trial.message().contains("metric bad failed: IllegalStateException: no"), trial.message());
        }
    }

    @Test
    void aDataSetThatThrowsIsAMistakeAtItsPlace() {
        SpecException e = assertThrows(
                SpecException.class,
                () -> Trials.run(
                        Trials.services(new BadData()),
                        withArm("layers: [flatten, {type: dense, units: 1}]").replace("type: bars", "type: bad"),
                        1));
        assertEquals(1, e.problems().size(), "once, however many arms use it");
        assertEquals(2, e.problems().getFirst().mark().line());
        String message = e.problems().getFirst().message();
        assertTrue(message.startsWith("data set bars (bad): failed: NegativeArraySizeException: -1"), message);
    }

    @Test
    void lackOfMemorySaysWhatToDo() {
        assertTrue(
                StageException.reason(new OutOfMemoryError("Java heap space")).contains("smaller train.batch"));
    }

    /** Throws. */
    @Type("bad")
    @Describe("Throws.")
    public static final class BadOptimizer implements Optimizer<NoSettings> {

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public double rate(NoSettings settings) {
            return 1;
        }

        @Override
        public Value step(OptimizerScope scope, NoSettings settings, Value parameter, Value gradient) {
            throw new ArithmeticException("no step");
        }
    }

    /** Throws at step 4. */
    @Type("bad")
    @Describe("Throws.")
    public static final class BadSchedule implements Schedule<NoSettings> {

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public double factor(NoSettings settings, long step, long stepsPerEpoch, long totalSteps) {
            if (step == 4) {
                throw new AssertionError("too late");
            }
            return 1;
        }
    }

    /** Throws once armed. */
    @Type("bad")
    @Describe("Throws.")
    public static final class BadLayer implements Layer<NoSettings> {

        private volatile boolean armed;

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
            if (armed) {
                throw new IndexOutOfBoundsException("7");
            }
            return Ops.negate(inputs.getFirst());
        }
    }

    /** Throws. */
    @Type("bad")
    public static final class BadMetric implements Metric<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public boolean takes(NoSettings settings, Targets targets, int units) {
            return true;
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public double measure(NoSettings settings, TargetRows rows, float[] outputs) {
            throw new IllegalStateException("no");
        }
    }

    /** Throws. */
    @Type("bad")
    @Describe("Throws.")
    public static final class BadData implements Dataset<NoSettings> {

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Examples load(DatasetScope scope, NoSettings settings) {
            return Examples.of(Shape.of(1, 1, 1), new float[-1]).build();
        }
    }
}
