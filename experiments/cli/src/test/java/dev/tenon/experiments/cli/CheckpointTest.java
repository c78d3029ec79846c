package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long trial goes on from its last checkpoint after its process was killed, and what is wrong with one is told. */
final class CheckpointTest {

    private static final String EXPERIMENT = """
            experiment: long
            data: {digits: {type: uci-digits}}
            defaults:
              data: digits
              train: {steps: STEPS, batch: 16, loss: softmax-cross-entropy, optimizer: {type: adam, rate: 0.01}, average: 0.99}
            arms:
              staged:
                stages:
                  - {id: first, train: {steps: 30}, layers: [{id: filters, type: conv2d, filters: 2, kernel: 3}, {type: global-max-pool}, {type: dense, units: 10}]}
                  - {layers: [{use: first.filters}, flatten, {type: dense, units: 30}, {type: dropout}, {type: dense, units: 10}]}
            design: {seeds: 1}
            """;

    @TempDir
    private Path folder;

    private static List<Path> checkpoints(Path run) throws IOException {
        Path all = run.resolve("checkpoints");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(all)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private Path killed(Path file, Path run) throws IOException, InterruptedException {
        Path errors = folder.resolve("err.txt");
        Process process = OwnProcess.tenon(
                folder,
                errors,
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                "run",
                file,
                "--out",
                run,
                "--checkpoint",
                "100 steps",
                "--threads",
                1);
        try {
            while (process.isAlive() && checkpoints(run).size() < 2) {
                Thread.sleep(1);
            }
            Thread.sleep(100);
            assertTrue(process.isAlive(), Files.readString(errors));
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        return run;
    }

    @Test
    void aTrialThatWasKilledGoesOnFromItsLastCheckpoint() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("long.yaml"), EXPERIMENT.replace("STEPS", "8000"));
        Path run = killed(file, folder.resolve("run"));
        assertTrue(
                checkpoints(run).size() >= 2, "its first stage, which has ended, and its second: " + checkpoints(run));
        Path damaged = folder.resolve("damaged");
        Path foreign = folder.resolve("foreign");
        copy(run, damaged);
        copy(run, foreign);

        Cli whole = Cli.run("run", file, "--out", folder.resolve("whole"), "--checkpoint", "never", "-q");
        assertEquals(Exit.OK, whole.code(), whole.err());
        String manifest = Files.readString(folder.resolve("whole/manifest.json"));

        Cli resumed = Cli.run("resume", run);
        assertEquals(Exit.OK, resumed.code(), resumed.err());
        assertEquals(manifest, Files.readString(run.resolve("manifest.json")));
        String log = Files.readString(run.resolve("tenon.log"));
        assertTrue(log.contains("stage first of staged/seed-0 had ended: 30 steps"), log);
        assertTrue(log.contains("stage main of staged/seed-0 continues after step "), log);
        assertFalse(Files.exists(run.resolve("checkpoints")));
        assertFalse(resumed.err().contains("checkpoint"), resumed.err());

        for (Path each : checkpoints(damaged)) {
            byte[] bytes = Files.readAllBytes(each);
            bytes[bytes.length - 1] ^= 1;
            Files.write(each, bytes);
        }
        Cli anew = Cli.run("resume", damaged, "-q");
        assertEquals(Exit.OK, anew.code(), anew.err());
        assertTrue(anew.err().contains(": is damaged: its SHA-256 is not the one in its name; stage"), anew.err());
        assertTrue(anew.err().contains("stage main of staged/seed-0 begins anew\n"), anew.err());
        assertEquals(manifest, Files.readString(damaged.resolve("manifest.json")));
        assertFalse(Files.exists(damaged.resolve("checkpoints")));

        // Each has the other's name now: whole, and of no use.
        List<Path> two = checkpoints(foreign).subList(0, 2);
        String one = two.get(0).getFileName().toString();
        String other = two.get(1).getFileName().toString();
        Files.move(two.get(0), two.get(0).resolveSibling("x"));
        Files.move(two.get(1), two.get(1).resolveSibling(one.substring(0, 16) + other.substring(16)));
        Files.move(
                two.get(0).resolveSibling("x"), two.get(0).resolveSibling(other.substring(0, 16) + one.substring(16)));
        Cli strange = Cli.run("resume", foreign, "-q");
        assertEquals(Exit.OK, strange.code(), strange.err());
        assertTrue(strange.err().contains(": is of another run or trial; stage "), strange.err());
        assertEquals(manifest, Files.readString(foreign.resolve("manifest.json")));
    }

    @Test
    void noIntervalIsRefused() {
        for (String wrong : List.of("5", "0 steps", "min", "often", "5 minutes", "-1 h")) {
            Cli cli = Cli.run("run", "digits", "--checkpoint=" + wrong);
            assertEquals(Exit.USAGE, cli.code(), cli.err());
            assertEquals(
                    "tenon: --checkpoint takes an interval, such as \"5 min\", \"30 s\", \"200 steps\" or \"1 epoch\", or never, not"
                            + " \"" + wrong + "\"",
                    cli.err().lines().findFirst().orElseThrow());
        }
    }
}
