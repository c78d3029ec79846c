package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.DataException;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.yaml.SpecException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whole experiments on small data. */
final class ExperimentRunnerTest {

    private static final String HEAD = """
            experiment: bars
            data:
              bars: {type: bars}
              noisy: {type: bars, noise: 0.6}
            defaults:
              data: bars
              train: {epochs: 3, batch: 16, loss: logistic, optimizer: {type: momentum, rate: 0.05}}
            """;

    /** 40 examples in minibatches of 16 leave a last one of 8. */
    private static final String ARMS = """
            arms:
              pixels: {layers: [flatten, {type: dense, units: 1}]}
              cnn:
                layers:
                  - {type: conv2d, filters: 3, kernel: 3, activation: relu}
                  - batch-norm
                  - {type: dropout, rate: 0.3}
                  - global-max-pool
                  - {type: dense, units: 1}
              composed:
                stages:
                  - id: parts
                    data: noisy
                    layers:
                      - {id: bar, type: conv2d, filters: 3, kernel: [3, 1]}
                      - {id: norm, type: batch-norm}
                      - global-max-pool
                      - {type: dense, units: 1}
                  - layers:
                      - {use: parts.bar, frozen: true}
                      - {use: parts.norm, frozen: true}
                      - {type: conv2d, filters: 2, kernel: [1, 3]}
                      - global-max-pool
                      - {type: dense, units: 1}
              tuned:
                layers:
                  - {use: composed.parts.bar}
                  - global-max-pool
                  - {type: dense, units: 1}
            """;

    private static final String TAIL = """
            design: {seeds: 2, vary: {train.examples: [24, 40]}}
            compare: {primary: test.accuracy, metrics: [test.auroc, train.accuracy]}
            """;

    @Test
    void resultsAreTheSameBitsAtAnyNumberOfThreads() {
        List<String> alone = Trials.bits(Trials.run(HEAD + ARMS + TAIL));
        assertEquals(16, alone.size());
        assertEquals(alone, Trials.bits(Trials.run(Trials.services(), HEAD + ARMS + TAIL, 2)));
        assertEquals(alone, Trials.bits(Trials.run(Trials.services(), HEAD + ARMS + TAIL, 4)));
    }

    @Test
    void oneTrialWithSeveralThreadsIsTheSameBits() {
        String text = HEAD + "arms: {one: {layers: [{type: conv2d, filters: 3, kernel: 3}, batch-norm, global-max-pool,"
                + " {type: dense, units: 1}]}}\ndesign: {seeds: 1}\n";
        assertEquals(Trials.bits(Trials.run(text)), Trials.bits(Trials.run(Trials.services(), text, 3)));
    }

    @Test
    void anArmsResultsDoNotDependOnOtherArmsAndSeeds() {
        ExperimentResult all = Trials.run(HEAD + ARMS + "design: {seeds: 3}\n");
        String alone = HEAD + """
            arms:
              cnn:
                layers:
                  - {type: conv2d, filters: 3, kernel: 3, activation: relu}
                  - batch-norm
                  - {type: dropout, rate: 0.3}
                  - global-max-pool
                  - {type: dense, units: 1}
            design: {seeds: [2]}
            """;
        assertEquals(
                Trials.bits(Trials.trial(all, "cnn", 2)),
                Trials.bits(Trials.run(alone).trials().getFirst()));
    }

    @Test
    void anArmThatAVariedSettingDoesNotTouchIsRunOnce() {
        String vary = "design: {seeds: 2, vary: {arms.cnn.train.batch: [8, 16, 20]}}\n";
        ExperimentResult result = Trials.run(HEAD + ARMS + vary);
        assertEquals(
                3 * 2 + 3 * 2,
                result.trials().size(),
                "cnn in three cells, pixels, composed and tuned in the first alone");
        Map<String, String> last = result.plan().cells().getLast().factors();
        assertEquals(2, result.trials("pixels", last).size());
        assertEquals(
                Map.of("arms.cnn.train.batch", "8"),
                result.trials("pixels", last).getFirst().id().factors());
        assertEquals(last, result.trials("cnn", last).getFirst().id().factors());
        // Features are of the last cell's networks: one for each arm.
        assertEquals(
                List.of("pixels", "cnn", "composed", "tuned"),
                result.features().stream()
                        .map(each -> each.trial().arm())
                        .sorted(java.util.Comparator.comparingInt(arm ->
                                List.of("pixels", "cnn", "composed", "tuned").indexOf(arm)))
                        .toList());
    }

