package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whether comparisons hold what they say: many small experiments, each whole, with data of its own. Two of their arms are alike but
 * for their initial weights, so that whoever tells them apart is wrong; a third is another network. What an interval is to hold,
 * the mean over all data, is taken to be the mean over all of the experiments.
 */
final class CalibrationTest {

    private static final int SEEDS = 10;
    private static final String METRIC = "test.accuracy";

    private static final String SCENES = """
            experiment: calibration
            data:
              digits: {type: uci-digits}
              scenes: {type: digit-scenes, from: digits, canvas: [10, 14], find: ["1"], digits: 1,
                examples: {train: 40, validation: 0, test: 60}}
            defaults:
              data: scenes
              train: {epochs: 6, batch: 10, loss: logistic, optimizer: {type: momentum, rate: 0.05}}
            arms:
              one: {layers: [{id: first, type: flatten}, {id: one, type: dense, units: 4, activation: relu}, {type: dense, units: 1}]}
              same: {layers: [{id: first, type: flatten}, {id: same, type: dense, units: 4, activation: relu}, {type: dense, units: 1}]}
              other: {layers: [{type: conv2d, filters: 4, kernel: 5, activation: relu}, global-max-pool, {type: dense, units: 1}]}
            """;

    private static final String POOLS = """
            experiment: calibration
            data:
              digits: {type: uci-digits}
              pool: {type: digit-pool, from: digits, pool: 0, size: 240}
            defaults:
              data: pool
              train: {epochs: 4, batch: 20, loss: softmax-cross-entropy, optimizer: {type: momentum, rate: 0.05}}
            arms:
              one: {layers: [flatten, {id: one, type: dense, units: 8, activation: relu}, {id: class, type: dense, units: 10}]}
              same: {layers: [flatten, {id: same, type: dense, units: 8, activation: relu}, {id: class, type: dense, units: 10}]}
              other: {layers: [{type: average-pool, size: 2}, flatten, {type: dense, units: 10}]}
            """;

    private static final Services SERVICES = Services.installed().with(new DigitPool());

    /** What an experiment said of two arms that are alike, and all that its seeds gave. */
    private record Said(ExperimentComparison comparison, Verdict alike, double naive) {}

    /** What came of many experiments. */
    private record Campaign(String name, List<Said> said) {

        static Campaign of(String name, int experiments, String text, IntFunction<String[]> settings) {
            List<Said> all = new ArrayList<>();
            for (int i = 0; i < experiments; i++) {
                ExperimentResult result = Training.run(SERVICES, text, settings.apply(i));
                ExperimentComparison comparison =
                        ExperimentComparison.of(result, metric -> true, metric -> new Interval(0, 1));
                double[] differences = new double[SEEDS];
                List<TrialRecord> one = result.trials("one", java.util.Map.of());
                List<TrialRecord> other = result.trials("other", java.util.Map.of());
                for (int seed = 0; seed < SEEDS; seed++) {
                    differences[seed] = other.get(seed).metrics().getOrDefault(METRIC, Double.NaN)
                            - one.get(seed).metrics().getOrDefault(METRIC, Double.NaN);
                }
                PairedTest naive = PairedTest.of(differences, 0.95, Interval.ALL, 0);
                all.add(new Said(
                        comparison,
                        comparison.overallDifference("same").orElseThrow().verdict(),
                        naive.difference().interval().half()));
            }
            return new Campaign(name, all);
        }

        /** How often arms that are alike were told apart: the p of their own comparison, not corrected for the other one. */
        int toldApart() {
            return (int) said.stream()
                    .map(each -> each.comparison
                            .overallDifference("same")
                            .orElseThrow()
                            .test())
                    .filter(test -> test.p() < 0.05)
                    .count();
        }

        int verdicts() {
            return (int) said.stream()
                    .filter(each -> each.alike != Verdict.CANNOT_TELL)
                    .count();
        }

        double mean(String arm) {
            return said.stream()
                    .mapToDouble(each -> each.comparison
                            .overall()
                            .getOrDefault(arm, Estimate.of(new double[0], 0.95))
                            .mean())
                    .average()
                    .orElseThrow();
        }

