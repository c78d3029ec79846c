package dev.tenon.experiments.stats;

import static dev.tenon.experiments.testing.FakeExperiment.compare;
import static dev.tenon.experiments.testing.FakeExperiment.normal;
import static dev.tenon.experiments.testing.FakeExperiment.scored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.spec.CompareSpec.Match;
import dev.tenon.experiments.testing.FakeExperiment;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReversalsTest {

    private static final String METRIC = "test.accuracy";

    private static ExperimentComparison of(double better, double relevant, int seeds) {
        return ExperimentComparison.of(
                new FakeExperiment()
                        .arms("whole", "composed")
                        .seeds(seeds)
                        .comparing(compare(METRIC, Optional.empty(), relevant, Match.NOTHING))
                        .run(id -> scored(
                                id,
                                METRIC,
                                0.6 + 0.02 * normal(id, "own") + (id.arm().equals("composed") ? better : 0))),
                metric -> true);
    }

    private static Matcher only(ExperimentComparison comparison, String pattern) {
        List<String> sentences = comparison.reversals();
        assertEquals(1, sentences.size(), sentences.toString());
        Matcher found = Pattern.compile(pattern).matcher(sentences.getFirst());
        assertTrue(found.matches(), sentences.getFirst());
        return found;
    }

    @Test
    void aDifferenceIsSoManyErrorsFromNone() {
        ExperimentComparison comparison = of(0.1, 0, 10);
        Matcher said = only(
                comparison,
                "composed would not be better if the mean difference over all such seeds were 0, ([0-9.]+)"
                        + " standard errors from what was seen\\.");
        Estimate seen = comparison.overallDifferences().getFirst().test().difference();
        assertEquals(
                seen.mean() / (seen.deviation() / StrictMath.sqrt(seen.n())), Double.parseDouble(said.group(1)), 0.051);
    }

    @Test
    void thatItMattersIsNotShownByBeingThere() {
        only(
                of(0.05, 0.045, 10),
                "composed would not be better .*; whether the difference is large enough to matter \\(0\\.045\\) is not settled:"
                        + " its interval is 0\\.\\d+ to 0\\.\\d+\\.");
    }

    @Test
    void whatCannotBeToldIsWhatSoFewSeedsDoNotFind() {
        ExperimentComparison comparison = of(0, 0, 10);
        Matcher said = only(
                comparison,
                "composed: with 10 seeds a true difference of ([0-9.]+) is found in four of five experiments like this"
                        + " one; a smaller one takes more seeds \\(`tenon plan`\\)\\.");
        Estimate seen = comparison.overallDifferences().getFirst().test().difference();
        double power = new Power(Double.parseDouble(said.group(1)), seen.deviation(), 0, 0.05).of(seen.n());
        assertEquals(0.8, power, 0.03);
    }

    @Test
    void theSmallestThatMattersTakesSoManySeeds() {
        ExperimentComparison comparison = of(0.001, 0.005, 10);
        Matcher said = only(
                comparison,
                ".*; to find the smallest that matters, 0\\.005, takes about ([0-9,]+) seeds \\(`tenon plan`\\)\\.");
        Estimate seen = comparison.overallDifferences().getFirst().test().difference();
        assertEquals(
                new Power(0.005, seen.deviation(), 0, 0.05).seeds(0.8).orElseThrow(),
                Integer.parseInt(said.group(1).replace(",", "")));
    }

    @Test
    void noDifferenceThatMattersLeavesSmallOnesOpen() {
        only(
                of(0, 0.2, 10),
                "composed could matter if differences below 0\\.2 did: the data leave open a mean difference of -?0\\.\\d+ to"
                        + " 0\\.\\d+\\.");
    }

    @Test
    void fewSeedsSayNothing() {
        assertEquals(List.of(), of(0.1, 0, 4).reversals());
    }
}
