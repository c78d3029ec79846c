package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.run.TrialRecord.Status;
import dev.tenon.experiments.spec.StopSpec;
import dev.tenon.experiments.testing.FakeExperiment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Looking before all seeds are run keeps the error rate and the coverage of intervals, and saves trials. */
final class StoppingTest {

    private static final int SEEDS = 20;
    private static final double DEVIATION = 0.01;
    private static final StopSpec LOOKS = StopSpec.of(List.of(5, 10));

    /** What came of many experiments of two arms and a reference. */
    private record Campaign(int experiments, int wrong, int found, int missed, int held, int seeds) {

        String text(String name) {
            return String.format(
                    Locale.ROOT,
                    "%s: %d experiments; alike arms told apart in %d, better arm found in %d, said to be worse in %d;"
                            + " interval of the first arm held %d; %.1f seeds an arm",
                    name,
                    experiments,
                    wrong,
                    found,
                    missed,
                    held,
                    seeds / (2.0 * experiments));
        }
    }

    /**
     * Runs experiments as a runner does: wave by wave.
     *
     * @param effect of the second arm; the first is like the reference
     */
    private static Campaign campaign(int experiments, double effect, double relevant, StopSpec stop) {
        int wrong = 0;
        int found = 0;
        int missed = 0;
        int held = 0;
        int seeds = 0;
        for (int e = 0; e < experiments; e++) {
            String draw = "experiment " + e;
            ExperimentResult whole = new FakeExperiment()
                    .arms("reference", "alike", "other")
                    .seeds(SEEDS)
                    .comparing(FakeExperiment.stop(relevant, stop))
                    .run(id -> FakeExperiment.scored(
                            id,
                            "test.accuracy",
                            0.8
                                    + (id.arm().equals("other") ? effect : 0)
                                    + DEVIATION * StrictMath.sqrt(0.5) * FakeExperiment.normal(id, draw)));
            ExperimentComparison comparison = ExperimentComparison.of(stopped(whole, stop), metric -> true);
            Difference alike = comparison.overallDifference("alike").orElseThrow();
            Difference other = comparison.overallDifference("other").orElseThrow();
            wrong += alike.verdict() == Verdict.BETTER || alike.verdict() == Verdict.WORSE ? 1 : 0;
            found += other.verdict() == Verdict.BETTER ? 1 : 0;
            missed += other.verdict() == Verdict.WORSE ? 1 : 0;
            held += alike.test().difference().interval().contains(0) ? 1 : 0;
            seeds += alike.test().difference().n() + other.test().difference().n();
        }
        return new Campaign(experiments, wrong, found, missed, held, seeds);
    }

    private static ExperimentResult stopped(ExperimentResult whole, StopSpec stop) {
        Map<String, Integer> ends = new HashMap<>();
        for (int look : stop.looks()) {
            ExperimentComparison.stopped(cut(whole, ends, look), metric -> true, metric -> Interval.ALL)
                    .keySet()
                    .forEach(arm -> ends.putIfAbsent(arm, look));
        }
        return cut(whole, ends, SEEDS);
    }

    private static ExperimentResult cut(ExperimentResult whole, Map<String, Integer> ends, int look) {
        List<TrialRecord> trials = new ArrayList<>();
        for (TrialRecord trial : whole.trials()) {
            if (trial.id().seed() >= ends.getOrDefault(trial.id().arm(), SEEDS)) {
                trials.add(new TrialRecord(
                        trial.id(), Status.STOPPED, "stopped: decided", List.of(), 0, Map.of(), TestPredictions.NONE));
            } else if (trial.id().seed() < look) {
                trials.add(trial);
            }
        }
        return new ExperimentResult(whole.plan(), trials, List.of(), whole.inputs());
    }

    /** At most so many of {@code of} if the chance is 5 %, but for one of 1,000 cases. */
    private static int most(int of) {
        return (int) (0.05 * of + 3.1 * StrictMath.sqrt(of * 0.05 * 0.95));
    }

    @Test
    void armsThatAreAlikeAreToldApartNoMoreOftenThanWithoutLooks() {
        checkNull(300);
    }

    @Test
    void looksSaveSeedsAndLoseLittlePower() {
        checkKnown(100);
    }

    /** For the page on intervals. */
    @Test
    @Tag("nightly")
    void theSameInLarge() {
        checkNull(4000);
        checkKnown(2000);
        for (double spending : new double[] {1, 2, 3}) {
            StopSpec stop = new StopSpec(List.of(5, 10), spending, 0.1);
            System.out.println(campaign(2000, 0, 0.01, stop).text("hopeless, spending " + spending));
            System.out.println(campaign(2000, 0.01, 0.01, stop).text("1 sd, spending " + spending));
            System.out.println(campaign(2000, 0.02, 0.01, stop).text("2 sd, spending " + spending));
        }
    }