        /** How many intervals of an arm's mean hold the mean over all. */
        int held(String arm) {
            double mean = mean(arm);
            return (int) said.stream()
                    .filter(each -> each.comparison
                            .overall()
                            .getOrDefault(arm, Estimate.of(new double[0], 0.95))
                            .interval()
                            .contains(mean))
                    .count();
        }

        double difference() {
            return mean("other") - mean("one");
        }

        /** How many intervals of the difference of two networks hold the mean of it over all. */
        int differenceHeld() {
            double difference = difference();
            return (int) said.stream()
                    .filter(each -> each.comparison
                            .overallDifference("other")
                            .orElseThrow()
                            .test()
                            .difference()
                            .interval()
                            .contains(difference))
                    .count();
        }

        /** The same as if seeds were independent. */
        int naivelyHeld() {
            double difference = difference();
            return (int) said.stream()
                    .filter(each -> StrictMath.abs(each.comparison
                                            .overallDifference("other")
                                            .orElseThrow()
                                            .test()
                                            .difference()
                                            .mean()
                                    - difference)
                            <= each.naive)
                    .count();
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %d | %d | %d | %d |",
                    name,
                    said.size(),
                    toldApart(),
                    verdicts(),
                    held("one"),
                    held("other"),
                    differenceHeld(),
                    naivelyHeld());
        }
    }

    private static String[] seeds(int experiment, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        List<String> seeds = new ArrayList<>();
        for (int i = 0; i < SEEDS; i++) {
            seeds.add(String.valueOf(experiment * SEEDS + i));
        }
        settings.add("design.seeds=[" + String.join(", ", seeds) + "]");
        return settings.toArray(String[]::new);
    }

    private static Campaign generated(int experiments) {
        return Campaign.of("new scenes", experiments, SCENES, i -> seeds(i));
    }

    private static Campaign splits(int experiments) {
        return Campaign.of("splits", experiments, POOLS, i -> seeds(i, "data.pool.pool=" + i));
    }

    private static Campaign folds(int experiments) {
        return Campaign.of(
                "5 folds, twice", experiments, POOLS, i -> seeds(i, "data.pool.pool=" + i, "design.folds=5"));
    }

    private static Campaign fixed(int experiments) {
        return Campaign.of("fixed", experiments, POOLS, i -> seeds(i, "design.fixed=[data, split]"));
    }

    /** A few of each, with room for chance: of 4 experiments with an error rate of 5 %, 3 are wrong in 5 of 10,000 cases. */
    @Test
    void aFewExperimentsDoNotClaimWhatIsNot() {
        for (Campaign campaign : List.of(generated(4), splits(4))) {
            assertTrue(campaign.toldApart() <= 2, campaign::row);
            assertTrue(campaign.held("one") >= 2, campaign::row);
            assertTrue(campaign.differenceHeld() >= 2, campaign::row);
        }
    }

    /**
     * 200 of each. With an error rate of 5 %, fewer than 3 or more than 19 of 200 come in 2 of 1000 cases each. Overlapping splits may
     * err less often: arms that are alike have no difference that the splits of one pool could share.
     */
    @Tag("nightly")
    @Test
    void intervalsHoldWhatTheySay() {
        int experiments = Integer.getInteger("calibration.experiments", 200);
        List<Campaign> campaigns = new ArrayList<>();
        for (IntFunction<Campaign> campaign : List.<IntFunction<Campaign>>of(
                CalibrationTest::generated, CalibrationTest::splits, CalibrationTest::folds, CalibrationTest::fixed)) {
            campaigns.add(campaign.apply(experiments));
            System.out.println(campaigns.getLast().row());
        }
        for (Campaign campaign : campaigns) {
            int n = campaign.said().size();
            assertTrue(campaign.toldApart() <= 0.095 * n, campaign::row);
            assertTrue(campaign.held("one") >= 0.92 * n, campaign::row);
            assertTrue(campaign.held("other") >= 0.92 * n, campaign::row);
            assertTrue(campaign.differenceHeld() >= 0.92 * n, campaign::row);
        }
        for (Campaign campaign : List.of(campaigns.getFirst(), campaigns.getLast())) {
            assertTrue(campaign.toldApart() >= 0.015 * campaign.said().size(), campaign::row);
        }
        assertTrue(
                campaigns.get(1).naivelyHeld() < campaigns.get(1).differenceHeld(),
                "splits of one pool do not overlap?");
    }

    /** Two networks that differ little: one is trained for a shorter time. */
    private static final String HANDICAP = SCENES.substring(0, SCENES.indexOf("arms:")) + """
            arms:
              one: {layers: [{id: first, type: flatten}, {id: one, type: dense, units: 4, activation: relu}, {type: dense, units: 1}]}
              less:
                layers: [{id: first, type: flatten}, {id: one, type: dense, units: 4, activation: relu}, {type: dense, units: 1}]
                train: {epochs: 2}
            """;

    /**
     * A real difference, known from all experiments together. Experiments of ten seeds find it as often as their power says; and
     * experiments that are planned from a pilot of five seeds, to find it in 80 %, do.
     */
    @Tag("nightly")
    @Test
    void plannedSeedsFindAKnownDifferenceAsOftenAsPlanned() {
        int experiments = Integer.getInteger("calibration.experiments", 200);
        double[][] each = new double[experiments][SEEDS];
        double[] all = new double[experiments * SEEDS];
        for (int e = 0; e < experiments; e++) {
            ExperimentResult result = Training.run(SERVICES, HANDICAP, seeds(e));
            for (int seed = 0; seed < SEEDS; seed++) {
                each[e][seed] = value(result, "one", seed) - value(result, "less", seed);
                all[e * SEEDS + seed] = each[e][seed];
            }
        }
        Estimate known = Estimate.of(all, 0.95);
        double power = new Power(known.mean(), known.deviation(), 0, 0.05).of(SEEDS);
        RandomStream random = new RandomStream(5, "planned");
        int found = 0;
        int planned = 0;
        int safe = 0;
        long seeds = 0;
        for (double[] differences : each) {
            found += finds(differences);
            double[] pilot = java.util.Arrays.copyOf(differences, 5);
            double deviation = Estimate.of(pilot, 0.95).deviation();
            int wanted =
                    new Power(known.mean(), deviation, 0, 0.05).seeds(0.8, 5).orElseThrow();
            seeds += wanted;
            planned += finds(drawn(all, random, wanted));
            safe += finds(drawn(
                    all,
                    random,
                    new Power(known.mean(), Power.cautious(deviation, 5), 0, 0.05)
                            .seeds(0.8)
                            .orElseThrow()));
        }
        String row = String.format(
                Locale.ROOT,
                "difference %.4f, deviation %.4f; ten seeds find it in %d of %d, power %.3f; planned from 5 seeds, %.1f on"
                        + " average: in %d; to be safe: in %d",
                known.mean(),
                known.deviation(),
                found,
                experiments,
                power,
                (double) seeds / experiments,
                planned,
                safe);
        System.out.println(row);
        assertTrue(
                StrictMath.abs(found - power * experiments) < 3.1 * StrictMath.sqrt(experiments * power * (1 - power)),
                row);
        assertTrue(StrictMath.abs(planned - 0.8 * experiments) < 3.1 * StrictMath.sqrt(0.16 * experiments), row);
        assertTrue(safe > 0.8 * experiments - 3.1 * StrictMath.sqrt(0.16 * experiments), row);
    }

    private static double value(ExperimentResult result, String arm, int seed) {
        return result.trials(arm, java.util.Map.of()).get(seed).metrics().getOrDefault(METRIC, Double.NaN);
    }

    private static int finds(double[] differences) {
        return PairedTest.of(differences, 0.95, Interval.ALL, 0).p() < 0.05 ? 1 : 0;
    }

    /** Some of all, each at most once. */
    private static double[] drawn(double[] all, RandomStream random, int n) {
        int[] order = random.permutation(all.length);
        double[] drawn = new double[StrictMath.min(n, all.length)];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = all[order[i]];
        }
        return drawn;
    }
}
