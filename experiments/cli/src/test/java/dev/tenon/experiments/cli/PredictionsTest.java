package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenon predictions}: what the networks of a run answered. */
final class PredictionsTest {

    private static final String TEXT = """
            experiment: two
            data: {digits: {type: uci-digits}}
            defaults: {data: digits, train: {epochs: 2, loss: softmax-cross-entropy}}
            arms:
              linear: {layers: [flatten, {type: dense, units: 10}]}
              deep: {layers: [flatten, {type: dense, units: 8, activation: relu}, {type: dense, units: 10}]}
            design: {seeds: 2, vary: {train.examples: [100, 400]}}
            """;

    @TempDir
    private Path folder;

    private Path run() throws IOException {
        Path file = Files.writeString(folder.resolve("two.yaml"), TEXT);
        Path run = folder.resolve("run");
        assertEquals(Exit.OK, Cli.run("run", file, "--out", run, "--quiet").code());
        return run;
    }

    @Test
    void eachTestExampleOfEachTrialHasARow() throws IOException {
        Path run = run();
        Cli all = Cli.run("predictions", run);
        assertEquals(Exit.OK, all.code(), all.err());
        List<String[]> rows = all.out().lines().map(line -> line.split(",", -1)).toList();
        assertEquals(
                List.of("arm", "train.examples", "seed", "example", "target", "prediction", "right"),
                Arrays.asList(rows.getFirst()).subList(0, 7));
        assertEquals(7 + 10, rows.getFirst().length);
        // What is right by the rows is the accuracy that the run recorded.
        Map<String, Double> right = rows.stream()
                .skip(1)
                .collect(Collectors.groupingBy(
                        row -> row[0] + "," + row[1] + "," + row[2],
                        Collectors.averagingDouble(row -> row[6].equals("yes") ? 1 : 0)));
        assertEquals(8, right.size());
        List<String> metrics = Files.readAllLines(run.resolve("metrics.csv"));
        int accuracy = Arrays.asList(metrics.getFirst().split(",", -1)).indexOf("test.accuracy");
        for (String line : metrics.subList(1, metrics.size())) {
            String[] fields = line.split(",", -1);
            assertEquals(
                    Double.parseDouble(fields[accuracy]),
                    right.getOrDefault(fields[0] + "," + fields[1] + "," + fields[2], Double.NaN),
                    1e-12,
                    line);
        }
        for (String[] row : rows.subList(1, rows.size())) {
            assertEquals(row[4].equals(row[5]) ? "yes" : "no", row[6]);
        }
    }

    @Test
    void someOfThemIntoAFile() throws IOException {
        Path run = run();
        Path file = folder.resolve("wrong.csv");
        Cli some = Cli.run("predictions", run, "--arm", "deep", "--wrong", "--to", file);
        assertEquals(Exit.OK, some.code(), some.err());
        List<String> rows = Files.readAllLines(file);
        assertTrue(rows.size() > 1);
        assertTrue(rows.stream().skip(1).allMatch(row -> row.startsWith("deep,") && row.contains(",no,")));
        Cli again = Cli.run("predictions", run, "--to", file);
        assertEquals(Exit.USAGE, again.code());
        assertTrue(again.err().contains("exists already"), again.err());
        assertEquals(rows, Files.readAllLines(file), "what was there stays");
        Cli none = Cli.run("predictions", run, "--arm", "deap");
        assertEquals(Exit.USAGE, none.code());
        assertTrue(none.err().contains("no arm \"deap\"; did you mean \"deep\"?"), none.err());
        Cli noRun = Cli.run("predictions", folder.resolve("nowhere"));
        assertTrue(noRun.code() != Exit.OK && noRun.err().contains("there is no such folder"), noRun.err());
    }
}
