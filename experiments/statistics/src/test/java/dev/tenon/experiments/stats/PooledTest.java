package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.data.DataInputs.LoadedColumn;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.testing.FakeExperiment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Learning curves over a pool of 120 examples: each seed learns from some of them, and the smaller training sets are parts of the
 * larger ones. Two classifiers by the nearest mean each see their own half of the features, so that over all pools neither is better;
 * what a value is to hold is the mean over all pools.
 */
final class PooledTest {

    private static final int POOL = 120;
    private static final int SEEDS = 10;
    private static final int FEATURES = 5;
    private static final double SIGNAL = 0.35;
    private static final Integer[] SIZES = {15, 60, 100};
    private static final String METRIC = "test.accuracy";

    private static Map<String, String> cell(int size) {
        return Map.of("train.examples", String.valueOf(size));
    }

    private static ExperimentResult result(RandomStream random, Integer... sizes) {
        double[][] pool = new double[POOL][2 * FEATURES];
        for (int i = 0; i < POOL; i++) {
            for (int f = 0; f < 2 * FEATURES; f++) {
                pool[i][f] = sign(i) * SIGNAL + random.nextGaussian();
            }
        }
        int[][] orders = new int[SEEDS][];
        Arrays.setAll(orders, seed -> random.permutation(POOL));
        List<LoadedColumn> columns = List.of(new LoadedColumn("image", 64), new LoadedColumn("label", 1));
        return new FakeExperiment()
                .arms("left", "right")
                .seeds(SEEDS)
                .vary("train.examples", (Object[]) sizes)
                .inputs(new DataInputs(
                        List.of(), List.of(new LoadedSet("digits", POOL + 30, columns, "", POOL)), List.of()))
                .run(id -> {
                    int size = size(id);
                    double value = accuracy(
                            pool,
                            Arrays.copyOf(orders[Math.toIntExact(id.seed())], size),
                            id.arm().equals("left") ? 0 : FEATURES);
                    return FakeExperiment.completed(
                            id, Map.of(METRIC, value), size, FakeExperiment.stage(id.arm(), size, 500));
                });
    }

    private static int size(TrialId id) {
        return Integer.parseInt(id.factors().getOrDefault("train.examples", ""));
    }

    private static int sign(int example) {
        return example % 2 == 0 ? 1 : -1;
    }

    /** Of the mean difference between classes over the training examples, on all there can be. */
    private static double accuracy(double[][] pool, int[] training, int from) {
        double sum = 0;
        double squares = 0;
        for (int f = 0; f < FEATURES; f++) {
            double weight = 0;
            for (int example : training) {
                weight += sign(example) * pool[example][from + f];
            }
            sum += weight;
            squares += weight * weight;
        }
        return NormalDistribution.of(0, 1).cumulativeProbability(SIGNAL * sum / StrictMath.sqrt(squares));
    }

    /** One number of each experiment, with the interval that is said and that as if seeds were independent. */
    private record Said(double mean, Interval said, Interval naive) {

        static Said of(Estimate estimate) {
            double half = 2.262157 * estimate.deviation() / StrictMath.sqrt(estimate.n());
            return new Said(
                    estimate.mean(), estimate.interval(), new Interval(estimate.mean() - half, estimate.mean() + half));
        }

        static int held(List<Said> all, Function<Said, Interval> of) {
            double mean = all.stream().mapToDouble(Said::mean).average().orElseThrow();
            return (int)
                    all.stream().filter(each -> of.apply(each).contains(mean)).count();
        }
    }

