package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.record.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are ended at points of chance, several times in one run: what they leave is finished, and is what it should be. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such signals")
final class KillCampaignTest {

    private static final List<String> SIGNALS = List.of("KILL", "TERM", "INT", "HUP");

    /** Kills of one run, before it may end. */
    private static final int MOST = 4;

    private static final int TRIALS = 40;

    private static final String EXPERIMENT = """
            experiment: killed
            data: {digits: {type: uci-digits}}
            defaults:
              data: digits
              train: {steps: 20, batch: 8, loss: softmax-cross-entropy, optimizer: {type: adam, rate: 0.01}}
            arms:
              staged:
                stages:
                  - {id: first, layers: [{id: filters, type: conv2d, filters: 2, kernel: 3}, {type: global-max-pool}, {type: dense, units: 10}]}
                  - {layers: [{use: first.filters, frozen: true}, flatten, {type: dense, units: 10}]}
              borrowed:
                layers: [{use: staged.first.filters}, flatten, {type: dense, units: 10}]
              diverging:
                layers: [flatten, {type: dense, units: 20}, {type: dense, units: 10}]
                train: {optimizer: {type: sgd, rate: 1e30}}
              long:
                layers: [flatten, {type: dense, units: 20, activation: relu}, {type: dropout}, {type: dense, units: 10}]
                train: {steps: 1500, average: 0.99}
            design: {seeds: 5, vary: {train.examples: [8, 20]}}
            report: {images: 2}
            """;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(Long.getLong("tenon.kills.seed", 20261129));
    private int kills;
    private int early;
    private int late;

    @Test
    void aFew() throws IOException, InterruptedException {
        campaign(3);
    }

    @Tag("nightly")
    @Test
    void twoHundred() throws IOException, InterruptedException {
        campaign(Integer.getInteger("tenon.kills", 200));
    }

    private void campaign(int wanted) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("killed.yaml"), EXPERIMENT);
        Path whole = folder.resolve("whole");
        long begun = System.nanoTime();
        Process never = start("run", file, "--out", whole);
        while (never.isAlive() && !Files.exists(whole.resolve("begun.json"))) {
            Thread.sleep(5);
        }
        long running = System.nanoTime();
        assertTrue(never.waitFor(10, TimeUnit.MINUTES));
        assertEquals(Exit.TRIALS, never.exitValue(), Files.readString(errors()));
        Times times = new Times((running - begun) / 1_000_000, (System.nanoTime() - running) / 1_000_000);
        String manifest = Files.readString(whole.resolve("manifest.json"));
        int runs = 0;
        while (kills < wanted) {
            Path run = folder.resolve("run-" + runs++);
            finish(file, run, times, wanted);
            assertEquals(manifest, Files.readString(run.resolve("manifest.json")), "run " + runs);
            assertEquals(List.of(), RunReader.open(run).verify());
            delete(run);
        }
        System.out.println(kills + " kills in " + runs + " runs, " + early + " of them before the first trial began, "
                + late + " after the manifest was written: all " + runs + " manifests equal");
    }

    /**
     * How long a run that is left alone takes, in ms.
     *
     * @param start until its first trial begins
     */
    private record Times(long start, long trials) {}

    private void finish(Path file, Path run, Times times, int wanted) throws IOException, InterruptedException {
        int most = StrictMath.min(MOST, wanted - kills);
        for (int i = 0; i < most; i++) {
            boolean fresh = !Files.exists(run.resolve("begun.json"));
            if (fresh) {
                delete(run); // Cut off before it began: nothing can be gone on with, and nothing is lost.
            }
            Process process = fresh ? start("run", file, "--out", run) : start("resume", run);
            if (!kill(process, run, fresh, times)) {
                assertTrue(Files.exists(run.resolve("manifest.json")), "it ended by itself");
                return;
            }
            kills++;
            if (Files.exists(run.resolve("manifest.json"))) {
                late++;
                return;
            }
            if (!Files.exists(run.resolve("begun.json"))) {
                early++;
            }
        }
        boolean fresh = !Files.exists(run.resolve("begun.json"));
        if (fresh) {
            delete(run);
        }
        Process last = fresh ? start("run", file, "--out", run) : start("resume", run);
        assertTrue(last.waitFor(10, TimeUnit.MINUTES));
        assertEquals(Exit.TRIALS, last.exitValue(), Files.readString(errors()));
    }

    /**
     * Mostly while trials run or the folder is finished, sometimes before.
     *
     * @return whether the process had not ended before
     */
    private boolean kill(Process process, Path run, boolean fresh, Times times)
            throws IOException, InterruptedException {
        try {
            if (random.nextInt(8) == 0) {
                Thread.sleep(random.nextLong(times.start + times.trials));
            } else {
                Path sign = fresh ? run.resolve("begun.json") : errors();
                while (process.isAlive()
                        && (fresh
                                ? !Files.exists(sign)
                                : !Files.readString(sign).contains("running"))) {
                    Thread.sleep(1);
                }
                Thread.sleep(random.nextLong(times.trials * missing(run) / TRIALS + 50));
            }
            if (!process.isAlive()) {
                return false;
            }
            String signal = SIGNALS.get(random.nextInt(SIGNALS.size()));
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), signal);
            return true;
        } finally {
            process.destroyForcibly();
        }
    }

    private static long missing(Path run) throws IOException {
        Path finished = run.resolve("finished");
        if (!Files.isDirectory(finished)) {
            return TRIALS;
        }
        try (Stream<Path> trials = Files.list(finished)) {
            return TRIALS - trials.count();
        }
    }

    private Path errors() {
        return folder.resolve("err.txt");
    }

    /** Some with checkpoints, more or less often, some without. */
    private Process start(Object command, Object... args) throws IOException {
        List<Object> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(args));
        int steps = random.nextInt(4) * 100;
        all.addAll(List.of("--checkpoint", steps == 0 ? "never" : steps + " steps"));
        return OwnProcess.tenon(
                folder,
                errors(),
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"),
                all.toArray());
    }

    private static void delete(Path run) throws IOException {
        if (!Files.exists(run)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(run)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
