package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.testing.FakeExperiment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MethodsTest {

    @Test
    void sayWhatWasRunAndLeftOut() {
        ExperimentResult result = new FakeExperiment()
                .arms("flat", "deep")
                .seeds(6)
                .vary("train.examples", 16, 32)
                .comparing(FakeExperiment.compare("test.loss", Optional.empty(), 0.05, CompareSpec.Match.NOTHING))
                .run(id -> id.seed() == 3 && id.arm().equals("deep")
                        ? FakeExperiment.diverged(id, FakeExperiment.stage("deep", 16, 500))
                        : FakeExperiment.scored(id, "test.loss", (double) id.seed()));
        assertEquals(
                "2 arms (flat and deep) were run with 6 seeds each in 2 settings of train.examples (16, 32), 24 trials in"
                        + " all. The experiment's file, whose digest the run records, names what decides: test.loss, less"
                        + " is better, and a difference below 0.05 does not matter. Left out of all means and tests: 2"
                        + " whose loss became infinite or not a number.",
                Methods.words(result, false));
        String method = ExperimentComparison.of(result, metric -> false).method();
        assertTrue(method.startsWith("2 arms (flat and deep)") && method.contains("The paired t-test decides"), method);
    }

    /** Arms on three data sets, one of which the worse arm never completes. */
    @Test
    void ranksOverDataSets() {
        ExperimentResult result = new FakeExperiment()
                .arms("good", "bad")
                .seeds(5)
                .vary("defaults.data", "a", "b", "c")
                .comparing(FakeExperiment.ranks("test.accuracy", "defaults.data"))
                .run(id -> id.factors().equals(Map.of("defaults.data", "c"))
                                && id.arm().equals("bad")
                        ? FakeExperiment.diverged(id, FakeExperiment.stage("bad", 16, 500))
                        : FakeExperiment.scored(
                                id, "test.accuracy", (id.arm().equals("good") ? 0.8 : 0.6) + 0.01 * id.seed()));
        Ranks ranks = ExperimentComparison.of(result, metric -> true)
                .findings()
                .ranks()
                .orElseThrow();
        assertEquals(List.of(1.0, 2.0), ranks.averages());
        assertEquals(List.of("c"), ranks.left());
        assertEquals(2, ranks.sets());
    }
}
