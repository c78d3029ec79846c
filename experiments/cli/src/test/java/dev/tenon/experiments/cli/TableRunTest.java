package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks on a table of numbers, which are no images: from the file to the report. */
final class TableRunTest {

    private static final String TEXT = """
            experiment: table
            data: {table: {type: csv, file: points.csv, label: side}}
            defaults: {data: table, train: {epochs: 30, batch: 16, loss: softmax-cross-entropy, optimizer: {type: adam, rate: 0.02}}}
            arms:
              linear: {layers: [{type: dense, units: 2}]}
              deep: {layers: [{type: dense, units: 16, activation: relu}, {type: dense, units: 2}]}
            design: {seeds: 2}
            compare: {primary: test.accuracy, against: linear}
            """;

    @TempDir
    private Path folder;

    /** Points within and without a circle, which no line parts. */
    private void points() throws IOException {
        RandomStream random = new RandomStream(1, "points");
        StringBuilder text = new StringBuilder("x,y,z,side\n");
        for (int i = 0; i < 600; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            text.append(String.format(
                    Locale.ROOT,
                    "%.4f,%.4f,%.4f,%s%n",
                    x,
                    y,
                    random.nextGaussian(),
                    x * x + y * y < 1.4 ? "inner" : "outer"));
        }
        Files.writeString(folder.resolve("points.csv"), text.toString());
    }

    @Test
    void denseArmsLearnFromATable() throws IOException {
        points();
        Path file = Files.writeString(folder.resolve("table.yaml"), TEXT);
        Cli shown = Cli.run("show", file);
        assertEquals(Exit.OK, shown.code(), shown.err());
        Path run = folder.resolve("run");
        Cli ran = Cli.run("run", file, "--out", run, "--quiet");
        assertEquals(Exit.OK, ran.code(), ran.err());
        List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
        int accuracy = Arrays.asList(lines.getFirst().split(",", -1)).indexOf("test.accuracy");
        for (String line : lines.subList(1, lines.size())) {
            double value = Double.parseDouble(line.split(",", -1)[accuracy]);
            assertTrue(line.startsWith("deep") ? value > 0.85 : value < 0.8, line);
        }
        String report = Files.readString(run.resolve("report.html"));
        assertTrue(report.contains("Most confident errors"), "with wrong answers");
        assertFalse(report.contains("Detection by position"), "without positions");
        assertEquals(Exit.OK, Cli.run("verify", run, "--all").code());
        assertEquals(Exit.OK, Cli.run("predictions", run).code());
    }
}