    private static void check(int pools) {
        RandomStream random = new RandomStream(1, "pools");
        List<List<Said>> means = new ArrayList<>();
        List<List<Said>> differences = new ArrayList<>();
        for (int i = 0; i <= SIZES.length; i++) {
            means.add(new ArrayList<>());
            differences.add(new ArrayList<>());
        }
        int told = 0;
        for (int p = 0; p < pools; p++) {
            ExperimentComparison comparison = ExperimentComparison.of(result(random, SIZES), metric -> true);
            for (int i = 0; i < SIZES.length; i++) {
                Map<String, String> cell = cell(SIZES[i]);
                means.get(i).add(Said.of(comparison.summary("left", cell).metric(METRIC)));
                differences
                        .get(i)
                        .add(Said.of(comparison.differences().get(i).test().difference()));
            }
            means.getLast().add(Said.of(comparison.overall().getOrDefault("left", Estimate.of(new double[0], 0.95))));
            Difference overall = comparison.overallDifference("right").orElseThrow();
            differences.getLast().add(Said.of(overall.test().difference()));
            told += overall.verdict() == Verdict.CANNOT_TELL ? 0 : 1;
        }
        List<String> rows = new ArrayList<>();
        for (int i = 0; i <= SIZES.length; i++) {
            rows.add(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %d |",
                    i < SIZES.length ? SIZES[i] + " of " + POOL : "mean of all",
                    Said.held(means.get(i), Said::said),
                    Said.held(means.get(i), Said::naive),
                    Said.held(differences.get(i), Said::said),
                    Said.held(differences.get(i), Said::naive)));
        }
        String table = String.join("\n", rows) + "\nalike, told apart: " + told + " of " + pools;
        System.out.println(table);
        for (int i = 0; i <= SIZES.length; i++) {
            // With 15 of 120 seeds hardly share any; a few of 100 may be missed by chance.
            assertTrue(Said.held(means.get(i), Said::said) >= (i == 0 ? 0.9 : 0.92) * pools, table);
            assertTrue(Said.held(differences.get(i), Said::said) >= (i == 0 ? 0.9 : 0.92) * pools, table);
            if (i > 0) {
                assertTrue(Said.held(means.get(i), Said::naive) < 0.85 * pools, table);
                assertTrue(Said.held(differences.get(i), Said::naive) < 0.85 * pools, table);
            }
        }
        assertTrue(told <= 0.08 * pools, table);
    }

    @Test
    void intervalsOfALearningCurveAreAboutOtherPools() {
        check(300);
    }

    @Tag("nightly")
    @Test
    void theTable() {
        check(3000);
    }

    @Test
    void withAllExamplesThereIsNoIntervalOfAMean() {
        ExperimentComparison comparison =
                ExperimentComparison.of(result(new RandomStream(2, "pool"), 60, POOL), metric -> true);
        assertTrue(
                comparison.summary("left", cell(60)).metric(METRIC).interval().exists());
        assertFalse(
                comparison.summary("left", cell(POOL)).metric(METRIC).interval().exists());
        assertTrue(
                comparison.caveats().stream().anyMatch(caveat -> caveat.startsWith("Where arms learn from all")),
                comparison.caveats()::toString);
    }

    @Test
    void theReportSaysWhatIntervalsAreAbout() {
        ExperimentComparison comparison =
                ExperimentComparison.of(result(new RandomStream(3, "pool"), SIZES), metric -> true);
        assertEquals("over other training examples, for these test examples", comparison.over());
        assertTrue(comparison.method().contains("P / (M - P)"), comparison.method());
        assertTrue(comparison.about().contains("other training examples of the same kind"), comparison.about());
        assertFalse(comparison.overallDifferences().getFirst().test().wilcoxon().p() >= 0, "ranks are not independent");
    }

    @Test
    void theFormulaIsThatOfASampleOfAPool() {
        ExperimentComparison comparison =
                ExperimentComparison.of(result(new RandomStream(4, "pool"), 100), metric -> true);
        Estimate estimate = comparison.summary("left", cell(100)).metric(METRIC);
        double half = estimate.deviation() * 2.262157 * StrictMath.sqrt(1.0 / SEEDS + 100.0 / 20);
        assertEquals(half, estimate.interval().half(), 1e-5 * half);
    }
}