    @Test
    void anArmThatTakesALayerOfATouchedArmIsRunInEachCell() {
        ExperimentResult result =
                Trials.run(HEAD + ARMS + "design: {seeds: 1, vary: {arms.composed.train.batch: [8, 16]}}\n");
        assertEquals(
                List.of("pixels", "cnn", "composed", "tuned", "composed", "tuned"),
                result.trials().stream().map(trial -> trial.id().arm()).toList());
    }

    @Test
    void seedsDrawAnew() {
        ExperimentResult result = Trials.run(HEAD + ARMS + "design: {seeds: 2}\n");
        assertFalse(java.util.Arrays.equals(
                Trials.trial(result, "pixels", 0).answers().scores(),
                Trials.trial(result, "pixels", 1).answers().scores()));
    }

    private static final String DRAWN = """
            experiment: drawn
            data:
              digits: {type: uci-digits}
              scenes: {type: digit-scenes, from: digits, canvas: [10, 20], find: ["1"], digits: 1,
                examples: {train: 24, validation: 0, test: 10}}
            defaults:
              data: scenes
              train: {epochs: 2, batch: 8, loss: logistic, optimizer: {type: momentum, rate: 0.05}}
            arms:
              pixels: {layers: [flatten, {type: dense, units: 1}]}
              cnn: {layers: [{type: conv2d, filters: 2, kernel: 3}, {type: dropout, rate: 0.3}, global-max-pool, {type: dense, units: 1}]}
              tuned: {layers: [{use: cnn.main.conv2d-1}, global-max-pool, {type: dense, units: 1}]}
            """;

    /** Whichever draws are made first, and whoever trains a stage that arms share. */
    @Test
    void drawsAreTheSameAtAnyNumberOfThreads() {
        String text = DRAWN + "design: {seeds: 4}\ncompare: {primary: test.accuracy}\n";
        ExperimentResult one = Trials.run(text);
        ExperimentResult four = Trials.run(Trials.services(), text, 4);
        assertEquals(Trials.bits(one), Trials.bits(four));
        assertEquals(one.inputs(), four.inputs());
        assertEquals(4, one.inputs().sets().getLast().draws().size());
    }

    /** Of two seeds, weights before training differ unless they are fixed, and so does all else that is drawn. */
    @Test
    void theDesignSaysWhatSeedsDraw() {
        ExperimentResult free = Trials.run(DRAWN + "design: {seeds: 2}\n", "defaults.train.epochs=0");
        ExperimentResult weights =
                Trials.run(DRAWN + "design: {seeds: 2, fixed: [weights]}\n", "defaults.train.epochs=0");
        assertFalse(java.util.Arrays.equals(dense(free, 0), dense(free, 1)));
        assertArrayEquals(dense(weights, 0), dense(weights, 1));
        String all = "design: {seeds: 2, fixed: [data, split, examples, weights, order, noise]}\n";
        assertArrayEquals(dense(Trials.run(DRAWN + all), 0), dense(Trials.run(DRAWN + all), 1));
        for (String left : List.of("data", "order", "noise")) {
            String but = all.replace(left + ", ", "").replace(", " + left, "");
            ExperimentResult result = Trials.run(DRAWN + but);
            assertFalse(java.util.Arrays.equals(dense(result, 0), dense(result, 1)), left);
        }
        String some = all.replace("examples, ", "");
        ExperimentResult chosen = Trials.run(DRAWN + some, "defaults.train.examples=16");
        assertFalse(java.util.Arrays.equals(dense(chosen, 0), dense(chosen, 1)), "examples");
    }

