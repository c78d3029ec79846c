package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a run that was cut off: it is read, and finished. */
final class ResumeTest {

    /** Arms that share a stage, two cells. */
    private static final String EXPERIMENT = """
            experiment: small
            data: {own: {type: uci-digits}}
            defaults:
              data: own
              train: {steps: 4, batch: 4, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.05}}
            arms:
              linear: {layers: [flatten, {type: dense, units: 10}], train: {augment: [{type: shift, pixels: 1}], mixup: 0.2, average: 0.9}}
              staged:
                stages:
                  - {id: first, layers: [{id: filters, type: conv2d, filters: 2, kernel: 3}, {type: global-max-pool}, {type: dense, units: 10}]}
                  - {layers: [{use: first.filters, frozen: true}, flatten, {type: dense, units: 10}]}
              borrowed:
                layers: [{use: staged.first.filters}, flatten, {type: dense, units: 10}]
            analyses: [{type: knock-out, of: filters, examples: 10, arms: [staged, borrowed]}]
            design: {seeds: 2, vary: {train.examples: [4, 8]}}
            compare: {primary: test.accuracy}
            report: {images: 2}
            """;

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("small.yaml"), EXPERIMENT);
    }

    private Path out(String name) {
        return folder.resolve(name);
    }

    /** A run that is cut off when the clock is asked for the n-th time, which is before and after each trial. */
    private Path cut(String name, int nth) {
        return CutRun.of(file, out(name), nth);
    }

    private Path whole() {
        Cli cli = Cli.run("run", file, "--out", out("whole"), "-q");
        assertEquals(Exit.OK, cli.code(), cli.err());
        return out("whole");
    }

    private static SortedMap<String, String> files(Path run) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(run)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        run.relativize(path).toString(),
                        new String(Files.readAllBytes(path), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private static List<Path> finished(Path run) throws IOException {
        try (Stream<Path> trials = Files.list(run.resolve("finished"))) {
            return trials.sorted().toList();
        }
    }

    private static void assertFinishes(Path run, Path whole) throws IOException {
        Cli cli = Cli.run("resume", run, "-q");
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertEquals(Files.readString(whole.resolve("manifest.json")), Files.readString(run.resolve("manifest.json")));
        assertEquals(files(whole).keySet(), files(run).keySet());
        assertEquals(Files.readString(whole.resolve("summary.txt")), Files.readString(run.resolve("summary.txt")));
        assertEquals(Files.readString(whole.resolve("report.html")), Files.readString(run.resolve("report.html")));
    }

    @Test
    void whatIsMissingIsDoneAndTheResultIsThatOfARunNeverCut() throws IOException {
        Path whole = whole();
        for (int nth : List.of(2, 5, 12)) {
            Path run = cut("cut-" + nth, nth);
            List<Path> before = finished(run);
            Cli progress = Cli.run("resume", run, "--threads", 1);
            assertEquals(Exit.OK, progress.code(), progress.err());
            assertTrue(before.isEmpty() || progress.err().contains(before.size() + " of them ha"), progress.err());
            assertEquals(
                    Files.readString(whole.resolve("manifest.json")), Files.readString(run.resolve("manifest.json")));
            assertEquals(files(whole).keySet(), files(run).keySet());
        }
    }

    @Test
    void halfWrittenDamagedAndFailedTrialsAreDoneAgain() throws IOException {
        Path whole = whole();
        Path run = cut("cut", 9);
        List<Path> trials = finished(run);
        Files.write(run.resolve("finished/11.tmp"), new byte[] {1, 2, 3});
        Files.write(run.resolve("metrics.csv.tmp"), new byte[] {1});
        Files.writeString(run.resolve("metrics.csv"), "of a run that was cut off while it wrote this");
        byte[] bytes = Files.readAllBytes(trials.getFirst());
        bytes[bytes.length - 1] ^= 1;
        Files.write(trials.getFirst(), bytes);
        Cli compare = Cli.run("compare", run);
        assertEquals(Exit.OK, compare.code(), compare.err());
        assertTrue(
                compare.out()
                        .startsWith(
                                "cut has not finished: of its 12 trials " + (13 - trials.size()) + " are missing.\n"),
                compare.out());
        assertTrue(compare.out().contains("\n  linear/train.examples=4: seed"), compare.out());
        assertTrue(compare.out().contains("test.accuracy"), compare.out());
        assertFinishes(run, whole);
    }

    @Test
    void anUnfinishedRunHasAReportToo() throws IOException {
        Path run = cut("cut", 9);
        Path html = folder.resolve("report.html");
        Cli cli = Cli.run("compare", run, "--html", html);
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertTrue(Files.readString(html).contains("cut has not finished: of its 12 trials"), "a caveat");
        Path none = cut("none", 1);
        Cli nothing = Cli.run("compare", none);
        assertEquals(Exit.USAGE, nothing.code());
        assertTrue(nothing.err().contains("no trial of it has ended yet"), nothing.err());
    }

    @Test
    void ofAFinishedRunNothingIsTouched() throws IOException {
        Path whole = whole();
        SortedMap<String, String> before = files(whole);
        Cli cli = Cli.run("resume", whole);
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertEquals(whole + ": has finished: nothing is missing\n", cli.out());
        assertEquals(before, files(whole));
        // A process that was killed after the manifest was written, before it removed what is needed no more.
        Files.createDirectories(whole.resolve("finished"));
        Files.writeString(whole.resolve("begun.json"), "{}");
        Files.writeString(whole.resolve("UNFINISHED.txt"), "it is still running");
        assertEquals(Exit.OK, Cli.run("resume", whole).code());
        assertEquals(before, files(whole));
    }

    /** An arm that no varied setting touches is run once, and stands in all cells. */
    @Test
    void aRunWhoseArmsStandInSeveralCellsIsReadAndFinished() throws IOException {
        Files.writeString(file, EXPERIMENT.replace("train.examples: [4, 8]", "arms.linear.train.batch: [2, 4]"));
        Path whole = whole();
        Cli compare = Cli.run("compare", whole);
        assertEquals(Exit.OK, compare.code(), compare.err());
        assertFinishes(cut("cut", 9), whole);
    }

    private void assertRefused(Path run, String... parts) throws IOException {
        SortedMap<String, String> before = files(run);
        Cli cli = Cli.run("resume", run, "-q");
        assertEquals(Exit.USAGE, cli.code(), cli.err());
        for (String part : parts) {
            assertTrue(cli.err().contains(part), cli.err());
        }
        SortedMap<String, String> after = files(run);
        after.remove("tenon.log");
        before.remove("tenon.log");
        assertEquals(before, after);
        assertFalse(cli.err().contains("internal"), cli.err());
    }

    @Test
    void whatDiffersIsRefusedAndNamed() throws IOException {
        Path run = cut("cut", 9);
        for (String file : List.of("experiment.yaml", "resolved.yaml", "inputs.json")) {
            String before = Files.readString(run.resolve(file));
            Files.writeString(run.resolve(file), before.replaceFirst("own", "oun"));
            assertRefused(run, run.resolve(file) + ": was changed since the run began");
            Files.writeString(run.resolve(file), before);
        }
        String begun = Files.readString(run.resolve("begun.json"));
        Files.writeString(
                run.resolve("begun.json"),
                begun.replace(
                        "\"builds\" : [", "\"builds\" : [ {\"module\": \"dev.tenon.gone\", \"version\": \"0.0.9\"},"));
        assertRefused(
                run,
                "what it began with differs from what is here",
                "module dev.tenon.gone was used then and is not now: it was version 0.0.9");
        Files.delete(run.resolve("begun.json"));
        assertRefused(run, "was interrupted before its first trial began");
        Files.writeString(run.resolve("begun.json"), "{");
        assertRefused(run, "begun.json: is not JSON");
        Files.writeString(run.resolve("begun.json"), begun);
        assertEquals(Exit.OK, Cli.run("resume", run, "-q").code());
    }

    @Test
    void trialsOfAnotherRunAreRefused() throws IOException {
        Path run = cut("cut", 9);
        Files.writeString(file, Files.readString(file).replace("rate: 0.05", "rate: 0.06"));
        Path other = cut("other", 9);
        Path stray = finished(other).getFirst();
        Path put = run.resolve("finished")
                .resolve("11" + stray.getFileName().toString().substring(1));
        Files.copy(stray, put);
        assertRefused(run, "is of another run");
        Files.delete(put);
        Path misplaced = finished(run).getFirst();
        Files.move(
                misplaced,
                misplaced.resolveSibling(
                        "11" + misplaced.getFileName().toString().substring(1)));
        assertRefused(run, "is trial linear/train.examples=4/seed-0; the experiment has ");
    }

    @Test
    void aFolderThatIsBeingWrittenIsRefused() throws IOException {
        Path run = cut("cut", 9);
        try (FileChannel channel = FileChannel.open(
                        run.resolve(".tenon-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            assertRefused(run, "another process writes to this run folder");
        }
        assertEquals(Exit.OK, Cli.run("resume", run, "-q").code());
    }

    @Test
    void whatIsNoRunIsRefused() throws IOException {
        assertTrue(Cli.run("resume", folder.resolve("nowhere")).err().contains("there is no such folder"));
        assertTrue(Cli.run("resume", folder).err().contains("is not a run folder"));
        assertTrue(Cli.run("resume", file).err().contains("there is no such folder"));
        assertEquals(Exit.USAGE, Cli.run("resume", folder).code());
    }
}
