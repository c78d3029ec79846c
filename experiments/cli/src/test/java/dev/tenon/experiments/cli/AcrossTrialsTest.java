package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What analyses find by holding trials against each other is a part of the run. */
final class AcrossTrialsTest {

    private static final String EXPERIMENT = """
            experiment: small
            data: {digits: {type: uci-digits}}
            defaults:
              data: digits
              train: {steps: 4, batch: 4, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.05}}
            arms:
              linear: {layers: [flatten, {id: classes, type: dense, units: 10}]}
              deep: {layers: [flatten, {id: hidden, type: dense, units: 8}, {id: classes, type: dense, units: 10}]}
            analyses:
              - {type: similarity, of: [classes], examples: 20}
              - {type: invariance, of: [classes], alike: label}
            design: {seeds: 2, fixed: [data, split]}
            compare: {primary: test.accuracy}
            """;

    @TempDir
    private Path folder = Path.of("");

    private Cli run(String name, Object... more) throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), EXPERIMENT);
        Object[] words = new Object[more.length + 5];
        System.arraycopy(new Object[] {"run", file, "-q", "--out", folder.resolve(name)}, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        return Cli.run(words);
    }

    @Test
    void armsAndSeedsAreHeldAgainstEachOther() throws IOException {
        Cli whole = run("whole");
        assertEquals(Exit.OK, whole.code(), whole.err());
        assertTrue(whole.out().contains("activations in two arms, of one seed"), whole.out());
        assertTrue(Files.readString(folder.resolve("whole/manifest.json")).contains("across-trials.json"));
        Cli arms = Cli.run("show", folder.resolve("whole"), "--table", "similarity.arms", "--format", "csv");
        assertEquals(Exit.OK, arms.code(), arms.err());
        assertEquals(2, arms.out().lines().count(), arms.out());
        assertTrue(arms.out().lines().toList().getLast().matches("linear,deep,classes,.*,2"), arms.out());
        Cli seeds = Cli.run("show", folder.resolve("whole"), "--table", "similarity.seeds", "--format", "csv");
        assertEquals(3, seeds.out().lines().count(), seeds.out());
        assertTrue(seeds.out().lines().toList().getLast().matches("deep,classes,.*,1"), seeds.out());
        String report = Files.readString(folder.resolve("whole/report.html"));
        assertTrue(report.contains("activations in a seed of an arm and in the next one"));
    }

    @Test
    void aRunInTwoPartsFindsTheSame() throws IOException {
        assertEquals(Exit.OK, run("whole", "--threads", 2).code());
        assertEquals(Exit.OK, run("part", "--only", "linear/seed-0").code());
        assertFalse(Files.exists(folder.resolve("part/across-trials.json")));
        Cli rest = Cli.run("resume", folder.resolve("part"), "-q", "--threads", 1);
        assertEquals(Exit.OK, rest.code(), rest.err());
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("whole/manifest.json")),
                Files.readAllBytes(folder.resolve("part/manifest.json")));
        assertEquals(Exit.OK, Cli.run("verify", folder.resolve("part")).code());
    }
}
