package dev.tenon.experiments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program sees of an experiment. */
final class EmbeddingTest {

    private static final Tenon TENON = Tenon.installed();
    private static final String TEXT = """
            experiment: embedded
            question: Which is better?
            data:
              digits: {type: uci-digits}
              scenes: {type: digit-scenes, from: digits, canvas: [8, 8], find: ["1"], digits: 1,
                examples: {train: 20, validation: 10, test: 10}}
            defaults:
              data: scenes
              train: {epochs: 2, batch: 10, loss: logistic, optimizer: {type: sgd, rate: 0.05}}
            arms:
              one: {layers: [flatten, {type: dense, units: 1}]}
              other: {layers: [flatten, {type: dense, units: 4, activation: relu}, {type: dense, units: 1}]}
            design: {seeds: 5}
            compare: {primary: test.brier-score}
            """;

    @TempDir
    private static Path folder = Path.of("");

    private static Run memory;
    private static Run saved;

    @BeforeAll
    static void run() {
        memory = TENON.readText(TEXT).run(RunSettings.inMemory().threads(1));
        saved = TENON.readText(TEXT).run(RunSettings.into(folder.resolve("run")).threads(2));
    }

    @Test
    void anExperimentSaysWhatItIs() {
        Experiment experiment = TENON.readText(TEXT, "design.vary={train.epochs: [1, 2]}");
        assertEquals("embedded", experiment.name());
        assertEquals("Which is better?", experiment.question());
        assertEquals(List.of("one", "other"), experiment.arms());
        assertEquals(20, experiment.trials().size());
        assertEquals("one/train.epochs=1/seed-0", experiment.trials().getFirst());
        assertTrue(experiment.resolved().contains("rate: 0.05"), experiment.resolved());
        assertEquals(List.of(), experiment.check());
    }

    @Test
    void problemsHavePlaces() {
        Problem typo = TENON.check(TEXT.replace("units: 4", "unit: 4")).getFirst();
        assertEquals("experiment", typo.file());
        assertEquals(12, typo.line());
        assertTrue(typo.message().contains("units"), typo::toString);
        assertTrue(typo.toString().startsWith("experiment:12:"), typo::toString);

        List<Problem> given = TENON.check(TEXT, "train.batch=0");
        assertEquals(1, given.size(), given::toString);
        assertEquals("--set train.batch=0", given.getFirst().file());
        TenonException thrown = assertThrows(TenonException.class, () -> TENON.readText(TEXT, "train.batch=0"));
        assertEquals(given, thrown.problems());
        assertEquals(List.of(), TENON.check(TEXT));
    }

    @Test
    void whatNeedsTheDataIsFoundByTheCheck() {
        Experiment experiment = TENON.readText(TEXT.replace("units: 1}]}\n  other", "units: 3}]}\n  other"));
        List<Problem> problems = experiment.check();
        assertEquals(1, problems.size(), problems::toString);
        assertEquals(11, problems.getFirst().line(), problems::toString);
        TenonException thrown = assertThrows(TenonException.class, () -> experiment.run(RunSettings.inMemory()));
        assertEquals(problems, thrown.problems());
    }

    @Test
    void memoryAndFolderHoldTheSame() {
        assertEquals(memory.toString(), saved.toString());
        assertEquals(memory.results(), saved.results());
        assertEquals(memory.table(), saved.table());
        assertEquals(memory.text(), saved.text());
        assertEquals(10, saved.trials().size());
        for (int i = 0; i < 10; i++) {
            Trial left = memory.trials().get(i);
            Trial right = saved.trials().get(i);
            assertEquals(left.toString(), right.toString());
            assertArrayEquals(left.scores().values(), right.scores().values());
            assertArrayEquals(left.targets().values(), right.targets().values());
            assertArrayEquals(new int[] {10, 1}, right.scores().shape());
            List<Tensor> weights = left.weights();
            for (int j = 0; j < weights.size(); j++) {
                assertArrayEquals(
                        weights.get(j).values(), right.weights().get(j).values());
            }
        }
        Run opened = TENON.open(folder.resolve("run"));
        assertEquals(saved.results(), opened.results());
        assertTrue(Files.exists(folder.resolve("run/report.html")));
    }

