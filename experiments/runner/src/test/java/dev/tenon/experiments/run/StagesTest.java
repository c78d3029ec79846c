package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Initializer;
import dev.tenon.experiments.yaml.SpecException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Stages that take weights from others. */
final class StagesTest {

    private static final String HEAD = """
            experiment: bars
            data:
              bars: {type: bars}
              noisy: {type: bars, noise: 0.6}
            defaults:
              data: bars
              train: {epochs: 4, batch: 16, loss: logistic, optimizer: {type: adam, rate: 0.01}}
            """;

    private static final String PARTS = """
                  - id: parts
                    data: noisy
                    layers:
                      - {id: bar, type: conv2d, filters: 3, kernel: [3, 1]}
                      - {id: norm, type: batch-norm}
                      - global-max-pool
                      - {id: out, type: dense, units: 1}
            """;

    private static String composed(String name, String parts, boolean frozen) {
        return "  " + name + ":\n    stages:\n" + (parts.equals("parts") ? PARTS : "")
                + "      - layers:\n          - {use: " + parts + ".bar, frozen: " + frozen + "}\n          - {use: "
                + parts
                + ".norm, frozen: " + frozen + "}\n          - global-max-pool\n          - {type: dense, units: 1}\n";
    }

    @Test
    void frozenPartsStayAsTheyWereLearned() {
        TrialRecord trial = Trials.run(HEAD + "arms:\n" + composed("composed", "parts", true) + "design: {seeds: 1}\n")
                .trials()
                .getFirst();
        assertEquals(TrialRecord.Status.COMPLETED, trial.status(), trial.message());
        StageRecord parts = trial.stages().getFirst();
        for (String name : List.of(
                "bar/kernel", "bar/bias", "norm/gain", "norm/bias", "norm/running-mean", "norm/running-variance")) {
            assertEquals(Trials.bits(Trials.tensor(parts, name)), Trials.bits(Trials.tensor(trial.last(), name)), name);
        }
        assertFalse(
                Arrays.equals(new float[3], Trials.tensor(parts, "norm/running-mean")),
                "the parts did learn something");
        assertEquals(4 * 3, trial.last().steps(), "the rest was trained");
    }

    @Test
    void partsThatAreNotFrozenStartAsLearnedAndChange() {
        String text = HEAD + "arms:\n" + composed("composed", "parts", false) + "design: {seeds: 1}\n";
        TrialRecord tuned = Trials.run(text).trials().getFirst();
        StageRecord parts = tuned.stages().getFirst();
        assertFalse(Arrays.equals(Trials.tensor(parts, "bar/kernel"), Trials.tensor(tuned.last(), "bar/kernel")));
        assertFalse(Arrays.equals(
                Trials.tensor(parts, "norm/running-mean"), Trials.tensor(tuned.last(), "norm/running-mean")));
        String untrained = text.replace("      - layers:", "      - train: none\n        layers:");
        TrialRecord start = Trials.run(untrained).trials().getFirst();
        assertArrayEquals(
                Trials.tensor(start.stages().getFirst(), "norm/running-mean"),
                Trials.tensor(start.last(), "norm/running-mean"));
    }

    @Test
    void aSharedStageIsWhatTheArmWouldHaveLearnedItself() {
        String shared = HEAD + "arms:\n" + composed("owner", "parts", true) + composed("borrower", "owner.parts", true)
                + "design: {seeds: 2}\n";
        String alone = HEAD + "arms:\n" + composed("borrower", "parts", true) + "design: {seeds: 2}\n";
        for (int threads : new int[] {1, 4}) {
            ExperimentResult both = Trials.run(Trials.services(), shared, threads);
            ExperimentResult own = Trials.run(Trials.services(), alone, threads);
            for (int seed = 0; seed < 2; seed++) {
                TrialRecord borrowed = Trials.trial(both, "borrower", seed);
                TrialRecord expected = Trials.trial(own, "borrower", seed);
                assertEquals(2, borrowed.stages().size());
                assertEquals("owner", borrowed.stages().getFirst().arm());
                assertEquals(
                        Trials.bits(expected.answers().scores()),
                        Trials.bits(borrowed.answers().scores()));
                assertEquals(expected.examples(), borrowed.examples(), "a borrowed stage is charged like an own one");
                for (int stage = 0; stage < 2; stage++) {
                    assertEquals(
                            weights(expected.stages().get(stage)),
                            weights(borrowed.stages().get(stage)));
                }
            }
        }
    }

    private static String weights(StageRecord stage) {
        StringBuilder text = new StringBuilder();
        stage.weights().forEach(t -> text.append(t.name()).append(Trials.bits(t.values())));
        return text.toString();
    }

