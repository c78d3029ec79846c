package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arms as large as the reference: from the file to the report, and to more levels of an earlier run. */
final class FoundWidthsTest {

    /** 16 (5 x 5 + 1) + 16 x 10 + 10 = 586 parameters; with w filters in both layers 9 w^2 + 21 w + 10. */
    private static final String FILE = """
            experiment: sized
            data: {digits: {type: uci-digits}}
            defaults:
              data: digits
              train: {steps: 4, batch: 4, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.05}}
            arms:
              whole:
                layers:
                  - {id: wide, type: conv2d, filters: 16, kernel: 5, activation: relu}
                  - global-max-pool
                  - {type: dense, units: 10}
              composed:
                layers:
                  - {id: parts, type: conv2d, filters: 3, kernel: 3, activation: relu}
                  - {id: wholes, type: conv2d, filters: 3, kernel: 3, activation: relu}
                  - global-max-pool
                  - {type: dense, units: 10}
            design: {seeds: 3, vary: {arms.whole.layers.wide.filters: [16]}}
            compare: {match: parameters, widths: {composed: [layers.parts.filters, layers.wholes.filters]}}
            """;

    private static final String FOUND =
            "composed: layers.parts.filters and layers.wholes.filters 7, parameters 598 against 586 of"
                    + " whole: +2.0 %";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void fromFileToReport() throws IOException {
        Path file = Files.writeString(folder.resolve("sized.yaml"), FILE);
        Cli check = Cli.run("check", file);
        assertTrue(check.out().contains("width found: " + FOUND + "\n"), check.out() + check.err());
        Path run = folder.resolve("run");
        Cli trained = Cli.run("run", file, "-q", "--out", run);
        assertEquals(Exit.OK, trained.code(), trained.err());
        String text = trained.out().replaceAll("\\s+", " ");
        assertTrue(text.contains(FOUND), trained.out());
        assertFalse(text.contains("`compare.match` asks"), trained.out());
        assertTrue(Files.readString(run.resolve("report.html")).contains(FOUND));
        String resolved = Files.readString(run.resolve("resolved.yaml"));
        assertEquals(2, resolved.split("filters: 7\n", -1).length - 1, resolved);
        assertEquals(Exit.OK, Cli.run("verify", run).code());
        Cli rerun = Cli.run("rerun", run, "-q", "--out", folder.resolve("again"));
        assertEquals(Exit.OK, rerun.code(), rerun.err());
        assertEquals(
                Files.readString(run.resolve("manifest.json")),
                Files.readString(folder.resolve("again/manifest.json")));
    }

    /** Another level has another width, and the trials of the first stay. */
    @Test
    void moreLevels() throws IOException {
        Path file = Files.writeString(folder.resolve("sized.yaml"), FILE);
        Path run = folder.resolve("run");
        assertEquals(Exit.OK, Cli.run("run", file, "-q", "--out", run).code());
        Path larger = Files.writeString(folder.resolve("larger.yaml"), FILE.replace("[16]", "[16, 40]"));
        Path more = folder.resolve("more");
        Cli extended = Cli.run("run", larger, "-q", "--extend", run, "--out", more);
        assertEquals(Exit.OK, extended.code(), extended.err());
        Cli alone = Cli.run("run", larger, "-q", "--out", folder.resolve("alone"));
        assertEquals(Exit.OK, alone.code(), alone.err());
        assertEquals(
                Files.readString(folder.resolve("alone/manifest.json")),
                Files.readString(more.resolve("manifest.json")));
    }

    /** What stands beside the result is there for programs too. */
    @Test
    void tablesForPrograms() throws IOException {
        Path file = Files.writeString(folder.resolve("sized.yaml"), FILE);
        Path run = folder.resolve("run");
        assertEquals(Exit.OK, Cli.run("run", file, "-q", "--out", run).code());
        Cli csv = Cli.run("show", run, "--table", "test-set", "--format", "csv");
        assertEquals(Exit.OK, csv.code(), csv.err());
        List<String> lines = csv.out().lines().toList();
        assertTrue(lines.getFirst().startsWith("arm,examples,accuracy,accuracy low,accuracy high,exact,"), csv.out());
        String metrics = Files.readString(run.resolve("metrics.csv"));
        String accuracy = lines.get(1).split(",", -1)[2];
        assertTrue(metrics.contains(accuracy), accuracy + " in " + metrics);
        Cli json = Cli.run("show", run, "--format", "json");
        assertEquals(Exit.OK, json.code(), json.err());
        assertTrue(json.out().contains("\"test-set\" : {") && json.out().contains(": " + accuracy), json.out());
        Cli unknown = Cli.run("show", run, "--table", "tset-set");
        assertEquals(Exit.USAGE, unknown.code());
        assertTrue(unknown.err().contains("did you mean \"test-set\"?"), unknown.err());
    }
}