    private static float[] dense(ExperimentResult result, long seed) {
        return Trials.tensor(Trials.trial(result, "cnn", seed).last(), "dense-1/kernel");
    }

    @Test
    void theDataSeedCanVary() {
        ExperimentResult result =
                Trials.run(DRAWN + "design: {seeds: 2, fixed: [data, split], vary: {design.data-seed: [0, 1]}}\n");
        assertEquals(12, result.trials().size());
        assertEquals(2, result.plan().cells().size());
        Map<String, String> other = Map.of("design.data-seed", "1");
        assertFalse(java.util.Arrays.equals(
                result.trials("pixels", other).getFirst().answers().scores(),
                result.trials("pixels", Map.of("design.data-seed", "0"))
                        .getFirst()
                        .answers()
                        .scores()));
    }

    @Test
    void trialsComeInTheOrderOfThePlan() {
        ExperimentResult result = Trials.run(Trials.services(), HEAD + ARMS + TAIL, 4);
        List<String> expected = new ArrayList<>();
        for (String cell : List.of("24", "40")) {
            for (String arm : List.of("pixels", "cnn", "composed", "tuned")) {
                for (int seed = 0; seed < 2; seed++) {
                    expected.add(arm + "/train.examples=" + cell + "/seed-" + seed);
                }
            }
        }
        assertEquals(expected, result.trials().stream().map(t -> t.id().path()).toList());
        assertEquals(
                List.of("pixels", "cnn", "composed", "tuned"),
                result.features().stream().map(f -> f.trial().arm()).toList());
        assertEquals(
                "40",
                result.features().getFirst().trial().factors().get("train.examples"),
                "features are of the last cell");
    }

    @Test
    void trainingLearnsWhatCanBeLearned() {
        ExperimentResult result = Trials.run("""
            experiment: bars
            data: {bars: {type: bars, train: 64, noise: 0.05}}
            defaults:
              data: bars
              train: {epochs: 60, batch: 16, loss: logistic, optimizer: {type: adam, rate: 0.02}}
            arms:
              cnn:
                layers:
                  - {type: conv2d, filters: 4, kernel: [6, 1], activation: relu}
                  - global-max-pool
                  - {type: dense, units: 1}
            design: {seeds: 3}
            """);
        for (TrialRecord trial : result.trials()) {
            assertEquals(
                    1.0,
                    trial.metrics().get("test.accuracy"),
                    () -> trial.id() + " " + trial.last().losses());
            List<StageRecord.LossPoint> losses = trial.last().losses();
            assertTrue(losses.getLast().training() < losses.getFirst().training() / 2, losses::toString);
            assertEquals(60 * 4, trial.last().steps());
        }
    }

    @Test
    void trainingMetricsAreOfTheExamplesLearnedFrom() {
        ExperimentResult result = Trials.run("""
            experiment: bars
            data: {bars: {type: bars, train: 200, noise: 4.0}}
            defaults: {data: bars, train: {examples: 4, epochs: 200, loss: logistic, optimizer: {type: adam, rate: 0.1}}}
            arms: {pixels: {layers: [flatten, {type: dense, units: 1}]}}
            design: {seeds: 1}
            compare: {primary: test.accuracy, metrics: [train.accuracy]}
            """);
        TrialRecord trial = result.trials().getFirst();
        assertEquals(1.0, trial.metrics().get("train.accuracy"), "four examples under noise are learned by heart");
        assertTrue(trial.metrics().getOrDefault("test.accuracy", 1.0) < 1.0);
    }

