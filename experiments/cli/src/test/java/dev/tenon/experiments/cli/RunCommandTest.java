package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import com.google.inject.util.Modules;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.inject.RunnerModule;
import dev.tenon.experiments.plugin.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenon run} and {@code tenon compare}, from the command line to the files. */
final class RunCommandTest {

    /** Two arms, one of which uses a stage of the other; two cells; a few steps on real digits. */
    private static final String SMALL = """
            experiment: small
            question: Does anything happen?
            data: {digits: {type: uci-digits}}
            defaults:
              data: digits
              train: {steps: 6, batch: 8, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.05}}
            arms:
              linear: {layers: [flatten, {type: dense, units: 10}]}
              staged:
                stages:
                  - {id: first, layers: [{id: filters, type: conv2d, filters: 2, kernel: 3}, {type: global-max-pool}, {type: dense, units: 10}]}
                  - {layers: [{use: first.filters, frozen: true}, flatten, {type: dense, units: 10}]}
              borrowed:
                layers: [{use: staged.first.filters}, flatten, {type: dense, units: 10}]
            design: {seeds: 2, vary: {train.examples: [8, 20]}}
            compare: {primary: test.accuracy}
            report: {images: 2}
            """;

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("small.yaml"), SMALL);
    }

    private Path out(String name) {
        return folder.resolve(name);
    }

    private static SortedMap<String, byte[]> files(Path run) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(run)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(run.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }

    @Test
    void aRunLeavesAWholeFolderAndItsResult() throws IOException {
        Cli cli = Cli.run("run", file, "--out", out("a"));
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertTrue(cli.out().startsWith("small\nDoes anything happen?\n"), cli.out());
        assertTrue(cli.out().contains("\nrun     " + out("a") + " (sha256 "), cli.out());
        assertEquals("running 12 trials", cli.err().lines().findFirst().orElse(""));
        assertTrue(cli.err().lines().toList().getLast().startsWith("12/12 trials in 0:0"), cli.err());
        assertEquals(
                List.of(
                        "answers/train.examples=20/borrowed.safetensors",
                        "answers/train.examples=20/linear.safetensors",
                        "answers/train.examples=20/staged.safetensors",
                        "answers/train.examples=8/borrowed.safetensors",
                        "answers/train.examples=8/linear.safetensors",
                        "answers/train.examples=8/staged.safetensors",
                        "environment.json",
                        "experiment.yaml",
                        "features/borrowed.json",
                        "features/borrowed.safetensors",
                        "features/linear.json",
                        "features/linear.safetensors",
                        "features/staged.json",
                        "features/staged.safetensors",
                        "inputs.json",
                        "manifest.json",
                        "metrics.csv",
                        "metrics.json",
                        "report.html",
                        "resolved.yaml",
                        "scores/train.examples=20/borrowed.safetensors",
                        "scores/train.examples=20/linear.safetensors",
                        "scores/train.examples=20/staged.safetensors",
                        "scores/train.examples=8/borrowed.safetensors",
                        "scores/train.examples=8/linear.safetensors",
                        "scores/train.examples=8/staged.safetensors",
                        "summary.txt",
                        "tenon.log",
                        "timing.csv",
                        "trace.csv",
                        "trials.json",
                        "weights/train.examples=20/borrowed.safetensors",
                        "weights/train.examples=20/linear.safetensors",
                        "weights/train.examples=20/staged.safetensors",
                        "weights/train.examples=8/borrowed.safetensors",
                        "weights/train.examples=8/linear.safetensors",
                        "weights/train.examples=8/staged.safetensors"),
                List.copyOf(files(out("a")).keySet()));
        assertEquals(SMALL, Files.readString(out("a").resolve("experiment.yaml")));
        assertTrue(cli.out().startsWith(Files.readString(out("a").resolve("summary.txt"))));
        assertTrue(Files.readString(out("a").resolve("report.html")).contains("Does anything happen?"));
        assertTrue(Files.readString(out("a").resolve("tenon.log")).contains("linear/train.examples=8/seed-0"));
    }

    @Test
    void threadsAndPlacesDoNotShowInWhatIsHashed() throws IOException {
        Path elsewhere = Files.createDirectory(out("elsewhere"));
        Path copy = Files.copy(file, elsewhere.resolve("copy.yaml"));
        Cli one = Cli.run("run", file, "--out", out("a"), "--threads", 1, "--quiet");
        Cli three = Cli.run("run", copy, "--out", elsewhere.resolve("b"), "--threads", 3, "--quiet");
        assertEquals(Exit.OK, one.code(), one.err());
        assertEquals(Exit.OK, three.code(), three.err());
        assertEquals("", one.err());
        SortedMap<String, byte[]> a = files(out("a"));
        SortedMap<String, byte[]> b = files(elsewhere.resolve("b"));
        assertEquals(a.keySet(), b.keySet());
        String manifest = new String(a.get("manifest.json"), StandardCharsets.UTF_8);
        int hashed = 0;
        for (String path : a.keySet()) {
            if (manifest.contains("\"" + path + "\"") || path.equals("manifest.json")) {
                hashed++;
                String text = new String(a.get(path), StandardCharsets.ISO_8859_1);
                assertEquals(text, new String(b.get(path), StandardCharsets.ISO_8859_1), path);
                assertFalse(text.contains(folder.toString()), path);
                assertFalse(text.contains(System.getProperty("java.version")), path);
            }
        }
        assertEquals(a.size() - 5, hashed); // environment, timing, log, report, summary
    }

    @Test
    void overridesAreInTheResolvedFileAndNotInTheFileAsWritten() throws IOException {
        Cli cli = Cli.run(
                "run",
                file,
                "--out",
                out("a"),
                "--seeds",
                "4,",
                "--set",
                "train.steps=2",
                "--set",
                "design.vary={}",
                "-q");
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertEquals(SMALL, Files.readString(out("a").resolve("experiment.yaml")));
        String resolved = Files.readString(out("a").resolve("resolved.yaml"));
        assertTrue(resolved.contains("seeds: [4]") && resolved.contains("steps: 2"), resolved);
        Cli again = Cli.run("run", out("a").resolve("resolved.yaml"), "--out", out("b"), "-q");
        assertEquals(Exit.OK, again.code(), again.err());
        assertEquals(
                Files.readString(out("a").resolve("metrics.csv")), Files.readString(out("b").resolve("metrics.csv")));
        assertEquals(resolved, Files.readString(out("b").resolve("resolved.yaml")));
    }

    @Test
    void aRunThatExistsIsLeftAlone() throws IOException {
        Path mine = Files.createDirectory(out("a"));
        Files.writeString(mine.resolve("mine.txt"), "mine");
        Cli cli = Cli.run("run", file, "--out", mine);
        assertEquals(Exit.USAGE, cli.code());
        assertTrue(cli.err().startsWith("tenon: " + mine + ": exists already"), cli.err());
        assertEquals(List.of("mine.txt"), List.copyOf(files(mine).keySet()));
    }

    @Test
    void aMistakeLeavesNoFolder() throws IOException {
        Cli cli = Cli.run("run", file, "--out", out("a"), "--set", "arms.linear.layers.1.units=9");
        assertEquals(Exit.USAGE, cli.code());
        assertTrue(cli.err().startsWith("tenon: " + file + ":8:"), cli.err());
        assertTrue(cli.err().contains("needs 10 outputs"), cli.err());
        assertEquals(List.of("small.yaml"), List.copyOf(files(folder).keySet()));
    }

    @Test
    void trialsThatDivergeAreNamedAndTheOthersGoOn() throws IOException {
        Cli cli = Cli.run(
                "run",
                file,
                "--out",
                out("a"),
                "--seeds",
                1,
                "--set",
                "arms.linear.train.optimizer={type: sgd, rate: 1e38}",
                "-q");
        assertEquals(Exit.TRIALS, cli.code(), cli.err());
        List<String> lines = cli.err().lines().toList();
        assertEquals("tenon: 2 of 6 trials did not complete:", lines.get(0));
        assertTrue(lines.get(1).startsWith("  linear/train.examples=8/seed-0: diverged: "), lines.get(1));
        assertEquals(3, lines.size());
        String metrics = Files.readString(out("a").resolve("metrics.csv"));
        assertEquals(
                2, metrics.lines().filter(line -> line.contains(",diverged,")).count(), metrics);
        assertEquals(
                4, metrics.lines().filter(line -> line.contains(",completed,")).count(), metrics);
    }

    /** A metric that never has a value, and cannot know before. */
    @Type("never")
    private static final class Never implements Metric<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public boolean takes(NoSettings settings, Targets targets, int units) {
            return true;
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public double measure(NoSettings settings, TargetRows rows, float[] outputs) {
            return Double.NaN;
        }
    }

    @Test
    void aMetricWithoutAValueIsNotAllWell() throws IOException {
        AbstractModule services = new AbstractModule() {
            @Override
            protected void configure() {
                bind(Services.class).toInstance(Services.installed().with(new Never()));
            }
        };
        Cli cli = Cli.run(
                Modules.override(new RunnerModule()).with(services),
                "run",
                file,
                "--out",
                out("a"),
                "--seeds",
                1,
                "--set",
                "compare.metrics=[test.never]",
                "-q");
        assertEquals(Exit.TRIALS, cli.code(), cli.err());
        assertEquals(
                "tenon: 6 of 6 trials did not complete or lack a metric:",
                cli.err().lines().findFirst().orElse(""));
        assertTrue(
                cli.err()
                        .contains("linear/train.examples=8/seed-0: completed: test.never undefined on the examples that"
                                + " were measured"),
                cli.err());
        assertTrue(
                cli.out().replace('\n', ' ').contains("test.never undefined on the examples that were measured"),
                cli.out());
        List<String> rows =
                Files.readString(out("a").resolve("metrics.csv")).lines().toList();
        int column = List.of(rows.getFirst().split(",", -1)).indexOf("test.never");
        assertTrue(column > 0, rows.getFirst());
        rows.stream().skip(1).forEach(row -> assertEquals("", row.split(",", -1)[column], row));
        assertTrue(Files.readString(out("a").resolve("metrics.json")).contains("\"test.never\" : null"));
    }

    /** A layer that throws as soon as it is trained. */
    @Type("broken")
    private static final class Broken implements Layer<NoSettings> {
        private int uses;

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Value apply(LayerScope scope, NoSettings settings, List<Value> inputs) {
            if (uses++ > 7) {
                throw new IllegalStateException("broken on purpose");
            }
            return inputs.getFirst();
        }
    }

    @Test
    void aPluginThatThrowsEndsItsTrialsOnly() throws IOException {
        AbstractModule services = new AbstractModule() {
            @Override
            protected void configure() {
                bind(Services.class).toInstance(Services.installed().with(new Broken()));
            }
        };
        Cli cli = Cli.run(
                Modules.override(new RunnerModule()).with(services),
                "run",
                file,
                "--out",
                out("a"),
                "--threads",
                1,
                "--set",
                "arms.linear={layers: [broken, flatten, {type: dense, units: 10}]}",
                "-q");
        assertEquals(Exit.TRIALS, cli.code(), cli.err());
        assertTrue(cli.err().contains("seed-1: failed: "), cli.err());
        assertTrue(cli.err().contains("broken on purpose"), cli.err());
        String metrics = Files.readString(out("a").resolve("metrics.csv"));
        assertTrue(metrics.lines().filter(line -> line.contains(",completed,")).count() >= 8, metrics);
    }

    @Test
    void anInterruptLeavesNothingThatLooksWhole() throws IOException {
        Thread runner = Thread.currentThread();
        Cli cli = Cli.run(
                Modules.override(new RunnerModule()).with(CutRun.clock(8, runner::interrupt)),
                "run",
                file,
                "--out",
                out("a"),
                "--threads",
                1,
                "-q");
        assertTrue(Thread.interrupted());
        assertEquals(Exit.INTERRUPTED, cli.code(), cli.err());
        assertEquals("tenon: interrupted; partial results are in " + out("a") + "\n", cli.err());
        assertEquals("", cli.out());
        String note = Files.readString(out("a").resolve("UNFINISHED.txt"));
        assertTrue(
                note.matches("(?s)This run has not finished: it was interrupted. \\d of 12 trials had ended.*"), note);
        Cli compare = Cli.run("compare", out("a"));
        assertEquals(Exit.OK, compare.code(), compare.err());
        assertTrue(compare.out().startsWith("a has not finished: of its 12 trials "), compare.out());
    }

    @Test
    void anErrorInTheMiddleIsNoResultAndNamesTheLog() throws IOException {
        Cli cli = Cli.run(
                Modules.override(new RunnerModule()).with(CutRun.clock(8, () -> {
                    throw new IllegalStateException("the clock stopped");
                })),
                "run",
                file,
                "--out",
                out("a"),
                "--threads",
                1,
                "-q");
        assertEquals(Exit.INTERNAL, cli.code(), cli.err());
        assertTrue(cli.err().contains("the clock stopped"), cli.err());
        assertTrue(cli.err().contains("The log is " + out("a").resolve("tenon.log")), cli.err());
        assertFalse(Files.exists(out("a").resolve("manifest.json")));
        assertTrue(Files.readString(out("a").resolve("UNFINISHED.txt")).contains("the clock stopped"));
        assertTrue(Files.readString(out("a").resolve("tenon.log")).contains("java.lang.IllegalStateException"));
    }

    /** Something in the way of a file that is written at the end: the comparison is there all the same. */
    @Test
    void whatCannotBeWrittenDoesNotTakeTheResultAway() throws IOException {
        Cli cli = Cli.run(
                Modules.override(new RunnerModule()).with(CutRun.clock(8, () -> blockMetrics(out("a")))),
                "run",
                file,
                "--out",
                out("a"),
                "-q");
        assertEquals(Exit.UNWRITTEN, cli.code(), cli.err());
        assertTrue(cli.out().startsWith("small\nDoes anything happen?\n"), cli.out());
        assertTrue(cli.out().contains("test.accuracy"), cli.out());
        assertEquals(
                "tenon: " + out("a").resolve("metrics.csv")
                        + ": cannot be written: something is there that this run did not write\n"
                        + "  The comparison is complete, but the run folder " + out("a") + " is not.\n",
                cli.err());
        assertEquals("mine", Files.readString(out("a").resolve("metrics.csv")));
        assertTrue(Files.readString(out("a").resolve("UNFINISHED.txt")).contains("12 of 12 trials had ended"));
    }

    private static void blockMetrics(Path run) {
        try {
            Files.writeString(run.resolve("metrics.csv"), "mine");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyExitCodeIsExplained() {
        for (Cli help : List.of(Cli.run("--help"), Cli.run("run", "--help"))) {
            assertTrue(help.out().contains("Exit codes:"), help.out());
            for (Exit.Code code : Exit.Code.values()) {
                String number = Integer.toString(code.number());
                assertTrue(
                        help.out()
                                .replaceAll("\\s+", " ")
                                .contains(" " + number + " " + Exit.words().get(number)),
                        help.out());
            }
        }
    }

    @Test
    void withVerboseTheLogIsOnTheConsole() {
        Cli cli = Cli.run("run", file, "--out", out("a"), "--seeds", 1, "--set", "design.vary={}", "--verbose");
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertTrue(cli.err().contains("RunSession: linear/seed-0: COMPLETED"), cli.err());
        assertFalse(cli.err().contains("\r"), cli.err());
    }

    @Test
    void aRunIsComparedAnewFromItsFolder() throws IOException {
        Cli run = Cli.run("run", file, "--out", out("a"), "-q");
        assertEquals(Exit.OK, run.code(), run.err());
        Cli cli = Cli.run("compare", out("a"), "--html", out("again.html"));
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertTrue(cli.out().startsWith(Files.readString(out("a").resolve("summary.txt"))), cli.out());
        assertEquals(Files.readString(out("a").resolve("report.html")), Files.readString(out("again.html")));
        Cli other = Cli.run("compare", out("a"), "--against", "staged");
        assertTrue(other.out().contains("minus staged"), other.out());
        assertEquals(
                Exit.USAGE,
                Cli.run("compare", out("a"), "--html", out("again.html")).code());
        Cli wrong = Cli.run("compare", out("a"), "--against", "stagd");
        assertTrue(wrong.err().contains("no arm \"stagd\"; did you mean \"staged\"?"), wrong.err());
        Cli metric = Cli.run("compare", out("a"), "--primary", "test.auroc");
        assertTrue(metric.err().contains("no trial has a metric \"test.auroc\""), metric.err());

        Files.writeString(out("a").resolve("trials.json"), "{}");
        Cli changed = Cli.run("compare", out("a"));
        assertEquals(Exit.USAGE, changed.code());
        assertTrue(changed.err().contains("trials.json: was changed after the run"), changed.err());
    }

    @Test
    void armsOfSeveralRunsAreJoined() {
        String[] few = {"--set", "design.vary={}", "-q", "--seeds", "2"};
        Cli.run("run", file, "--out", out("a"), few[0], few[1], few[2], few[3], few[4]);
        Cli.run(
                "run",
                file,
                "--out",
                out("b"),
                few[0],
                few[1],
                few[2],
                few[3],
                few[4],
                "--set",
                "arms={wide: {layers: [flatten, {type: dense, units: 30}, {type: dense, units: 10}]}, linear: {layers:"
                        + " [flatten, {type: dense, units: 10}]}}");
        Cli cli = Cli.run("compare", out("a"), out("b"));
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertTrue(cli.out().contains("\na:linear "), cli.out());
        assertTrue(cli.out().contains("\nb:linear "), cli.out());
        assertTrue(cli.out().contains("\nwide "), cli.out());
        assertTrue(cli.out().contains("minus a:linear"), cli.out());
        Cli.run("run", file, "--out", out("c"), few[0], few[1], few[2], few[3], few[4], "--set", "design.data-seed=1");
        Cli refused = Cli.run("compare", out("a"), out("c"));
        assertEquals(Exit.USAGE, refused.code());
        assertTrue(refused.err().contains("their data seeds are 0 and 1"), refused.err());
        assertEquals(Exit.USAGE, Cli.run("compare", out("a"), out("a")).code());
        Cli.run("run", file, "--out", out("d"), "-q", "--set", "train.steps=1");
        Cli fixed = Cli.run(
                "run",
                file,
                "--out",
                out("e"),
                few[0],
                few[1],
                few[2],
                few[3],
                few[4],
                "--set",
                "design.fixed=[split]");
        assertEquals(Exit.OK, fixed.code(), fixed.err());
        assertTrue(Cli.run("compare", out("a"), out("e")).err().contains("their seeds draw different things"));
        // Other seeds have other draws of the data, and their arms are continued.
        Cli.run("run", file, "--out", out("f"), few[0], few[1], few[2], "--set", "design.seeds=[2, 3, 4]");
        Cli continued = Cli.run("compare", out("a"), out("f"));
        assertEquals(Exit.OK, continued.code(), continued.err());
        assertTrue(continued.out().contains("5 seeds with the 95 % interval over other splits"), continued.out());
        Cli varied = Cli.run("compare", out("a"), out("d"));
        assertEquals(Exit.USAGE, varied.code());
        assertTrue(varied.err().contains("one has the settings [{}], the other [{train.examples=8}, {"), varied.err());
    }

    @Test
    void weightsOfARunCanBeTakenUp() throws IOException {
        String[] same = {"--set", "design.fixed=[data, split]", "-q"};
        Cli.run("run", file, "--out", out("a"), "--set", "design.vary={}", "--seeds", "2", same[0], same[1], same[2]);
        Path next = Files.writeString(folder.resolve("next.yaml"), """
                experiment: next
                data: {digits: {type: uci-digits}}
                arms:
                  again:
                    data: digits
                    train: {steps: 0, loss: softmax-cross-entropy}
                    layers: [flatten, {type: dense, units: 10, use: {run: a, trial: linear/seed-1, layer: main.dense-1}}]
                compare: {primary: test.accuracy}
                """);
        Cli cli = Cli.run("run", next, "--out", out("b"), "--seeds", 1, same[0], same[1], same[2]);
        assertEquals(Exit.OK, cli.code(), cli.err());
        // Where seeds draw other splits, the weights may have learned what they are tested on.
        Cli drawn = Cli.run("check", next);
        assertTrue(drawn.out().contains("note: arm again takes weights of an earlier run"), drawn.out());
        assertFalse(Cli.run("check", next, same[0], same[1]).out().contains("earlier run"));
        String first = Files.readAllLines(out("a").resolve("metrics.csv")).get(2);
        String second = Files.readAllLines(out("b").resolve("metrics.csv")).get(1);
        assertTrue(first.startsWith("linear,1,completed,"), first);
        assertEquals(first.substring(first.lastIndexOf(',')), second.substring(second.lastIndexOf(',')));
        assertTrue(Files.readString(out("b").resolve("inputs.json")).contains("\"path\" : \"a/manifest.json\""));
        assertNotEquals(
                first, Files.readAllLines(out("a").resolve("metrics.csv")).get(1));
    }

    /** Before anything is trained, with the place of the layer. */
    @Test
    void weightsOfARunAreChecked() throws IOException {
        Cli.run("run", file, "--out", out("a"), "--set", "design.vary={}", "-q", "--seeds", "1");
        Map<String, String> uses = new LinkedHashMap<>();
        uses.put("{run: a, trial: linear/seed-0, layer: main.dense-1}", "");
        uses.put("{run: b, trial: linear/seed-0, layer: main.dense-1}", "no file or folder \"b\"");
        uses.put("{run: small.yaml, trial: linear/seed-0, layer: main.dense-1}", "there is no such folder");
        uses.put("{run: ., trial: linear/seed-0, layer: main.dense-1}", "is not a run folder: it has no manifest.json");
        uses.put("{run: a, trial: linear/seed-1, layer: main.dense-1}", "has no trial \"linear/seed-1\"");
        uses.put("{run: a, trial: linear/seed-0, layer: main.dens-1}", "did you mean \"main.dense-1\"?");
        uses.put("{run: a, trial: linear/seed-0, layer: first.dense-1}", "has no weights of a layer \"first.dense-1\"");
        uses.put(
                "{run: a, trial: staged/seed-0, layer: first.filters}",
                "layer filters takes its kernel from layer first.filters of trial staged/seed-0 of run a, where it is");
        uses.forEach(this::assertUse);
        Path weights = out("a").resolve("weights/linear.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        assertUse(
                "{run: a, trial: linear/seed-0, layer: main.dense-1}",
                "layer dense-1 cannot use trial linear/seed-0 of run a: " + weights + ": was changed after the run");
    }

    @Test
    void weightsOfADivergedTrialAreRefused() {
        Cli run = Cli.run(
                "run",
                file,
                "--out",
                out("a"),
                "--set",
                "design.vary={}",
                "-q",
                "--seeds",
                1,
                "--set",
                "arms.linear.train.optimizer={type: sgd, rate: 1e38}");
        assertEquals(Exit.TRIALS, run.code(), run.err());
        assertUse(
                "{run: a, trial: linear/seed-0, layer: main.dense-1}",
                "next.yaml:9:9: layer dense-1 cannot use trial linear/seed-0 of run a: " + out("a")
                        + ": trial \"linear/seed-0\" diverged, so its weights are not a result (stage main of arm linear"
                        + " diverged: its loss was not finite at step ");
        assertUse(
                "{run: a, trial: linear/seed-0, layer: main.dense-1}",
                "; take a trial that completed, such as staged/seed-0");
    }

    private void assertUse(String use, String said) {
        try {
            Path next = Files.writeString(out("next.yaml"), """
                    experiment: next
                    data: {digits: {type: uci-digits}}
                    arms:
                      again:
                        data: digits
                        train: {steps: 0, loss: softmax-cross-entropy}
                        layers:
                          - flatten
                          - {type: dense, units: 10, use: %s}
                    compare: {primary: test.accuracy}
                    """.formatted(use));
            for (String command : List.of("check", "show", "run")) {
                Cli cli = command.equals("run") && !said.isEmpty()
                        ? Cli.run(command, next, "--out", out("never"))
                        : Cli.run(command.equals("run") ? "check" : command, next);
                assertEquals(said.isEmpty() ? Exit.OK : Exit.USAGE, cli.code(), cli.err());
                assertTrue(said.isEmpty() || cli.err().contains(next + ":9:"), cli.err());
                assertTrue(cli.err().contains(said) && !cli.err().contains("Exception"), cli.err());
            }
            assertFalse(Files.exists(out("never")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
