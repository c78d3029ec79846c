package dev.tenon.experiments.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.run.Trials;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.yaml.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mistakes that show only when layers meet data. */
final class CheckerTest {

    private static List<Problem> check(String data, String train, String arms, String... overrides) {
        Plan plan = Trials.plan(
                Trials.services(),
                "experiment: one\ndata: {" + data + "}\ndefaults: {data: bars, train: {loss: logistic, " + train
                        + "}}\narms:\n" + arms,
                overrides);
        return Checker.check(plan, new DataLoader(Path.of("")), Trials.services(), Trials.NO_RUNS);
    }

    private static void assertOne(List<Problem> problems, int line, String... words) {
        assertEquals(1, problems.size(), problems::toString);
        assertEquals(line, problems.getFirst().mark().line(), problems::toString);
        for (String word : words) {
            assertTrue(
                    problems.getFirst().message().contains(word),
                    problems.getFirst().message() + " lacks " + word);
        }
    }

    private static final String PIXELS = "  pixels: {layers: [flatten, {type: dense, units: 1}]}\n";

    @Test
    void whatFitsIsNoMistake() {
        assertEquals(List.of(), check("bars: {type: bars}", "epochs: 1", PIXELS));
    }

    @Test
    void outputsMustFitTheTargets() {
        assertOne(
                check(
                        "bars: {type: bars}",
                        "epochs: 1",
                        "  a: {layers: [flatten, {id: out, type: dense, units: 3}]}\n"),
                5,
                "arm a, stage main: layer out gives [3] for an image",
                "needs 1 output [upright]",
                "{type: dense, units: 1}");
        assertOne(
                check("bars: {type: bars}", "epochs: 1", "  a: {layers: [{type: conv2d, filters: 1, kernel: 3}]}\n"),
                5,
                "gives [4, 4, 1] for an image");
    }

    @Test
    void everyMistakeIsToldOnceInTheFilesOrder() {
        List<Problem> problems = check(
                "bars: {type: bars}",
                "epochs: 1",
                "  a: {layers: [{type: conv2d, filters: 1, kernel: 9}, flatten, {type: dense, units: 1}]}\n" + PIXELS
                        + "  b: {layers: [flatten, {type: dense, units: 2}]}\n"
                        + "design: {seeds: 1, vary: {train.examples: [8, 16]}}\n");
        assertEquals(List.of(5, 7), problems.stream().map(p -> p.mark().line()).toList(), problems::toString);
    }

    @Test
    void aLastMinibatchOfOneIsFoundBeforeTraining() {
        String arms =
                "  a: {layers: [flatten, {type: dense, units: 4}, {id: norm, type: batch-norm}, {type: dense, units: 1}]}\n";
        assertOne(
                check("bars: {type: bars, train: 33}", "epochs: 1, batch: 16", arms),
                5,
                "layer norm (batch-norm)",
                "33 examples in minibatches of 16 leave a last one of 1",
                "train.batch");
        assertEquals(List.of(), check("bars: {type: bars, train: 33}", "steps: 2, batch: 16", arms), "never reached");
        assertEquals(
                1,
                check("bars: {type: bars, train: 33}", "steps: 3, batch: 16", arms)
                        .size());
        assertEquals(List.of(), check("bars: {type: bars, train: 34}", "epochs: 1, batch: 16", arms));
        assertOne(check("bars: {type: bars}", "epochs: 1, examples: 1", arms), 5, "layer norm (batch-norm)");
    }

    @Test
    void writtenWeightsMustFit() {
        assertOne(
                check(
                        "bars: {type: bars}",
                        "epochs: 1",
                        "  a: {layers: [{id: bar, type: conv2d, filters: 1, kernel: 3, weights: [[1, 2], [3, 4]]},"
                                + " global-max-pool, {type: dense, units: 1}]}\n"),
                5,
                "layer bar: the written kernel is [2, 2, 1, 1], but the layer's is [3, 3, 1, 1]");
        assertOne(
                check(
                        "bars: {type: bars}",
                        "epochs: 1",
                        "  a: {layers: [flatten, {id: out, type: dense, units: 1, weights: {bais: [1]}}]}\n"),
                5,
                "layer out has no weights \"bais\"",
                "did you mean \"bias\"");
        assertOne(
                check(
                        "bars: {type: bars}",
                        "epochs: 1",
                        "  a: {layers: [{id: norm, type: batch-norm, weights: {running-mean: [1, 2]}}, flatten, {type: dense,"
                                + " units: 1}]}\n"),
                5,
                "the written running-mean is [2], but the layer's is [1]");
    }

    @Test
    void weightsOfAnotherStageMustFit() {
        String arms = """
              a:
                stages:
                  - {id: parts, layers: [{id: bar, type: conv2d, filters: 2, kernel: 3}, global-max-pool, {type: dense, units: 1}]}
                  - layers:
                      - {type: conv2d, filters: 3, kernel: 1}
                      - {use: parts.bar}
                      - global-max-pool
                      - {type: dense, units: 1}
            """;
        assertOne(
                check("bars: {type: bars}", "epochs: 1", arms),
                10,
                "takes its kernel from layer bar of stage parts of arm a",
                "it is [3, 3, 1, 2]; here it is [3, 3, 3, 2]");
    }

    @Test
    void thereMustBeSomethingToLearnFromAndToMeasure() {
        assertOne(
                check("bars: {type: bars, train: 0}", "epochs: 1", PIXELS),
                5,
                "has no training examples in data set bars");
        assertEquals(List.of(), check("bars: {type: bars, train: 0}", "epochs: 0", PIXELS));
        assertOne(
                check("bars: {type: bars, test: 0}", "epochs: 1", PIXELS),
                5,
                "by test.accuracy (compare.primary)",
                "has no test examples");
        assertOne(
                check(
                        "bars: {type: bars}",
                        "epochs: 1",
                        "  a: {layers: [flatten, {type: dense, units: 1, frozen: true}]}\n"),
                5,
                "has nothing to train");
        assertOne(
                check("bars: {type: bars}", "epochs: 1, patience: 2", PIXELS),
                5,
                "data set bars has no validation examples");
    }

    @Test
    void dataThatIsNotThereIsToldAtItsPlaceOnce() {
        assertOne(
                check(
                        "bars: {type: idx, images: no-such-file, labels: neither}",
                        "epochs: 1",
                        PIXELS + PIXELS.replace("pixels", "again")),
                2,
                "data set bars (idx)",
                "there is no file no-such-file");
    }
}
