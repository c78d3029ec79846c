package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.testing.FakeExperiment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Comparisons of experiments that cross draws of the data, weights and orders. */
final class CrossedTest {

    private static double of(String what, long draw, double deviation) {
        return deviation * new RandomStream(draw, what).nextGaussian();
    }

    /** Differences of which most of the variance is of the data. */
    private static double value(TrialId id, String experiment) {
        String arm = experiment + id.arm();
        return 0.8
                + of(arm + "data", id.seed() / 12, 0.02)
                + of(arm + "weights", id.seed() / 3 % 4, 0.01)
                + of(arm + "order", id.seed() % 3, 0.005)
                + of(arm + "rest", id.seed(), 0.005);
    }

    private static ExperimentResult run(String experiment) {
        return new FakeExperiment()
                .arms("a", "b")
                .cross(5, 4, 3)
                .run(id -> FakeExperiment.scored(id, "test.accuracy", value(id, experiment)));
    }

    @Test
    void eachSourceHasItsVariance() {
        ExperimentComparison comparison = ExperimentComparison.of(run("one"), metric -> true);
        Components components = comparison.findings().components().orElseThrow();
        assertEquals(List.of("data", "weights", "order"), components.factors());
        assertEquals(
                List.of("a", "b", "b minus a"),
                components.rows().stream().map(Components.Row::what).toList());
        assertEquals(
                List.of(5, 4, 3),
                components.rows().getLast().fit().orElseThrow().levels());
        assertEquals("over new draws of data, weights and order", comparison.over());
        assertTrue(comparison
                .method()
                .contains("Seeds crossed 5 draws of data, 4 draws of weights and 3 draws of order."));
        assertTrue(comparison.conclusion().contains("paired mixed-model t-test"), comparison.conclusion());
    }

    /** Two arms that are alike: as many of the 60 differences share draws, taken for independent they would be told apart often. */
    @Test
    void armsThatAreAlikeAreSeldomToldApart() {
        int wrong = 0;
        int naive = 0;
        int experiments = 200;
        for (int e = 0; e < experiments; e++) {
            ExperimentResult result = run("experiment " + e);
            PairedTest test = ExperimentComparison.of(result, metric -> true)
                    .overallDifferences()
                    .getFirst()
                    .test();
            wrong += test.p() < 0.05 ? 1 : 0;
            Estimate difference = test.difference();
            naive += StrictMath.abs(difference.mean()) > 2 * difference.deviation() / StrictMath.sqrt(60) ? 1 : 0;
        }
        String text = wrong + " and, as if independent, " + naive + " of " + experiments;
        System.out.println(text);
        assertTrue(wrong <= 0.05 * experiments + 3.1 * StrictMath.sqrt(0.0475 * experiments), text);
        assertTrue(naive > 0.4 * experiments, text);
    }
}
