package dev.tenon.experiments.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.DataException;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.data.DataInputs.Draw;
import dev.tenon.experiments.data.DataInputs.Drawn;
import dev.tenon.experiments.data.DataInputs.LoadedColumn;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.data.InputFile;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.model.LayerSummary;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.PlannedTrial;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.StageRecord.LossPoint;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.run.Trials;
import dev.tenon.experiments.run.WeightReader;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.views.AnswerCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {

    @TempDir
    private Path runs;

    private static final String ANY = """
            experiment: any
            data: {digits: {type: uci-digits}}
            arms:
              any: {data: digits, train: {steps: 1, batch: 4, loss: softmax-cross-entropy, optimizer: sgd}, layers: [flatten, {type: dense, units: 10}]}
            design: {seeds: 4}
            """;

    private static final DataInputs DATA = new DataInputs(
            List.of(new InputFile("digits/images.gz", "ab".repeat(32), 1234)),
            List.of(
                    new LoadedSet(
                            "digits",
                            12,
                            List.of(new LoadedColumn("image", 64), new LoadedColumn("label", 1)),
                            "cd".repeat(32),
                            9),
                    new LoadedSet(
                            "scenes",
                            20,
                            List.of(new LoadedColumn("image", 64), new LoadedColumn("signs", 2)),
                            "ef".repeat(32),
                            Drawn.GENERATED,
                            List.of(draw(0), draw(1), draw(2), draw(3), draw(7)))),
            List.of("data set digits: 1 of 3 test images is also among the training images, pixel for pixel"));

    private static Draw draw(long seed) {
        return new Draw(seed, 12, 0, 8, ("0" + seed).repeat(32));
    }

    private static NamedTensor tensor(String name, float... values) {
        return new NamedTensor(name, Shape.of(values.length), values);
    }

    private static StageRecord stage(String arm, String stage, List<NamedTensor> weights) {
        return new StageRecord(
                arm,
                stage,
                "pair",
                16,
                40,
                77,
                70,
                1L << 40,
                List.of(
                        new LayerSummary("digit", "conv2d", List.of(17, 33, 8), 72, 1234, 8, 8, true),
                        new LayerSummary("dense-1", "dense", List.of(2), 5, 16, 0, 0, false)),
                List.of(new LossPoint(20, 0.1 + 0.2, Double.NaN), new LossPoint(40, 1e-300, 0.25)),
                weights);
    }

    private static TrialRecord trial(
            String arm, Map<String, String> factors, long seed, List<StageRecord> stages, float... scores) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("test.auroc", 0.1 + 0.7);
        metrics.put("test.accuracy", Double.NaN);
        return new TrialRecord(
                new TrialId(arm, factors, seed),
                TrialRecord.Status.COMPLETED,
                "",
                stages,
                32,
                metrics,
                answers(scores));
    }

    /** Scores of one sign each: the first example is there, the others are not. */
    private static TestPredictions answers(float... scores) {
        float[] targets = new float[scores.length];
        float[] examples = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            targets[i] = i == 0 ? 1 : -1;
            examples[i] = 10 + i;
        }
        return new TestPredictions(scores, targets, examples);
    }

    /** Two arms, one of which uses the other's first stage; two cells; a trial that diverged, one that failed at once. */
    private static ExperimentResult result() {
        List<TrialRecord> trials = new ArrayList<>();
        for (String examples : List.of("16", "a/b, \"c\"")) {
            Map<String, String> factors = Map.of("train.examples", examples);
            float base = examples.length();
            StageRecord parts = stage("composed", "parts", List.of(tensor("parts/digit/kernel", base, 2f, -0f)));
            trials.add(trial(
                    "composed",
                    factors,
                    0,
                    List.of(parts, stage("composed", "main", List.of(tensor("main/dense-1/bias", 4f)))),
                    0.5f,
                    -0.5f));
            trials.add(trial(
                    "tuned",
                    factors,
                    0,
                    List.of(parts, stage("tuned", "main", List.of(tensor("main/dense-1/bias", 5f)))),
                    0.25f));
            trials.add(trial(
                    "tuned",
                    factors,
                    1,
                    List.of(parts, stage("tuned", "parts", List.of(tensor("parts/x/kernel", 6f))))));
        }
        TrialRecord good = trials.getFirst();
        trials.add(new TrialRecord(
                new TrialId("tuned", Map.of("train.examples", "16"), 2),
                TrialRecord.Status.DIVERGED,
                "stage main: the loss is NaN at step 3",
                good.stages(),
                16,
                Map.of(),
                TestPredictions.NONE));
        trials.add(new TrialRecord(
                new TrialId("tuned", Map.of("train.examples", "16"), 3),
                TrialRecord.Status.FAILED,
                "boom\nand more",
                List.of(),
                0,
                Map.of(),
                TestPredictions.NONE));
        Features features = new Features(
                trials.getFirst().id(),
                Shape.of(2, 1, 1),
                new float[] {0f, 1f, 2f, 3f},
                List.of("10", "not"),
                List.of(List.of(new Annotation("1", 1, -1, 0, -3, 2, 1)), List.of()),
                List.of("10"),
                new float[] {0.5f, -0.5f},
                List.of(new Features.LayerFeatures("digit", "conv2d", Shape.of(2, 1, 1, 2), new float[] {1, 2, 3, 4})),
                List.of(new Features.Spot(0.5, 1, 0.75)),
                Optional.of(new AnswerCounts(Targets.SIGNS, 2, List.of(List.of(3L, 1L, 0L, 4L)), List.of(0.25, 1.0))));
        Plan any = Trials.plan(Trials.services(), ANY);
        Plan plan = new Plan(any.cells(), "resolved: true\n", "experiment: e\n");
        return new ExperimentResult(plan, trials, List.of(features), DATA);
    }

    private static Inputs inputs(ExperimentResult result) {
        return inputs(result.inputs());
    }

    private static Inputs inputs(DataInputs data) {
        return new Inputs(
                List.of(new Inputs.ModuleInput(
                        "dev.tenon.api", Optional.of("0.1"), Optional.empty(), Optional.empty())),
                List.of(),
                List.of(),
                data);
    }

    private static FinishedTrials begin(RunWriter writer, ExperimentResult result) {
        Beginning beginning =
                RunFolder.begin(writer, result.plan(), inputs(result), Path.of("/experiments"), List.of());
        return new FinishedTrials(
                writer,
                beginning.digest(),
                TrialData.of(result.plan(), result.inputs()),
                id -> Duration.ofMillis(id.seed() + 3),
                trouble -> {
                    throw trouble;
                });
    }

    private Path write(String name, ExperimentResult result) {
        try (RunWriter writer = RunWriter.create(runs.resolve(name))) {
            FinishedTrials finished = begin(writer, result);
            List<TrialRecord> light = new ArrayList<>();
            for (int i = result.trials().size() - 1; i >= 0; i--) {
                light.addFirst(finished.keep(i, result.trials().get(i), Optional.empty()));
            }
            ExperimentResult kept = new ExperimentResult(result.plan(), light, result.features(), result.inputs());
            RunFolder.results(writer, kept, inputs(result), finished);
            RunFolder.circumstances(
                    writer,
                    new Environment(
                            List.of("run", "x"),
                            Path.of("/experiments"),
                            "cpu",
                            List.of("here"),
                            2,
                            Instant.now(),
                            Duration.ofMillis(7)),
                    light,
                    finished);
            RunFolder.commit(writer, finished);
            return writer.folder();
        }
    }

    private static void assertSame(TrialRecord expected, TrialRecord actual) {
        assertEquals(expected.id(), actual.id());
        assertEquals(expected.status(), actual.status());
        assertEquals(expected.message(), actual.message());
        assertEquals(expected.examples(), actual.examples());
        assertEquals(expected.metrics(), actual.metrics());
        assertEquals(
                List.copyOf(expected.metrics().keySet()),
                List.copyOf(actual.metrics().keySet()));
        assertArrayEquals(expected.answers().scores(), actual.answers().scores());
        assertEquals(expected.stages().size(), actual.stages().size());
        for (int i = 0; i < expected.stages().size(); i++) {
            StageRecord a = expected.stages().get(i);
            StageRecord b = actual.stages().get(i);
            assertEquals(a.arm(), b.arm());
            assertEquals(a.stage(), b.stage());
            assertEquals(a.data(), b.data());
            assertEquals(
                    List.of(a.examples(), a.steps(), a.parameters(), a.trainable(), a.multiplyAdds()),
                    List.of(b.examples(), b.steps(), b.parameters(), b.trainable(), b.multiplyAdds()));
            assertEquals(a.layers(), b.layers());
            assertEquals(a.losses(), b.losses());
            assertEquals(a.weights().size(), b.weights().size());
            for (int w = 0; w < a.weights().size(); w++) {
                assertEquals(a.weights().get(w).name(), b.weights().get(w).name());
                assertEquals(a.weights().get(w).shape(), b.weights().get(w).shape());
                assertArrayEquals(
                        a.weights().get(w).values(), b.weights().get(w).values());
            }
        }
    }

    @Test
    void aRunReadsBackAsItWas() {
        ExperimentResult result = result();
        RunReader reader = RunReader.open(write("a", result));
        List<TrialRecord> back = reader.trials();
        assertEquals(result.trials().size(), back.size());
        for (int i = 0; i < back.size(); i++) {
            assertSame(result.trials().get(i), back.get(i));
        }
        assertEquals("experiment: e\n", reader.text(RunFolder.EXPERIMENT));
        assertEquals("resolved: true\n", reader.text(RunFolder.RESOLVED));
        assertEquals(DATA, reader.inputs());
        assertTrue(reader.trialsWithoutTensors().getFirst().last().weights().isEmpty());
    }

    /** However the process ends after that. */
    @Test
    void aTrialIsOnDiskAsSoonAsItHasEnded() throws IOException {
        ExperimentResult result = result();
        RunWriter writer = RunWriter.create(runs.resolve("a")); // and nobody ever closes it
        FinishedTrials finished = begin(writer, result);
        for (int i = 0; i < result.trials().size(); i++) {
            TrialRecord trial = result.trials().get(i);
            TrialRecord light =
                    finished.keep(i, trial, result.features().stream().skip(i).findFirst());
            Path file = only(runs.resolve("a/finished"), i + "-");
            assertEquals(i + "-" + Digests.of(file) + ".safetensors", String.valueOf(file.getFileName()));
            try (TrialFile read = TrialFile.open(file)) {
                assertSame(trial, read.whole());
                assertEquals(Duration.ofMillis(trial.id().seed() + 3), read.time());
                assertEquals(i == 0, read.features().isPresent());
            }
            assertSame(trial, finished.whole(i));
            assertEquals(i == 0, finished.features(i).isPresent());
            assertEquals(0, light.answers().scores().length, "stays in memory");
            assertTrue(light.stages().stream().allMatch(stage -> stage.weights().isEmpty()), "stay in memory");
            assertEquals(trial.metrics(), light.metrics());
            assertEquals(
                    trial.stages().stream().map(StageRecord::losses).toList(),
                    light.stages().stream().map(StageRecord::losses).toList());
        }
    }

    private static DataInputs drawn(Draw... draws) {
        List<LoadedSet> sets = new ArrayList<>(DATA.sets());
        LoadedSet scenes = sets.removeLast();
        sets.add(new LoadedSet("scenes", 20, scenes.columns(), "ff".repeat(32), Drawn.GENERATED, List.of(draws)));
        return new DataInputs(DATA.files(), sets, List.of());
    }

    /** Processes that draw data of their own seeds alone know their run, and one that draws others refuses the trial. */
    @Test
    void aTrialSaysWhichDataItHas() {
        Plan plan = result().plan();
        String run;
        try (RunWriter writer = RunWriter.create(runs.resolve("a"))) {
            DataInputs part = drawn(draw(0), draw(2));
            run = RunFolder.begin(writer, plan, inputs(part), runs, List.of()).digest();
            FinishedTrials finished =
                    new FinishedTrials(writer, run, TrialData.of(plan, part), id -> Duration.ZERO, trouble -> {
                        throw trouble;
                    });
            finished.keep(
                    2,
                    new TrialRecord(
                            new TrialId("any", Map.of(), 2),
                            TrialRecord.Status.COMPLETED,
                            "",
                            List.of(),
                            0,
                            Map.of(),
                            TestPredictions.NONE),
                    Optional.empty());
            assertEquals(1, left(writer, plan, run, part).count());
            assertEquals(1, left(writer, plan, run, DATA).count());
            assertEquals(1, left(writer, plan, run, drawn(draw(0), draw(1))).count(), "it is not known");
            DataInputs others = drawn(draw(0), new Draw(2, 12, 0, 8, "ee".repeat(32)));
            BundleException refused = assertThrows(BundleException.class, () -> left(writer, plan, run, others));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("was made with other data than seed 2 draws here"),
                    refused::toString);
        }
        try (RunWriter writer = RunWriter.create(runs.resolve("b"))) {
            assertEquals(
                    run,
                    RunFolder.begin(writer, plan, inputs(DATA), runs, List.of()).digest());
        }
        try (RunWriter writer = RunWriter.create(runs.resolve("c"))) {
            DataInputs others = drawn(new Draw(0, 12, 0, 8, "ee".repeat(32)));
            assertNotEquals(
                    run,
                    RunFolder.begin(writer, plan, inputs(others), runs, List.of())
                            .digest());
        }
    }

    private static FinishedTrials left(RunWriter writer, Plan plan, String run, DataInputs data) {
        return FinishedTrials.left(
                writer, run, TrialData.of(plan, data), PlannedTrial.of(plan), id -> Duration.ZERO, trouble -> {});
    }

    private static Path only(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith(prefix))
                    .toList();
            assertEquals(1, found.size(), found::toString);
            return found.getFirst();
        }
    }

    @Test
    void aTrialThatCannotBeWrittenWaitsUntilItCan() throws IOException {
        ExperimentResult result = result();
        List<BundleException> told = new ArrayList<>();
        try (RunWriter writer = RunWriter.create(runs.resolve("a"))) {
            Beginning beginning = RunFolder.begin(writer, result.plan(), inputs(result), runs, List.of());
            FinishedTrials finished = new FinishedTrials(
                    writer,
                    beginning.digest(),
                    TrialData.of(result.plan(), result.inputs()),
                    id -> Duration.ZERO,
                    told::add);
            Path theirs = Files.writeString(runs.resolve("a/finished/1.tmp"), "mine");
            for (int i = 0; i < result.trials().size(); i++) {
                finished.keep(i, result.trials().get(i), Optional.empty());
            }
            assertEquals(result.trials().size() - 1, finished.count());
            assertEquals(1, told.size());
            assertTrue(told.getFirst().getMessage().contains("finished/1: cannot be written"), told::toString);
            assertEquals("mine", Files.readString(theirs));
            assertSame(result.trials().get(1), finished.whole(1));
            assertThrows(BundleException.class, () -> RunFolder.results(writer, result, inputs(result), finished));
            Files.delete(theirs);
            RunFolder.results(writer, result, inputs(result), finished);
            RunFolder.commit(writer, finished);
        }
        assertEquals(
                result.trials().size(),
                RunReader.open(runs.resolve("a")).trials().size());
    }

    @Test
    void featuresReadBackAsTheyWere() {
        Features expected = result().features().getFirst();
        Features actual = RunReader.open(write("a", result())).features().getFirst();
        assertEquals(expected.trial(), actual.trial());
        assertEquals(expected.image(), actual.image());
        assertArrayEquals(expected.pixels(), actual.pixels());
        assertEquals(expected.targets(), actual.targets());
        assertEquals(expected.annotations(), actual.annotations());
        assertEquals(expected.names(), actual.names());
        assertArrayEquals(expected.outputs(), actual.outputs());
        assertEquals(1, actual.layers().size());
        assertEquals(
                expected.layers().getFirst().id(), actual.layers().getFirst().id());
        assertEquals(
                expected.layers().getFirst().shape(), actual.layers().getFirst().shape());
        assertArrayEquals(
                expected.layers().getFirst().values(),
                actual.layers().getFirst().values());
    }

    @Test
    void twoRunsHaveTheSameHashedFiles() throws IOException {
        Path a = write("a", result());
        Path b = write("b", result());
        assertEquals(Files.readString(a.resolve("manifest.json")), Files.readString(b.resolve("manifest.json")));
        String manifest = Files.readString(a.resolve("manifest.json"));
        assertFalse(manifest.contains("environment.json") || manifest.contains("timing.csv"), manifest);
        assertFalse(Files.exists(a.resolve("finished")));
    }

    @Test
    void aSharedStageIsWrittenOnceAndFoundFromBothArms() throws IOException {
        RunReader reader = RunReader.open(write("a", result()));
        List<String> names = reader.tensors("weights/train.examples=16/tuned.safetensors").stream()
                .map(NamedTensor::name)
                .toList();
        assertEquals(
                List.of(
                        "seed-0/main/dense-1/bias",
                        "seed-1/parts/x/kernel",
                        // Nobody's trial of seeds 1 and 2 in arm `composed` kept these.
                        "seed-1@composed/parts/digit/kernel",
                        "seed-2@composed/main/dense-1/bias",
                        "seed-2@composed/parts/digit/kernel"),
                names);
        WeightReader weights = new RunWeights();
        List<NamedTensor> both = weights.read(reader.folder(), "tuned/train.examples=16/seed-0");
        assertEquals(
                List.of("main/dense-1/bias", "parts/digit/kernel"),
                both.stream().map(NamedTensor::name).toList());
        assertArrayEquals(new float[] {5f}, both.get(0).values());
        assertArrayEquals(new float[] {2f, 2f, -0f}, both.get(1).values());
        DataException none = assertThrows(DataException.class, () -> weights.read(reader.folder(), "tuned/seed-9"));
        assertTrue(String.valueOf(none.getMessage()).contains("no trial \"tuned/seed-9\""));
    }

    @Test
    void theTablesAreForOtherPrograms() throws IOException {
        Path run = write("a", result());
        assertEquals("""
                arm,train.examples,seed,status,examples,parameters,trainable,multiply-adds,test.auroc,test.accuracy
                composed,16,0,completed,32,77,70,1099511627776,0.7999999999999999,
                tuned,16,0,completed,32,77,70,1099511627776,0.7999999999999999,
                tuned,16,1,completed,32,77,70,1099511627776,0.7999999999999999,
                composed,"a/b, ""c""\",0,completed,32,77,70,1099511627776,0.7999999999999999,
                tuned,"a/b, ""c""\",0,completed,32,77,70,1099511627776,0.7999999999999999,
                tuned,"a/b, ""c""\",1,completed,32,77,70,1099511627776,0.7999999999999999,
                tuned,16,2,diverged,16,77,70,1099511627776,,
                tuned,16,3,failed,0,,,,,
                """, Files.readString(run.resolve("metrics.csv")));
        List<String> trace = Files.readAllLines(run.resolve("trace.csv"));
        assertEquals("trial,seed,stage-arm,stage,step,training-loss,validation-loss", trace.get(0));
        assertEquals("composed/train.examples=16/seed-0,0,composed,parts,20,0.30000000000000004,", trace.get(1));
        String json = Files.readString(run.resolve("metrics.json"));
        assertTrue(json.contains("\"test.accuracy\" : null"), json);
    }

    @Test
    void namesOfFilesFitEveryFileSystem() throws IOException {
        Path run = write("a", result());
        try (Stream<Path> files = Files.walk(run)) {
            List<String> odd = files.map(path -> path.getFileName().toString())
                    .filter(name -> !name.matches("[A-Za-z0-9._=+%,-]+"))
                    .toList();
            assertEquals(List.of(), odd);
        }
        assertTrue(Files.exists(run.resolve("weights/train.examples=a%2Fb%2C%20%22c%22/tuned.safetensors")));
        assertEquals("%2E.%2Fx", Paths.fileName("../x"));
    }

    @Test
    void whatIsMissingInAFileIsNamedWithItsPlace() throws IOException {
        Path run = runs.resolve("a");
        try (RunWriter writer = RunWriter.create(run)) {
            writer.hashed("trace.csv", "trial,seed,stage-arm,stage,step,training-loss,validation-loss\n");
            writer.hashed("trials.json", "{\"trials\":[{\"arm\":\"a\",\"factors\":{},\"seed\":\"0\"}]}");
            writer.commit();
        }
        BundleException e =
                assertThrows(BundleException.class, () -> RunReader.open(run).trials());
        assertEquals(
                run.resolve("trials.json") + ": trials[0].seed: should be a whole number, not \"0\"", e.getMessage());
    }

    @Test
    void aCutTableIsNoticed() {
        assertEquals(List.of(List.of("a", "b"), List.of("x,\n", "\"")), CsvText.parse("t", "a,b\n\"x,\n\",\"\"\"\"\n"));
        for (String cut : List.of("a,b\nx,\"y", "a,b\nx,y", "a,b\nx\n")) {
            assertThrows(BundleException.class, () -> CsvText.parse("t", cut), cut);
        }
    }
}