    @Test
    void aSharedStageIsTrainedOnceForEachSeed() {
        Counting counting = new Counting();
        String text = (HEAD + "arms:\n" + composed("owner", "parts", true) + composed("borrower", "owner.parts", true)
                        + composed("third", "owner.parts", false) + "design: {seeds: 3}\n")
                .replace("kernel: [3, 1]", "kernel: [3, 1], initializer: counting");
        ExperimentResult result = Trials.run(Trials.services(counting), text, 4);
        assertTrue(result.trials().stream().allMatch(t -> t.status() == TrialRecord.Status.COMPLETED));
        assertEquals(3, counting.calls.get(), "owner's filters start once a seed, whoever needs them");
    }

    /** Counts how often it is asked. */
    @Type("counting")
    @Describe("Counts.")
    public static final class Counting implements Initializer<NoSettings> {

        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public float[] values(NoSettings settings, Shape shape, RandomStream random) {
            calls.incrementAndGet();
            float[] values = new float[shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat() - 0.5f;
            }
            return values;
        }
    }

    @Test
    void examplesAreChargedOnceForAllStagesThatDrawThem() {
        String apart = HEAD + "arms:\n" + composed("composed", "parts", true) + "design: {seeds: 1}\n";
        assertEquals(
                30 + 30,
                Trials.run(apart, "train.examples=30").trials().getFirst().examples(),
                "two data sets: both are charged");
        String same = apart.replace("data: noisy", "data: bars");
        assertEquals(
                30,
                Trials.run(same, "train.examples=30").trials().getFirst().examples(),
                "one data set: the same examples twice");
        String share = same.replace("id: parts\n", "id: parts\n        train: {share: 0.5}\n");
        TrialRecord half = Trials.run(share, "train.examples=30").trials().getFirst();
        assertEquals(15, half.stages().getFirst().examples());
        assertEquals(30, half.examples(), "the smaller draw is a part of the larger one");
    }

    @Test
    void aStageThatDivergedEndsWhoeverNeedsIt() {
        String text = (HEAD + "arms:\n" + composed("owner", "parts", true) + composed("borrower", "owner.parts", true)
                        + "  pixels: {layers: [flatten, {type: dense, units: 1}]}\ndesign: {seeds: 1}\n")
                .replace("data: noisy\n", "data: noisy\n        train: {optimizer: {type: sgd, rate: 1e30}}\n");
        ExperimentResult result = Trials.run(Trials.services(), text, 2);
        for (String arm : List.of("owner", "borrower")) {
            TrialRecord trial = Trials.trial(result, arm, 0);
            assertEquals(TrialRecord.Status.DIVERGED, trial.status(), trial.message());
            assertTrue(trial.message().startsWith("stage parts of arm owner diverged: "), trial.message());
            assertTrue(trial.message().contains(" step "), trial.message());
            assertEquals(1, trial.stages().size(), "what needs it is not trained");
            assertEquals(0, trial.metrics().size());
        }
        assertEquals(
                TrialRecord.Status.COMPLETED, Trials.trial(result, "pixels", 0).status());
    }

    @Test
    void weightsOfAnEarlierRunAreReadOnceAndUsed() {
        String text = HEAD + """
            arms:
              whole: {layers: [{id: bar, type: conv2d, filters: 3, kernel: [3, 1]}, global-max-pool, {type: dense, units: 1}]}
            design: {seeds: 1}
            """;
        TrialRecord first = Trials.run(text).trials().getFirst();
        AtomicInteger reads = new AtomicInteger();
        String later = HEAD + """
            arms:
              again: {layers: [{type: conv2d, filters: 3, kernel: [3, 1], use: {run: earlier, trial: whole/seed-0, layer: main.bar}, frozen: true}, global-max-pool, {type: dense, units: 1}]}
            design: {seeds: 2}
            """;
        ExperimentResult result = new ExperimentRunner(Trials.services(), (run, trial) -> {
                    reads.incrementAndGet();
                    assertEquals("whole/seed-0", trial);
                    return first.last().weights();
                })
                .run(
                        Trials.plan(Trials.services(), later),
                        new RunOptions("cpu", 2, java.nio.file.Path.of("")),
                        new Trials.Deaf() {});
        assertEquals(1, reads.get());
        for (TrialRecord trial : result.trials()) {
            assertEquals(TrialRecord.Status.COMPLETED, trial.status(), trial.message());
            assertArrayEquals(Trials.tensor(first.last(), "bar/kernel"), Trials.tensor(trial.last(), "bar/kernel"));
        }
    }

    @Test
    void aRunThatIsNotThereIsAMistakeOfTheFile() {
        SpecException e = assertThrows(SpecException.class, () -> Trials.run(HEAD + """
            arms:
              again: {layers: [{type: conv2d, filters: 3, kernel: [3, 1], use: {run: earlier, trial: whole/seed-0, layer: main.bar}}, global-max-pool, {type: dense, units: 1}]}
            design: {seeds: 1}
            """));
        assertTrue(String.valueOf(e.getMessage()).endsWith("of run earlier: earlier is not a run"), e.getMessage());
    }
}