    @Test
    void theTableSaysWhatTheRecordsSay() {
        Table table = memory.results();
        assertEquals(List.of("one", "other"), table.texts("arm"));
        Mean mean = memory.mean("one");
        assertEquals(5, mean.n());
        assertEquals(mean.value(), table.numbers("mean")[0]);
        assertTrue(mean.low() < mean.value() && mean.value() < mean.high(), mean::toString);
        double sum = 0;
        for (Trial trial : memory.trials()) {
            sum += trial.arm().equals("one") ? trial.metric("test.brier-score") : 0;
        }
        assertEquals(sum / 5, mean.value(), 1e-12);
        assertEquals(mean, memory.mean("one", Map.of(), "test.brier-score"));
        Comparison comparison = memory.comparisons().getFirst();
        assertEquals("one", comparison.reference());
        assertEquals(
                memory.mean("other").value() - mean.value(),
                comparison.difference().value(),
                1e-12);
        assertEquals(comparison.verdict().toString(), table.texts("verdict").get(1));
        assertTrue(table.toString().lines().findFirst().orElseThrow().startsWith("arm"), table::toString);
        assertThrows(TenonException.class, () -> table.numbers("accuracy"));
    }

    @Test
    void curvesAndWeightsAreArraysOfTheCallersOwn() {
        Trial trial = memory.trial("other", 3);
        Trial.Curve curve = trial.curves().getFirst();
        int points = curve.steps().length;
        assertEquals(4, curve.steps()[points - 1], "two epochs of two minibatches");
        assertEquals(points, curve.training().length);
        assertEquals(points, curve.validation().length);
        Tensor kernel = trial.weights("main/dense-1/kernel");
        assertArrayEquals(new int[] {64, 4}, kernel.shape());
        assertEquals(256, kernel.values().length);
        float before = kernel.values()[0];
        kernel.values()[0] = before + 1;
        assertEquals(before, trial.weights("main/dense-1/kernel").values()[0]);
        TenonException thrown = assertThrows(TenonException.class, () -> trial.weights("main/dense-9/kernel"));
        assertTrue(String.valueOf(thrown.getMessage()).contains("main/dense-1/kernel"), thrown::toString);
        assertThrows(TenonException.class, () -> memory.trial("other", 99));
    }

    @Test
    void aListenerHearsEveryTrial() {
        List<String> heard = new ArrayList<>();
        Listener listener = new Listener() {
            @Override
            public void planned(int trials) {
                heard.add("planned " + trials);
            }

            @Override
            public void ended(Trial trial) {
                heard.add(trial.name() + " " + trial.status());
            }
        };
        TENON.readText(TEXT, "design.seeds=1")
                .run(RunSettings.inMemory().threads(1).listener(listener));
        assertEquals(List.of("planned 2", "one/seed-0 COMPLETED", "other/seed-0 COMPLETED"), heard);
    }

    @Test
    void whatCannotBeIsSaidInOneLine() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("file"), "");
        TenonException thrown =
                assertThrows(TenonException.class, () -> TENON.readText(TEXT).run(RunSettings.into(taken)));
        assertTrue(String.valueOf(thrown.getMessage()).contains("never overwrites"), thrown::toString);
        assertThrows(TenonException.class, () -> TENON.open(folder.resolve("nothing")));
        thrown = assertThrows(
                TenonException.class,
                () -> TENON.readText(TEXT).run(RunSettings.inMemory().backend("cpv")));
        assertTrue(String.valueOf(thrown.getMessage()).contains("cpu"), thrown::toString);
        assertThrows(
                IllegalArgumentException.class, () -> RunSettings.inMemory().threads(0));
        assertNotEquals(0, TENON.services().size());
    }
}