    @Test
    void withoutTrainingNothingChangesAndNothingIsCharged() {
        ExperimentResult result = Trials.run("""
            experiment: bars
            data: {bars: {type: bars}}
            defaults: {data: bars, train: none}
            arms:
              fixed:
                layers:
                  - {id: norm, type: batch-norm}
                  - {id: bar, type: conv2d, filters: 1, kernel: [3, 1], use-bias: false, weights: [[1], [1], [1]]}
                  - global-max-pool
                  - {type: bias, weights: {bias: [-2.5]}}
            design: {seeds: 1}
            """);
        TrialRecord trial = result.trials().getFirst();
        assertEquals(TrialRecord.Status.COMPLETED, trial.status(), trial.message());
        assertEquals(1.0, trial.metrics().get("test.accuracy"));
        assertEquals(0, trial.examples());
        assertEquals(0, trial.last().steps());
        assertEquals(List.of(), trial.last().losses());
        assertEquals(
                "3f800000 ", Trials.bits(Trials.tensor(trial.last(), "norm/running-variance")), "a state as it starts");
    }

    @Test
    void theListenerHearsOneCallAtATimeAndEveryTrial() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        List<TrialId> started = new ArrayList<>();
        List<TrialId> finished = new ArrayList<>();
        AtomicInteger progress = new AtomicInteger();
        RunListener listener = new RunListener() {

            private void alone(Runnable what) {
                if (inside.incrementAndGet() > 1) {
                    overlaps.incrementAndGet();
                }
                what.run();
                inside.decrementAndGet();
            }

            @Override
            public void planned(int trials, DataInputs inputs) {
                assertEquals(16, trials);
            }

            @Override
            public void trialStarted(TrialId id) {
                alone(() -> started.add(id));
            }

            @Override
            public void progress(TrialId id, String stage, long step, long steps, double loss) {
                alone(progress::incrementAndGet);
            }

            @Override
            public void trialFinished(TrialRecord trial, Optional<Features> features) {
                alone(() -> finished.add(trial.id()));
            }
        };
        Trials.run(Trials.services(), HEAD + ARMS + TAIL, 4, listener);
        assertEquals(0, overlaps.get());
        assertEquals(16, started.size());
        assertEquals(16, finished.stream().distinct().count());
        assertTrue(progress.get() >= 16, "each trained stage reports its end");
    }

    @Test
    void anInterruptEndsTheRunSoon() throws InterruptedException {
        Plan plan = Trials.plan(Trials.services(), HEAD + ARMS + "design: {seeds: 2}\n", "train.epochs=1000000");
        CountDownLatch training = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                new ExperimentRunner(Trials.services(), Trials.NO_RUN)
                        .run(plan, new RunOptions("cpu", 2, Path.of("")), new Trials.Deaf() {
                            @Override
                            public void progress(TrialId id, String stage, long step, long steps, double loss) {
                                training.countDown();
                            }
                        });
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        thread.start();
        assertTrue(training.await(60, TimeUnit.SECONDS));
        long before = System.nanoTime();
        thread.interrupt();
        thread.join(30_000);
        assertFalse(thread.isAlive());
        assertTrue(thrown.get() instanceof CancellationException, () -> String.valueOf(thrown.get()));
        assertTrue(System.nanoTime() - before < 10_000_000_000L, "it ended soon");
    }

    @Test
    void mistakesAreFoundBeforeAnythingRuns() {
        AtomicInteger planned = new AtomicInteger();
        RunListener listener = new Trials.Deaf() {
            @Override
            public void planned(int trials, DataInputs inputs) {
                planned.incrementAndGet();
            }
        };
        String wrong = HEAD + "arms: {one: {layers: [{type: conv2d, filters: 1, kernel: 9}, global-max-pool]}}\n";
        SpecException e = assertThrows(SpecException.class, () -> Trials.run(Trials.services(), wrong, 1, listener));
        assertEquals("test.yaml", e.problems().getFirst().mark().file());
        assertEquals(0, planned.get());
    }

    @Test
    void aMissingBackendIsNamed() {
        Plan plan = Trials.plan(Trials.services(), HEAD + ARMS + TAIL);
        DataException e = assertThrows(
                DataException.class,
                () -> new ExperimentRunner(Trials.services(), Trials.NO_RUN)
                        .run(plan, new RunOptions("cpv", 1, Path.of("")), new Trials.Deaf() {}));
        assertTrue(String.valueOf(e.getMessage()).contains("did you mean \"cpu\""), e.getMessage());
    }
}
