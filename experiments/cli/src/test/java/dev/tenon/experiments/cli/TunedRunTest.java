package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a run whose arms are tuned, and what is done with it. */
final class TunedRunTest {

    private static final String EXPERIMENT = """
            experiment: tuned
            data: {digits: {type: uci-digits}}
            defaults:
              data: digits
              train: {steps: 8, batch: 16, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.05}}
            arms:
              linear: {layers: [flatten, {type: dense, units: 10}]}
              hidden: {layers: [flatten, {id: hidden, type: dense, units: 8, activation: relu}, {type: dense, units: 10}]}
              fixed: {like: linear, tune: none}
            tune:
              over: {train.optimizer.rate: [0.001, 0.01, 0.1, 1], layers.hidden.units: [4, 8]}
              search: successive-halving
            design: {seeds: 2, vary: {train.examples: [40, 80]}}
            report: {images: 2}
            """;

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("tuned.yaml"), EXPERIMENT);
    }

    private Path run(String name, Object... options) {
        Path run = folder.resolve(name);
        Cli cli = Cli.run(Stream.concat(Stream.of("run", file, "-q", "--out", run), Stream.of(options))
                .toArray());
        assertEquals(Exit.OK, cli.code(), cli.err());
        return run;
    }

    private static String manifest(Path run) throws IOException {
        return Files.readString(run.resolve("manifest.json"));
    }

    @Test
    void isWrittenComparedVerifiedAndRunAgain() throws IOException {
        Path whole = run("whole", "--seeds", 3);
        List<String> table = Files.readAllLines(whole.resolve("tuning.csv"));
        assertEquals(
                "arm,train.examples,seed,tuned train.optimizer.rate,tuned layers.hidden.units,rung,part-of-training,tuning-seed,"
                        + "validation.accuracy,steps,examples,chosen",
                table.getFirst());
        // Of linear 4 and 2 settings, of hidden 8, 4 and 2, in each of two cells and three seeds.
        assertEquals(1 + 6 * (6 + 14), table.size());
        assertTrue(manifest(whole).contains("\"tuning.csv\""));
        String trials = Files.readString(whole.resolve("trials.json"));
        String tunings = trials.replaceAll("(?s)\"metrics\".*?\\}", "");
        assertFalse(tunings.contains("\"test."), "no test metric is stored for what was tried");
        String summary = Files.readString(whole.resolve("summary.txt"));
        for (String said : List.of(
                "best by validation.accuracy",
                "fixed is not tuned, but other arms are",
                "linear has no layers.hidden.units that could be tuned: it was chosen from 4 settings, others from 8",
                "tuning: 14 tries")) {
            assertTrue(summary.replaceAll("\\s+", " ").contains(said), said + " in " + summary);
        }
        String report = Files.readString(whole.resolve("report.html"));
        assertTrue(report.contains("What was tuned"));
        assertTrue(report.contains("validation.accuracy of each arm against train.optimizer.rate"));

        Cli verified = Cli.run("verify", whole, "--all", "--threads", 2);
        assertEquals(Exit.OK, verified.code(), verified.out() + verified.err());
        Cli compared = Cli.run("compare", whole);
        assertEquals(Exit.OK, compared.code(), compared.err());
        Path again = folder.resolve("again");
        Cli rerun = Cli.run("rerun", whole, "--out", again, "-q", "--threads", 1);
        assertEquals(Exit.OK, rerun.code(), rerun.err());
        assertEquals(manifest(whole), manifest(again));
        Cli differ = Cli.run("diff", whole, again);
        assertEquals(Exit.OK, differ.code(), differ.out() + differ.err());
        Cli plan = Cli.run("plan", whole, "--effect", "0.01");
        assertEquals(Exit.OK, plan.code(), plan.err());
    }

    @Test
    void shardsMakeTheRunOfOneMachine() throws IOException {
        Path whole = run("whole", "--threads", 1);
        Path one = run("one", "--shard", "1/2");
        Path two = run("two", "--shard", "2/2");
        Path merged = folder.resolve("merged");
        Cli cli = Cli.run("merge", two, one, "--out", merged, "-q");
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertEquals(manifest(whole), manifest(merged));
        assertEquals(Files.readString(whole.resolve("report.html")), Files.readString(merged.resolve("report.html")));

        Path part = run("part", "--only", "hidden/seed-1");
        Cli resumed = Cli.run("resume", part, "-q");
        assertEquals(Exit.OK, resumed.code(), resumed.err());
        assertEquals(manifest(whole), manifest(part));
    }

    /** A run that is interrupted while a trial is tuned: where the clock is asked before the n-th trial, its tuning begins. */
    private Path cut(String name, int nth) {
        return CutRun.of(file, folder.resolve(name), nth);
    }

    @Test
    void whatWasCutWhileItWasTunedIsFinishedAsIfItNeverWas() throws IOException {
        Path whole = run("whole");
        for (int asked : List.of(2, 4, 10)) {
            Path run = cut("cut-" + asked, asked);
            assertFalse(Files.exists(run.resolve("manifest.json")));
            Cli resumed = Cli.run("resume", run, "-q");
            assertEquals(Exit.OK, resumed.code(), resumed.err());
            assertEquals(manifest(whole), manifest(run));
        }
    }

    @Test
    void aChoiceThatTheTriesDoNotGiveIsRefused() throws IOException {
        Path whole = run("whole", "--set", "design.vary={}");
        String text = Files.readString(whole.resolve("trials.json"));
        java.util.regex.Matcher chosen =
                java.util.regex.Pattern.compile("\"chosen\" : (\\d+)").matcher(text);
        assertTrue(chosen.find(), text.substring(0, Math.min(2000, text.length())));
        int other = (Integer.parseInt(chosen.group(1)) + 1) % 4;
        String forged = text.substring(0, chosen.start(1)) + other + text.substring(chosen.end(1));
        Files.writeString(whole.resolve("trials.json"), forged);
        Cli cli = Cli.run("compare", whole);
        assertEquals(Exit.USAGE, cli.code(), cli.out() + cli.err());
    }

    @Test
    void aCheckSaysHowMuchIsTried() {
        Cli cli = Cli.run("check", file);
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertTrue(cli.out().contains("= 12 trials, each after up to 14 trainings to choose its settings"), cli.out());
        assertTrue(cli.out().contains("note: arm linear has no layers.hidden.units"), cli.out());
        Cli shown = Cli.run("show", file);
        assertEquals(Exit.OK, shown.code(), shown.err());
        assertTrue(shown.out().contains("arm linear is tuned over train.optimizer.rate = 0.001"), shown.out());
        Cli described = Cli.run("describe", "tune");
        assertTrue(described.out().contains("choose-by"), described.out());
    }
}