    private static void checkNull(int experiments) {
        for (StopSpec stop : List.of(
                LOOKS,
                new StopSpec(List.of(5, 10), 1, 0),
                new StopSpec(List.of(5, 6, 7, 8, 9, 10, 12, 14, 16, 18), 1, 0))) {
            Campaign alike = campaign(experiments, 0, 0, stop);
            String text = alike.text("no difference, looks " + stop.looks() + ", spending " + stop.spending());
            System.out.println(text);
            // Over both arms, of which Holm's correction keeps the chance to tell any apart below the level.
            assertTrue(alike.wrong + alike.found + alike.missed <= most(experiments), text);
            assertTrue(alike.held >= experiments - most(experiments), text);
        }
    }

    private static void checkKnown(int experiments) {
        Campaign known = campaign(experiments, 2 * DEVIATION, 0, LOOKS);
        String text = known.text("two deviations");
        System.out.println(text);
        assertTrue(known.found >= 0.98 * experiments, text);
        assertTrue(known.wrong <= most(experiments), text);
        // The arm that is alike takes nearly all 20; the other is mostly decided by 10.
        assertTrue(known.seeds <= 15.5 * 2 * experiments, text);
    }

    @Test
    void seedsOfOneDataSetAreLookedAtWithTheirCorrection() {
        RandomStream random = new RandomStream(1, "pools");
        int pools = 400;
        int any = 0;
        int uncorrected = 0;
        for (int p = 0; p < pools; p++) {
            double[] all = OverlapTest.differences(random, SEEDS);
            boolean wrong = false;
            boolean plain = false;
            for (int look : List.of(5, 10, SEEDS)) {
                double[] sofar = java.util.Arrays.copyOf(all, look);
                double level = 0.05 * LOOKS.share(look, SEEDS);
                wrong |= PairedTest.of(sofar, 0.95, Interval.ALL, 0, OverlapTest.OVERLAP)
                                .p()
                        < level;
                plain |= PairedTest.of(sofar, 0.95, Interval.ALL, 0, 0).p() < level;
            }
            any += wrong ? 1 : 0;
            uncorrected += plain ? 1 : 0;
        }
        String text = any + " and, without the correction, " + uncorrected + " of " + pools;
        System.out.println(text);
        assertTrue(any <= 0.08 * pools, text);
        assertTrue(uncorrected > 0.2 * pools, text);
    }

    /** Kim and DeMets 1987: with the power 2, a quarter of the seeds may spend 1/16 of the error rate, half of them 1/4. */
    @Test
    void looksShareTheErrorRate() {
        assertEquals(1.0 / 16, LOOKS.share(5, 20));
        assertEquals(3.0 / 16, LOOKS.share(10, 20));
        assertEquals(3.0 / 4, LOOKS.share(20, 20));
        assertEquals(LOOKS.share(10, 20), LOOKS.share(7, 20), "between looks the later one counts");
        assertEquals(1, LOOKS.share(5, 20) + LOOKS.share(10, 20) + LOOKS.share(20, 20), 1e-15);
    }

    @Test
    void looksThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> StopSpec.of(List.of()));
        assertThrows(IllegalArgumentException.class, () -> StopSpec.of(List.of(4)));
        assertThrows(IllegalArgumentException.class, () -> StopSpec.of(List.of(10, 10)));
    }

    /** The chance that is said is the part of experiments, begun alike, that find it. */
    @Test
    void conditionalPowerIsWhatHappens() {
        double gain = 0.2;
        double truth = 1;
        double[] begun = {-1.2, -0.3, 0.2, 0.7, 1.6};
        Estimate sofar = Estimate.of(begun, 0.95);
        RandomStream random = new RandomStream(3, "ends");
        int found = 0;
        int ends = 4000;
        double needed =
                org.apache.commons.statistics.distribution.TDistribution.of(19).inverseSurvivalProbability(0.025)
                        * sofar.deviation()
                        / StrictMath.sqrt(20);
        for (int e = 0; e < ends; e++) {
            double sum = 5 * sofar.mean();
            for (int i = 5; i < 20; i++) {
                sum += truth + sofar.deviation() * random.nextGaussian();
            }
            found += sum / 20 > needed ? 1 : 0;
        }
        assertEquals(gain, sofar.mean(), 1e-12);
        assertEquals(
                (double) found / ends,
                Stopping.chance(sofar.mean(), sofar.deviation(), 5, 20, 0, truth, 0.05),
                3.3 * StrictMath.sqrt(0.25 / ends));
        assertTrue(Stopping.chance(-2, 1, 10, 20, 0, 0.5, 0.05) < 0.01, "it is too far behind");
    }
}
