package dev.tenon.experiments.stats;

import static dev.tenon.experiments.testing.FakeExperiment.compare;
import static dev.tenon.experiments.testing.FakeExperiment.completed;
import static dev.tenon.experiments.testing.FakeExperiment.diverged;
import static dev.tenon.experiments.testing.FakeExperiment.normal;
import static dev.tenon.experiments.testing.FakeExperiment.scored;
import static dev.tenon.experiments.testing.FakeExperiment.stage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.CompareSpec.Match;
import dev.tenon.experiments.spec.WidthSpec;
import dev.tenon.experiments.testing.FakeExperiment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExperimentComparisonTest {

    private static final String METRIC = "test.accuracy";

    private static ExperimentComparison of(ExperimentResult result) {
        return ExperimentComparison.of(result, metric -> !metric.endsWith(".loss"));
    }

    /** Seeds share an easy or a hard draw; what remains is small. */
    private static double draw(TrialId id) {
        return 0.05 * normal(new TrialId("all", Map.of(), id.seed()), "draw") + 0.004 * normal(id, "own");
    }

    @Test
    void pairingFindsASmallDifferenceInALargeSpread() {
        ExperimentComparison comparison = of(new FakeExperiment()
                .arms("whole", "composed")
                .run(id -> scored(id, METRIC, 0.8 + draw(id) + (id.arm().equals("composed") ? 0.02 : 0))));
        Difference d = comparison.overallDifference("composed").orElseThrow();
        assertEquals(Verdict.BETTER, d.verdict());
        assertEquals(0.02, d.test().difference().mean(), 0.006);
        // Seen unpaired, the intervals of the two means overlap by far.
        assertTrue(
                comparison.summary("whole", Map.of()).metric(METRIC).interval().half() > 0.02);
        assertTrue(comparison
                .conclusion()
                .startsWith("composed is better than whole: test.accuracy of composed minus that of whole is +0.0"));
        assertTrue(comparison.conclusion().contains("95 % interval +0.0"));
        assertTrue(comparison.conclusion().contains("paired t-test over 10 seeds, p < 0.001)"));
    }

    @Test
    void lessIsBetterForALoss() {
        ExperimentComparison comparison = of(new FakeExperiment()
                .arms("whole", "composed")
                .comparing(compare("test.loss", Optional.empty(), 0, Match.NOTHING))
                .run(id -> scored(id, "test.loss", 0.8 + draw(id) + (id.arm().equals("composed") ? -0.02 : 0))));
        assertEquals(
                Verdict.BETTER,
                comparison.overallDifference("composed").orElseThrow().verdict());
        assertTrue(comparison
                .conclusion()
                .startsWith("composed is better than whole: test.loss of composed minus that of whole is -0.0"));
    }

    @Test
    void armsThatDoNotDifferCannotBeTold() {
        ExperimentComparison comparison =
                of(new FakeExperiment().arms("whole", "composed").run(id -> scored(id, METRIC, 0.8 + draw(id))));
        assertEquals(
                Verdict.CANNOT_TELL,
                comparison.overallDifference("composed").orElseThrow().verdict());
        assertTrue(comparison.conclusion().startsWith("Cannot tell whether composed differs from whole: "));
    }

    @Test
    void fewSeedsCannotTellHoweverLargeTheDifference() {
        ExperimentComparison comparison = of(new FakeExperiment()
                .arms("whole", "composed")
                .seeds(4)
                .run(id -> scored(id, METRIC, 0.5 + draw(id) + (id.arm().equals("composed") ? 0.4 : 0))));
        assertEquals(
                Verdict.CANNOT_TELL,
                comparison.overallDifference("composed").orElseThrow().verdict());
        assertTrue(comparison.conclusion().contains("4 seeds are too few (at least 5 are needed)"));
    }

    @Test
    void aDifferenceTooSmallToMatterIsNamedSo() {
        ExperimentComparison comparison = of(new FakeExperiment()
                .arms("whole", "composed")
                .comparing(compare(METRIC, Optional.empty(), 0.05, Match.NOTHING))
                .run(id -> scored(id, METRIC, 0.8 + draw(id) + (id.arm().equals("composed") ? 0.01 : 0))));
        assertEquals(
                Verdict.NO_RELEVANT_DIFFERENCE,
                comparison.overallDifference("composed").orElseThrow().verdict());
        assertTrue(comparison.conclusion().startsWith("No relevant difference between composed and whole"));
        assertTrue(comparison.conclusion().endsWith("less than 0.05 does not matter."));
    }

    @Test
    void sameScoresEverywhereCannotTell() {
        ExperimentComparison comparison =
                of(new FakeExperiment().arms("whole", "composed").run(id -> scored(id, METRIC, 1.0)));
        assertEquals(
                "Cannot tell whether composed differs from whole: nothing varied between seeds, and copies of one result"
                        + " are not evidence; test.accuracy of composed minus that of whole is 0.000 in each of 10"
                        + " seeds.",
                comparison.conclusion());
        assertTrue(comparison.about().startsWith("Nothing that seeds draw changed the result"), comparison.about());
    }

    /** What a seed draws stands beside the intervals: 100 steps, and a setting of examples that is drawn from more. */
    @Test
    void whatSeedsDrawIsSaid() {
        ExperimentComparison comparison =
                of(new FakeExperiment().arms("whole", "composed").run(id -> scored(id, METRIC, 0.8 + draw(id))));
        assertTrue(comparison.about().startsWith("Intervals and tests are about other seeds"), comparison.about());
        assertTrue(comparison.about().contains("the test examples are the same for all seeds"), comparison.about());
    }

    /** Ten seeds whose data are as recorded: 30 images to train on for each 10 to test on. */
    private static ExperimentComparison drawing(DataInputs.Drawn drawn) {
        List<DataInputs.Draw> draws = java.util.stream.LongStream.range(0, 10)
                .mapToObj(seed -> new DataInputs.Draw(seed, 30, 0, 10, "ab".repeat(32)))
                .toList();
        DataInputs.LoadedSet set = new DataInputs.LoadedSet("digits", 40, List.of(), "cd".repeat(32), drawn, draws);
        return of(new FakeExperiment()
                .arms("whole", "composed")
                .inputs(new DataInputs(List.of(), List.of(set), List.of()))
                .run(id -> scored(id, METRIC, 0.8 + draw(id))));
    }

    @Test
    void intervalsOfOverlappingSplitsAreWiderAndSaySo() {
        ExperimentComparison splits = drawing(DataInputs.Drawn.SPLIT);
        ExperimentComparison fixed = drawing(DataInputs.Drawn.NOTHING);
        Interval wide =
                splits.overallDifferences().getFirst().test().difference().interval();
        Interval narrow =
                fixed.overallDifferences().getFirst().test().difference().interval();
        // sqrt(1 / 10 + 10 / 30) over sqrt(1 / 10)
        assertEquals(StrictMath.sqrt(13 / 3.0), wide.half() / narrow.half(), 1e-9);
        assertTrue(splits.conclusion().contains("95 % interval over other splits"), splits.conclusion());
        assertTrue(splits.conclusion().contains("corrected resampled t-test over 10 seeds"), splits.conclusion());
        assertTrue(splits.method().contains("1 / n + 0.333"), splits.method());
        assertTrue(splits.about().contains("All seeds divide the same 40 images of data set digits"), splits.about());
        assertEquals(List.of(), splits.caveats());
    }

    @Test
    void intervalsOfDataThatAreTheSameForAllSeedsSaySo() {
        ExperimentComparison fixed = drawing(DataInputs.Drawn.NOTHING);
        assertTrue(fixed.conclusion().contains("95 % interval for these test examples alone"), fixed.conclusion());
        assertEquals("the 95 % interval for these test examples alone", fixed.interval());
        assertEquals(
                List.of("All seeds are tested on the same examples: intervals do not cover other test examples."),
                fixed.caveats());
        ExperimentComparison generated = drawing(DataInputs.Drawn.GENERATED);
        assertTrue(generated.conclusion().contains("95 % interval over newly generated data"), generated.conclusion());
        assertTrue(generated.about().contains("a seed draws its training and test examples"), generated.about());
        assertEquals(List.of(), generated.caveats());
        assertEquals(
                fixed.overallDifferences().getFirst().test().p(),
                generated.overallDifferences().getFirst().test().p());
    }

    /** Ten copies of two trainings are two results, whatever lies between them. */
    @Test
    void copiesOfOneResultAreNoEvidence() {
        ExperimentComparison comparison = of(new FakeExperiment()
                .arms("a", "b")
                .comparing(compare(METRIC, Optional.empty(), 0.05, Match.NOTHING))
                .run(id -> scored(id, METRIC, id.arm().equals("a") ? 0.898 : 0.900)));
        Difference d = comparison.overallDifference("b").orElseThrow();
        assertEquals(Verdict.CANNOT_TELL, d.verdict());
        assertTrue(Double.isNaN(d.corrected()));
        assertTrue(comparison
                .conclusion()
                .startsWith("Cannot tell whether b differs from a: nothing varied between seeds"));
        assertTrue(comparison.conclusion().endsWith("minus that of a is +0.0020 in each of 10 seeds."));
    }

    @Test
    void aConstantDifferenceOfArmsThatVaryIsNoEvidenceEither() {
        ExperimentComparison comparison = of(new FakeExperiment()
                .arms("a", "b")
                .run(id -> scored(
                        id, METRIC, 0.125 * (1 + id.seed() % 4) + (id.arm().equals("a") ? 0 : 0.25))));
        assertTrue(comparison
                .conclusion()
                .startsWith("Cannot tell whether b differs from a: the difference did not vary between seeds"));
    }

    @Test
    void anArmThatDoesNotVaryIsComparedAndNamed() {
        ExperimentComparison comparison = of(new FakeExperiment()
                .arms("fixed", "trained")
                .run(id -> scored(id, METRIC, id.arm().equals("fixed") ? 0.5 : 0.8 + draw(id))));
        assertEquals(
                Verdict.BETTER,
                comparison.overallDifference("trained").orElseThrow().verdict());
        assertEquals(
                List.of(
                        "All 10 seeds of fixed gave the same test.accuracy: they are copies, not evidence of variation."),
                comparison.caveats());
    }

    /** p of both kinds stands in one family: what one comparison would show, many do not. */
    @Test
    void noRelevantDifferenceIsCorrectedToo() {
        FakeExperiment few = new FakeExperiment().arms("a", "b0");
        FakeExperiment many =
                new FakeExperiment().arms("a", "b0", "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9");
        Verdict alone = zigzag(few);
        assertEquals(Verdict.NO_RELEVANT_DIFFERENCE, alone);
        assertEquals(Verdict.CANNOT_TELL, zigzag(many));
    }

    private static Verdict zigzag(FakeExperiment experiment) {
        return of(experiment
                        .comparing(compare(METRIC, Optional.empty(), 0.02, Match.NOTHING))
                        .run(id -> scored(
                                id, METRIC, id.arm().equals("a") ? 0.5 : 0.5 + (id.seed() % 2 == 0 ? 0.025 : -0.025))))
                .overallDifference("b0")
                .orElseThrow()
                .verdict();
    }

    @Test
    void divergedTrialsAreCountedAndTheirSeedsLeftOutOfPairs() {
        ExperimentComparison comparison = of(new FakeExperiment()
                .arms("whole", "deep")
                .run(id -> id.arm().equals("deep") && id.seed() < 2
                        ? diverged(id, stage("deep", 64, 500))
                        : scored(id, METRIC, 0.8 + draw(id))));
        ArmSummary deep = comparison.summary("deep", Map.of());
        assertEquals(10, deep.trials());
        assertEquals(2, deep.diverged());
        assertEquals(8, deep.metric(METRIC).n());
        assertEquals(500, deep.parameters());
        assertEquals(
                8,
                comparison
                        .overallDifference("deep")
                        .orElseThrow()
                        .test()
                        .difference()
                        .n());
        assertTrue(
                comparison
                        .caveats()
                        .contains(
                                "Of 10 trials of deep, 2 diverged; they are excluded from all means, which may make the arm look better than it is."));
    }

    @Test
    void theReferenceCanBeAnyArmAndEveryCellIsCompared() {
        ExperimentComparison comparison = of(new FakeExperiment()
                .arms("pixels", "whole", "composed")
                .vary("train.examples", 16, 64, 256)
                .comparing(compare(METRIC, Optional.of("whole"), 0, Match.NOTHING))
                .run(id -> scored(id, METRIC, 0.8 + draw(id))));
        assertEquals("whole", comparison.reference());
        assertEquals(2, comparison.overallDifferences().size());
        assertEquals(6, comparison.differences().size());
        assertTrue(comparison.differences().stream().allMatch(d -> d.family() == 6));
        assertTrue(comparison.method().contains("6 comparisons"));
        assertTrue(
                comparison
                        .conclusion()
                        .startsWith(
                                "Cannot tell which arms differ from whole on test.accuracy on average over 3 settings: pixels ("));
    }

    @Test
    void averagesTakeOnlySeedsThatCompletedEverySetting() {
        ExperimentComparison comparison = of(new FakeExperiment()
                .arms("whole", "deep")
                .vary("train.examples", 16, 64)
                .run(id -> id.seed() == 3
                                && id.arm().equals("deep")
                                && id.factors().containsValue("64")
                        ? diverged(id, stage("deep", 64, 500))
                        : scored(id, METRIC, id.factors().containsValue("64") ? 0.9 : 0.5)));
        assertEquals(
                9,
                comparison
                        .overallDifference("deep")
                        .orElseThrow()
                        .test()
                        .difference()
                        .n());
        assertEquals(
                0.7,
                comparison
                        .overall()
                        .getOrDefault("deep", Estimate.of(new double[0], 0.9))
                        .mean(),
                1e-12);
        assertTrue(comparison.caveats().stream()
                .anyMatch(c -> c.startsWith("The average of deep over all settings has 9 of 10")));
    }

    @Test
    void sizesThatWereToMatchAndDoNotAreStated() {
        ExperimentComparison comparison = of(new FakeExperiment()
                .arms("whole", "deep", "near")
                .comparing(compare(METRIC, Optional.empty(), 0, Match.PARAMETERS))
                .run(id -> completed(
                        id,
                        Map.of(METRIC, 0.8 + draw(id)),
                        id.arm().equals("deep") ? 128 : 64,
                        stage(
                                id.arm(),
                                64,
                                id.arm().equals("deep") ? 1250 : id.arm().equals("near") ? 540 : 500))));
        assertEquals(
                List.of(
                        "`compare.match` asks for equal parameters, but they differ: where whole has 500, deep has 1,250, 2.50 times as many.",
                        "All stages together, arms learned from different numbers of examples: deep from 128 where whole learned from 64."),
                comparison.caveats());
    }

    /** Two stages of which each takes 100 steps. */
    @ParameterizedTest
    @EnumSource(names = {"STEPS", "EXAMPLES"})
    void costsThatWereToMatchAndDoNotAreStated(Match match) {
        List<String> caveats = of(new FakeExperiment()
                        .arms("whole", "staged", "near")
                        .comparing(compare(METRIC, Optional.empty(), 0, match))
                        .run(id -> id.arm().equals("staged")
                                ? completed(
                                        id,
                                        Map.of(METRIC, 0.8 + draw(id)),
                                        128,
                                        stage(id.arm(), 64, 500),
                                        stage(id.arm(), 64, 500))
                                : scored(id, METRIC, 0.7 + draw(id))))
                .caveats();
        String learned = "All stages together, arms learned from different numbers of examples:"
                + " staged from 128 where whole learned from 64.";
        assertEquals(
                match == Match.EXAMPLES
                        ? List.of(learned)
                        : List.of(
                                "`compare.match` asks for equal steps, but they differ: where whole has 100, staged has 200, 2.00 times as many.",
                                learned),
                caveats);
    }

    @Test
    void widthsThatWereFoundAreStated() {
        ExperimentComparison comparison = of(new FakeExperiment()
                .arms("whole", "composed")
                .comparing(compare(METRIC, Optional.empty(), 0, Match.PARAMETERS)
                        .solving(Map.of(
                                "composed",
                                WidthSpec.of(List.of("layers.a.filters", "layers.b.filters"))
                                        .found(List.of(7)))))
                .run(id -> completed(
                        id,
                        Map.of(METRIC, 0.8 + draw(id)),
                        64,
                        stage(id.arm(), 64, id.arm().equals("whole") ? 4201 : 4377))));
        assertTrue(
                comparison
                        .method()
                        .endsWith(
                                " Widths were found so that arms are as near as can be in parameters: composed:"
                                        + " layers.a.filters and layers.b.filters 7, parameters 4,377 against 4,201 of whole: +4.2 %."),
                comparison.method());
        assertEquals(List.of(), comparison.caveats());
    }

    @Test
    void fewestExamplesToReachALevel() {
        ExperimentComparison comparison = of(new FakeExperiment()
                .arms("whole", "composed")
                .vary("train.examples", 16, 32, 64)
                .run(id -> {
                    int examples = Integer.parseInt(id.factors().getOrDefault("train.examples", ""));
                    boolean composed = id.arm().equals("composed");
                    double score = (composed ? 0.7 : 0.6)
                            + 0.1 * (examples == 16 ? 0 : examples == 32 ? 1 : 2)
                            + 1e-4 * id.seed();
                    return completed(
                            id,
                            Map.of(METRIC, score),
                            composed ? 2 * examples : examples,
                            stage(id.arm(), examples, 9));
                }));
        ExamplesToReach reach = comparison.reach().stream()
                .filter(r -> r.level() == 0.8)
                .findFirst()
                .orElseThrow();
        assertEquals(64, reach.examples().get("composed"));
        assertEquals(64, reach.examples().get("whole"));
        assertFalse(comparison.reach().getLast().examples().containsKey("whole"));
    }

    @Test
    void oneArmIsDescribedAndNothingMeasuredIsNotCompared() {
        ExperimentComparison measured =
                of(new FakeExperiment().arms("lenet").seeds(5).run(id -> scored(id, METRIC, 0.98 + draw(id))));
        assertTrue(measured.conclusion().startsWith("lenet reaches test.accuracy 0.9"));
        assertFalse(measured.comparesArms());
        ExperimentComparison nothing = of(new FakeExperiment()
                .arms("cross")
                .seeds(1)
                .run(id -> completed(id, Map.of(), 0, stage("cross", 0, 9))));
        assertTrue(nothing.conclusion().startsWith("No comparison: "));
    }

    /** Where arms do not differ, some difference is concluded in no more than the stated share of experiments. */
    @Test
    void chanceIsMistakenForADifferenceNoMoreOftenThanStated() {
        int experiments = 400;
        int mistaken = 0;
        for (int e = 0; e < experiments; e++) {
            String name = "experiment " + e;
            ExperimentComparison comparison = of(new FakeExperiment()
                    .arms("a", "b", "c", "d", "e")
                    .seeds(6)
                    .run(id -> scored(id, METRIC, normal(id, name))));
            mistaken +=
                    comparison.overallDifferences().stream().anyMatch(d -> d.verdict() != Verdict.CANNOT_TELL) ? 1 : 0;
        }
        // 5 % of 400 are 20; three standard deviations above are 33.
        assertTrue(mistaken <= 33, mistaken + " of " + experiments);
        assertTrue(mistaken >= 2, "a test that never rejects is none");
    }

    /** Better at a rate of 0.1, by 0.05 at each number of examples; much worse at a rate of 1. */
    private static ExperimentResult tworates(Map<String, Object> at) {
        return new FakeExperiment()
                .arms("whole", "composed")
                .vary("train.optimizer.rate", "0.1", "1.0")
                .vary("train.examples", 64, 512)
                .comparing(FakeExperiment.at(METRIC, at))
                .run(id -> {
                    boolean poor = String.valueOf(id.factors().get("train.optimizer.rate"))
                            .equals("1.0");
                    double own = id.arm().equals("composed") ? (poor ? -0.3 : 0.05) : 0;
                    return scored(id, METRIC, 0.6 + draw(id) + own);
                });
    }

    @Test
    void theVerdictIsAboutTheCellThatIsNamed() {
        ExperimentComparison all = of(tworates(Map.of()));
        assertEquals(
                Verdict.WORSE, all.overallDifference("composed").orElseThrow().verdict());
        assertTrue(all.conclusion().contains(" on average over 4 settings is -0.1"), all.conclusion());
        assertTrue(
                all.caveats().stream().anyMatch(c -> c.startsWith("The averages give all 4 settings")),
                () -> all.caveats().toString());

        Map<String, Object> levels = new LinkedHashMap<>();
        levels.put("train.optimizer.rate", 0.1);
        levels.put("train.examples", 512L);
        ExperimentComparison one = of(tworates(levels));
        Difference d = one.overallDifference("composed").orElseThrow();
        assertEquals(Verdict.BETTER, d.verdict());
        assertEquals(1, d.family());
        assertEquals(
                one.difference("composed", Map.of("train.optimizer.rate", "0.1", "train.examples", "512"))
                        .orElseThrow()
                        .test(),
                d.test());
        assertEquals(
                one.summary("composed", Map.of("train.optimizer.rate", "0.1", "train.examples", "512"))
                        .metric(METRIC),
                one.overall().get("composed"));
        assertTrue(
                one.conclusion()
                        .startsWith("composed is better than whole: test.accuracy of composed minus that of whole at"
                                + " train.optimizer.rate = 0.1, train.examples = 512 is +0.0"),
                one.conclusion());
        assertTrue(
                one.method()
                        .contains("Verdicts are about arms at train.optimizer.rate = 0.1, train.examples = 512, as the"
                                + " file specifies."),
                one.method());
        assertEquals(4, one.cells().size(), "the others are shown all the same");
        assertEquals(4, one.differences().size());
        assertTrue(
                one.caveats().stream().noneMatch(c -> c.startsWith("The averages give")),
                () -> one.caveats().toString());
    }

    @Test
    void whatIsNotNamedIsAveragedOverAndSaid() {
        ExperimentComparison comparison = of(tworates(Map.of("train.optimizer.rate", 0.1)));
        Difference d = comparison.overallDifference("composed").orElseThrow();
        assertEquals(Verdict.BETTER, d.verdict());
        assertEquals(0.05, d.test().difference().mean(), 0.01);
        assertTrue(
                comparison
                        .conclusion()
                        .contains(
                                " at train.optimizer.rate = 0.1 on average over 2 settings of train.examples is +0.0"),
                comparison.conclusion());
        assertTrue(comparison.method().contains("; each of these settings has equal weight."), comparison.method());
        assertEquals(
                "at train.optimizer.rate = 0.1, average over 2 settings of train.examples",
                comparison.judged().text("average over"));
    }

    @Test
    void aSeedCountsWhereItCompletedWhatIsCompared() {
        ExperimentComparison comparison = of(new FakeExperiment()
                .arms("whole", "composed")
                .vary("train.optimizer.rate", "0.1", "1.0")
                .comparing(FakeExperiment.at(METRIC, Map.of("train.optimizer.rate", 0.1)))
                .run(id -> String.valueOf(id.factors()).contains("1.0") && id.seed() == 3
                        ? diverged(id, stage(id.arm(), 64, 500))
                        : scored(id, METRIC, 0.8 + draw(id))));
        assertEquals(
                10,
                comparison
                        .overallDifference("composed")
                        .orElseThrow()
                        .test()
                        .difference()
                        .n());
        assertTrue(comparison.caveats().stream().noneMatch(c -> c.startsWith("The average of composed")));
        assertTrue(comparison.caveats().stream().anyMatch(c -> c.contains("1 diverged")));
    }

    /** An arm of other seeds, as runs that are joined may have. */
    private static ExperimentResult apart(String... names) {
        ExperimentResult whole = new FakeExperiment()
                .arms(names)
                .run(id -> scored(id, METRIC, 0.8 + draw(id) + (id.arm().startsWith("better") ? 0.1 : 0)));
        List<TrialRecord> trials = whole.trials().stream()
                .map(trial -> trial.id().arm().startsWith("apart")
                        ? scored(
                                new TrialId(
                                        trial.id().arm(),
                                        trial.id().factors(),
                                        100 + trial.id().seed()),
                                METRIC,
                                0.9)
                        : trial)
                .toList();
        return new ExperimentResult(whole.plan(), trials, whole.features(), whole.inputs());
    }

    @Test
    void theHeadlineSaysWhichArmSharesNoSeeds() {
        String one = of(apart("whole", "apart")).conclusion();
        assertEquals(
                "Cannot tell whether apart differs from whole: they share no seed, so no seeds can be paired.", one);
        String all = of(apart("whole", "apart", "apart-too")).conclusion();
        assertEquals(
                "Cannot tell which arm is better: no arm shares a seed with whole, so no seeds can be paired.", all);
        String some = of(apart("whole", "better", "apart")).conclusion();
        assertTrue(some.contains("better is better (+0."), some);
        assertTrue(some.contains("the data cannot tell for apart (which shares no seed with whole)"), some);
    }
}
