package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.optimizer.OptimizerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Progress;
import dev.tenon.api.training.Schedule;
import dev.tenon.api.training.Watched;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Averages, rates of layers, what schedules and stopping rules watch. */
final class TrainingRulesTest {

    private static final String TEXT = """
            experiment: bars
            data: {bars: {type: bars, train: 40, validation: 30, noise: 3.0}}
            defaults:
              data: bars
              train: {epochs: 4, batch: 10, loss: logistic, optimizer: {type: sgd, rate: 0.05}}
            arms:
              mlp:
                layers:
                  - flatten
                  - {id: first, type: dense, units: 8}
                  - {id: norm, type: batch-norm}
                  - {type: tanh}
                  - {id: last, type: dense, units: 1}
            design: {seeds: 1}
            compare: {primary: test.accuracy, metrics: [validation.accuracy]}
            """;

    private static TrialRecord run(String... overrides) {
        TrialRecord trial = Trials.run(TEXT, overrides).trials().getFirst();
        assertEquals(TrialRecord.Status.COMPLETED, trial.status(), trial.message());
        return trial;
    }

    private static float[] tensor(TrialRecord trial, String name) {
        return Trials.tensor(trial.last(), name);
    }

    @Test
    void theAverageIsThatOfTheWeightsAfterEachStep() {
        int steps = 5;
        float[] averaged = tensor(run("train.steps=" + steps, "train.average=0.8"), "first/kernel");
        double[] expected = new double[averaged.length];
        for (int step = 1; step <= steps; step++) {
            float[] weights = tensor(run("train.steps=" + step), "first/kernel");
            for (int i = 0; i < expected.length; i++) {
                expected[i] += 0.2 * StrictMath.pow(0.8, steps - step) * weights[i] / (1 - StrictMath.pow(0.8, steps));
            }
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], averaged[i], 1e-6, "weight " + i);
        }
        assertArrayEquals(
                tensor(run("train.steps=5"), "norm/running-mean"),
                tensor(run("train.steps=5", "train.average=0.8"), "norm/running-mean"),
                "a state is as training left it");
    }

    @Test
    void whatIsWatchedIsTheAverageAndTrainingGoesOnWithoutIt() {
        String[] all = {"train.average=0.9", "train.patience=60", "train.epochs=6"};
        TrialRecord watched = run(all);
        List<StageRecord.LossPoint> losses = watched.last().losses();
        List<StageRecord.LossPoint> plain =
                run("train.patience=60", "train.epochs=6").last().losses();
        int best = 0;
        for (int i = 0; i < losses.size(); i++) {
            assertEquals(plain.get(i).training(), losses.get(i).training(), "epoch " + i);
            assertNotEquals(plain.get(i).validation(), losses.get(i).validation(), "epoch " + i);
            best = losses.get(i).validation() < losses.get(best).validation() ? i : best;
        }
        assertEquals(
                Trials.bits(run("train.average=0.9", "train.epochs=" + (best + 1))
                        .answers()
                        .scores()),
                Trials.bits(watched.answers().scores()),
                "the best average comes back");
    }

    @Test
    void aLayersRateIsItsOwn() {
        float[] start = tensor(run("train.steps=0"), "last/kernel");
        float[] whole = tensor(run("train.steps=1"), "last/kernel");
        TrialRecord halved = run("train.steps=1", "train.rates={last: 0.5}");
        float[] half = tensor(halved, "last/kernel");
        for (int i = 0; i < start.length; i++) {
            assertEquals(start[i] + (whole[i] - start[i]) / 2, half[i], 1e-7, "weight " + i);
        }
        assertArrayEquals(tensor(run("train.steps=1"), "first/kernel"), tensor(halved, "first/kernel"));
    }

    /** Makes each parameter the number of its role. */
    @Type("by-role")
    @Describe("Tells roles apart.")
    public static final class ByRole implements Optimizer<NoSettings> {
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
            int role = switch (scope.role()) {
                case WEIGHT -> 0;
                case BIAS -> 1;
                case GAIN -> 2;
            };
            int of = scope.layer().equals("norm") ? 10 : 0;
            int named = scope.parameter().equals("kernel") ? 100 : 0;
            return Ops.expand(Ops.constant(role + of + named), parameter.shape());
        }
    }

    @Test
    void anOptimizerSeesNameLayerAndRole() {
        ExperimentResult result =
                Trials.run(Trials.services(new ByRole()), TEXT, 1, "train.optimizer=by-role", "train.steps=1");
        TrialRecord trial = result.trials().getFirst();
        assertEquals(100, tensor(trial, "first/kernel")[0]);
        assertEquals(1, tensor(trial, "first/bias")[0]);
        assertEquals(12, tensor(trial, "norm/gain")[0]);
        assertEquals(11, tensor(trial, "norm/bias")[0]);
    }

    /** Hears what there is to watch, and lowers the rate after each epoch. */
    @Type("listening")
    @Describe("Listens.")
    public static final class Listening implements Schedule<NoSettings> {
        private final List<Progress> heard = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public double factor(NoSettings settings, long step, long stepsPerEpoch, long totalSteps) {
            throw new AssertionError("the progress is known");
        }

        @Override
        public double factor(NoSettings settings, Progress progress) {
            heard.add(progress);
            return 1.0 / (1 + progress.validation().size());
        }

        @Override
        public Watched watches(NoSettings settings) {
            return Watched.VALIDATION;
        }
    }

    @Test
    void aScheduleHearsOfEachEpochThatHasEnded() {
        Listening schedule = new Listening();
        ExperimentResult result = Trials.run(Trials.services(schedule), TEXT, 1, "train.schedule=listening");
        List<StageRecord.LossPoint> losses = result.trials().getFirst().last().losses();
        assertEquals(4, losses.size());
        assertEquals(16, schedule.heard.size());
        for (Progress progress : schedule.heard) {
            int ended = (int) progress.epoch();
            assertEquals(
                    losses.stream()
                            .limit(ended)
                            .map(StageRecord.LossPoint::validation)
                            .toList(),
                    progress.validation(),
                    "validation losses at step " + progress.step());
            assertEquals(
                    losses.stream()
                            .limit(ended)
                            .map(StageRecord.LossPoint::training)
                            .toList(),
                    progress.training(),
                    "training losses at step " + progress.step());
            assertEquals(16, progress.totalSteps());
        }
    }

    @Test
    void aReducedRateIsThatOfAScheduleByStep() {
        String plateau = "train.schedule={type: reduce-on-plateau, epochs: 1, factor: 0.5, margin: 1000, of: training}";
        // No epoch but the first can be better by 1000, so that each one after it halves the rate, which acts from the
        // next on.
        assertEquals(
                Trials.bits(run("train.schedule={type: milestones, at: [2, 3], factor: 0.5}")
                        .answers()
                        .scores()),
                Trials.bits(run(plateau).answers().scores()));
    }

    @Test
    void trainingStopsWhereItsLossIsReached() {
        List<StageRecord.LossPoint> losses =
                run("train.epochs=12", "train.patience=60").last().losses();
        double level = losses.get(5).training();
        int first = 0;
        while (losses.get(first).training() > level) {
            first++;
        }
        TrialRecord stopped = run("train.epochs=12", "train.stop-at=" + level);
        assertEquals(4L * (first + 1), stopped.last().steps());
        assertEquals(
                Trials.bits(run("train.epochs=" + (first + 1)).answers().scores()),
                Trials.bits(stopped.answers().scores()));
    }

    @Test
    void patienceWatchesTheMetricThatIsNamed() {
        int epochs = 8;
        double best = -1;
        int bestEpoch = 0;
        int end = epochs;
        List<TrialRecord> byEpoch = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            byEpoch.add(run("train.epochs=" + epoch));
            double accuracy = byEpoch.getLast().metrics().getOrDefault("validation.accuracy", Double.NaN);
            if (accuracy > best) {
                best = accuracy;
                bestEpoch = epoch;
            } else if (epoch - bestEpoch == 2) {
                end = epoch;
                break;
            }
        }
        TrialRecord patient = run("train.epochs=" + epochs, "train.patience=2", "train.watch=accuracy");
        assertEquals(4L * end, patient.last().steps());
        assertEquals(
                Trials.bits(byEpoch.get(bestEpoch - 1).answers().scores()),
                Trials.bits(patient.answers().scores()));
        assertTrue(best > 0.5, "accuracy " + best);
    }
}
