package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sections that a file asks for stand in each form of the report. */
final class SectionsTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSectionIsInTheTerminalTheBrowserAndAmongTables() throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), """
                experiment: small
                data: {digits: {type: uci-digits}}
                defaults:
                  data: digits
                  train: {steps: 4, batch: 4, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.05}}
                arms:
                  linear: {layers: [flatten, {type: dense, units: 10}]}
                  deep: {layers: [flatten, {type: dense, units: 8}, {type: dense, units: 10}]}
                analyses: [{type: invariance, of: [dense-1]}]
                design: {seeds: 3}
                compare: {primary: test.accuracy}
                report: {sections: [seed-by-seed]}
                """);
        Cli run = Cli.run("run", file, "-q", "--out", folder.resolve("run"));
        assertEquals(Exit.OK, run.code(), run.err());
        assertTrue(run.out().contains("Seed by seed"), run.out());
        String html = Files.readString(folder.resolve("run/report.html"));
        int section = html.indexOf("<h2>Seed by seed</h2>");
        assertTrue(section > 0 && html.indexOf("test.accuracy", section) > section, "its table");
        int invariance = html.indexOf("<h3>invariance</h3>");
        int picture = html.indexOf("<svg", invariance);
        assertTrue(
                invariance > 0 && picture > 0 && picture < html.indexOf("<table", invariance),
                "drawn, then in numbers");
        Cli table = Cli.run("show", folder.resolve("run"), "--table", "seed-by-seed", "--format", "csv");
        assertEquals(Exit.OK, table.code(), table.err());
        assertEquals(4, table.out().lines().count(), table.out());
        assertEquals(Exit.OK, Cli.run("verify", folder.resolve("run")).code());
    }
}
