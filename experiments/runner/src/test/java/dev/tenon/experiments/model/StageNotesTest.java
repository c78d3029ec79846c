package dev.tenon.experiments.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.run.Trials;
import dev.tenon.experiments.spec.Plan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StageNotesTest {

    private static List<String> notes(String train, String arms, String... overrides) {
        Plan plan = Trials.plan(
                Trials.services(),
                "experiment: one\ndata: {bars: {type: bars, noise: 0.0}, more: {type: bars, noise: 0.0}}\ndefaults: {data: bars, train: {loss:"
                        + " logistic, " + train + "}}\narms:\n" + arms,
                overrides);
        DataLoader loader = new DataLoader(Path.of(""));
        assertEquals(List.of(), Checker.check(plan, loader, Trials.services(), Trials.NO_RUNS));
        return loader.inputs().notes();
    }

    private static final String PIXELS = "  pixels: {layers: [flatten, {type: dense, units: 1}]}\n";

    @Test
    void aMinibatchOfAllExamplesIsTold() {
        List<String> notes = notes("epochs: 2, batch: 16, examples: 16", PIXELS + "  same: {like: pixels}\n");
        assertTrue(
                notes.contains(
                        "a minibatch of 16 holds all 16 training examples of pixels, same: every step learns from"
                                + " all of them, an epoch is one step, and seeds draw no order"),
                notes::toString);
        List<String> larger = notes("epochs: 2, batch: 32, examples: 16", PIXELS);
        assertTrue(larger.stream().anyMatch(n -> n.startsWith("a minibatch of 32 holds all 16")), larger::toString);
    }

    @Test
    void ofSmallerMinibatchesOrNoTrainingNothingIsTold() {
        assertTrue(
                notes("epochs: 2, batch: 15, examples: 16", PIXELS).stream().noneMatch(n -> n.contains("minibatch")));
        assertTrue(
                notes("epochs: 0, batch: 64, examples: 16", PIXELS).stream().noneMatch(n -> n.contains("minibatch")));
    }

    @Test
    void onlyTheCellsInWhichItIsSoAreTold() {
        List<String> notes =
                notes("epochs: 1, batch: 10", PIXELS + "design: {seeds: 1, vary: {train.examples: [8, 16]}}\n");
        assertEquals(
                1,
                notes.stream()
                        .filter(n -> n.startsWith("a minibatch of 10 holds all 8"))
                        .count(),
                notes::toString);
        assertEquals(1, notes.stream().filter(n -> n.contains("minibatch")).count(), notes::toString);
    }

    /** Without noise there are twelve bars: those of one data set are those of the other. */
    @Test
    void testImagesFromWhichAnEarlierStageLearnsAreTold() {
        String composed = """
                  parts:
                    stages:
                      - {id: first, data: more, layers: [{id: f, type: conv2d, filters: 1, kernel: 3}, flatten, {type: dense, units: 1}]}
                      - {id: last, data: bars, layers: [{use: first.f}, flatten, {type: dense, units: 1}]}
                """;
        List<String> own = notes("epochs: 1, batch: 4", composed);
        assertTrue(
                own.stream()
                        .anyMatch(n -> n.matches("data set bars: \\d+ of \\d+ test images are also among the training"
                                + " images of data set more, from which an earlier stage of the same arm learns, pixel"
                                + " for pixel")),
                own::toString);
        List<String> borrowed = notes(
                "epochs: 1, batch: 4",
                composed.replace("  parts:", "  own:")
                                .replace("    stages:", "    data: more\n    stages:")
                                .replace("data: bars, ", "data: more, ")
                        + "  taker: {layers: [{use: own.first.f}, flatten, {type: dense, units: 1}]}\n");
        assertTrue(borrowed.stream().anyMatch(n -> n.contains("data set more, from which")), borrowed::toString);
        List<String> untrained =
                notes("epochs: 1, batch: 4", composed.replace("data: more, ", "data: more, train: none, "));
        assertTrue(untrained.stream().noneMatch(n -> n.contains("data set more, from which")), untrained::toString);
    }
}
