package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory of a run does not grow with its trials: processes with little of it, of their own. */
final class ManyTrialsTest {

    @TempDir
    private Path folder;

    /** 60 trials of 1.7 MB of weights in a heap of 64 MB. */
    @Test
    void weightsAreNotInMemoryTogether() throws IOException, InterruptedException {
        run("-Xmx64m", "60", """
                  wide:
                    layers:
                      - flatten
                      - {type: dense, units: 5600, activation: relu}
                      - {type: dense, units: 10}
                """);
        assertTrue(Files.size(folder.resolve("run/weights/wide.safetensors")) > 95_000_000);
    }

    /** Half an hour and more. */
    @Tag("nightly")
    @Test
    void aHundredThousandTrials() throws IOException, InterruptedException {
        run("-Xmx512m", "100000, fixed: [data, split]", """
                  linear: {layers: [flatten, {type: dense, units: 10}]}
                """);
    }

    private void run(String heap, String seeds, String arms) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("many.yaml"), """
                experiment: many
                data: {digits: {type: uci-digits}}
                defaults:
                  data: digits
                  train: {examples: 16, batch: 16, epochs: 1, loss: softmax-cross-entropy, optimizer: sgd}
                design: {seeds: %s}
                arms:
                """.formatted(seeds) + arms);
        Path errors = folder.resolve("err.txt");
        Process tenon = OwnProcess.tenon(
                folder,
                errors,
                List.of(heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                "-q",
                "run",
                file,
                "--out",
                folder.resolve("run"));
        try {
            assertTrue(tenon.waitFor(6, TimeUnit.HOURS));
        } finally {
            tenon.destroyForcibly();
        }
        assertEquals(Exit.OK, tenon.exitValue(), Files.readString(errors));
        try (var rows = Files.lines(folder.resolve("run/metrics.csv"))) {
            assertEquals(Long.parseLong(seeds.replaceFirst(",.*", "")) + 1, rows.count());
        }
    }
}
