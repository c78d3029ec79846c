package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.settings.Part;
import dev.tenon.api.tracking.TrackedOutcome;
import dev.tenon.api.tracking.TrackedRun;
import dev.tenon.api.tracking.TrackedTrial;
import dev.tenon.api.tracking.Tracker;
import dev.tenon.api.tracking.Tracking;
import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.RunListener;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trackers hear of a run, and can do nothing to it. */
final class TrackTest {

    private static final String EXPERIMENT = """
            experiment: small
            data: {digits: {type: uci-digits}}
            defaults:
              data: digits
              train: {steps: 4, batch: 4, loss: softmax-cross-entropy, optimizer: {type: sgd, rate: 0.05}}
            arms:
              linear: {layers: [flatten, {type: dense, units: 10}]}
            design: {seeds: 2}
            compare: {primary: test.accuracy}
            """;

    @TempDir
    private Path folder = Path.of("");

    private Cli run(String name, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), EXPERIMENT);
        return Cli.run(Stream.concat(
                        Stream.of("run", file, "-q", "--out", folder.resolve(name)), Stream.of((Object[]) options))
                .toArray());
    }

    @Test
    void aRunThatIsTrackedIsTheSame() throws IOException {
        assertEquals(Exit.OK, run("plain").code());
        Cli tracked = run("tracked", "--track", "tensorboard=" + folder.resolve("curves"));
        assertEquals(Exit.OK, tracked.code(), tracked.err());
        assertEquals("", tracked.err());
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("plain/manifest.json")),
                Files.readAllBytes(folder.resolve("tracked/manifest.json")));
        for (int seed = 0; seed < 2; seed++) {
            try (Stream<Path> files = Files.list(folder.resolve("curves/tracked/linear/seed-" + seed))) {
                assertEquals(
                        1,
                        files.filter(each -> each.toString().contains("events.out.tfevents"))
                                .count());
            }
        }
    }

    @Test
    void aTrackerThatCannotWriteIsOneWarning() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "no folder");
        Cli cli = run("run", "--track", "tensorboard=" + file);
        assertEquals(Exit.OK, cli.code(), cli.err());
        assertTrue(cli.err().contains("tracker tensorboard failed and is told nothing further"), cli.err());
        assertEquals(1, cli.err().lines().count(), cli.err());
        assertTrue(Files.exists(folder.resolve("run/manifest.json")));
    }

    @Test
    void mistakesAreToldWithTheOption() throws IOException {
        assertTrue(run("a", "--track", "tensorbord=x").err().contains("did you mean \"tensorboard\""));
        Cli without = run("b", "--track", "tensorboard");
        assertTrue(
                without.err().contains("--track tensorboard: ") && without.err().contains("\"to\""), without.err());
        assertTrue(!Files.exists(folder.resolve("a")) && !Files.exists(folder.resolve("b")));
    }

    /** Says what it hears, and throws from the second trial on. */
    @Type("broken")
    private static final class Broken implements Tracker<NoSettings> {
        private final List<String> heard = new ArrayList<>();

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Tracking start(TrackedRun run, NoSettings settings) {
            heard.add("start " + run.name());
            return new Tracking() {
                @Override
                public void trialStarted(TrackedTrial trial, Instant at) {
                    heard.add("trial " + trial.name());
                    if (trial.seed() == 1) {
                        throw new AssertionError("no second trial");
                    }
                }

                @Override
                public void close() {
                    heard.add("close");
                    throw new IllegalStateException("cannot close");
                }
            };
        }
    }

    private static final class Silent implements RunListener {
        private int calls;

        @Override
        public void planned(int trials, DataInputs inputs) {
            calls++;
        }

        @Override
        public void trialStarted(TrialId id) {
            calls++;
        }

        @Override
        public void progress(TrialId id, String stage, long step, long steps, double loss) {
            calls++;
        }

        @Override
        public void trialFinished(TrialRecord trial, Optional<Features> features) {
            calls++;
        }
    }

    @Test
    void whatATrackerThrowsGetsNoFurther() {
        Broken broken = new Broken();
        Silent first = new Silent();
        List<String> told = new ArrayList<>();
        try (Tracked tracked = new Tracked(
                first,
                List.of(new Part<>(broken, new NoSettings())),
                (trials, at) -> new TrackedRun("small", "small-1", Path.of(""), trials, at),
                Clock.systemUTC(),
                told::add)) {
            tracked.planned(2, new DataInputs(List.of(), List.of(), List.of()));
            for (long seed = 0; seed < 3; seed++) {
                TrialId id = new TrialId("linear", Map.of(), seed);
                tracked.trialStarted(id);
                tracked.progress(id, "main", 1, 2, 0.5);
            }
        }
        assertEquals(7, first.calls, "the run hears all of it");
        assertEquals(List.of("start small-1", "trial linear/seed-0", "trial linear/seed-1", "close"), broken.heard);
        assertEquals(1, told.size(), told.toString());
        assertTrue(told.getFirst().contains("no second trial"), told.getFirst());
    }

    /** Tries to change what it is told. */
    @Type("meddling")
    private static final class Meddling implements Tracker<NoSettings> {

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public Tracking start(TrackedRun run, NoSettings settings) {
            return new Tracking() {
                @Override
                public void trialEnded(TrackedTrial trial, TrackedOutcome outcome, Instant at) {
                    outcome.metrics().put("test.accuracy", 1.0);
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void whatATrackerIsToldItCannotChange() {
        Map<String, Double> metrics = new TreeMap<>(Map.of("test.accuracy", 0.5));
        List<String> told = new ArrayList<>();
        try (Tracked tracked = new Tracked(
                new Silent(),
                List.of(new Part<>(new Meddling(), new NoSettings())),
                (trials, at) -> new TrackedRun("small", "small-1", Path.of(""), trials, at),
                Clock.systemUTC(),
                told::add)) {
            tracked.planned(1, new DataInputs(List.of(), List.of(), List.of()));
            tracked.trialFinished(
                    new TrialRecord(
                            new TrialId("linear", Map.of(), 0),
                            TrialRecord.Status.COMPLETED,
                            "",
                            List.of(),
                            0,
                            metrics,
                            TestPredictions.NONE),
                    Optional.empty());
        }
        assertEquals(Map.of("test.accuracy", 0.5), metrics);
        assertEquals(1, told.size(), told.toString());
    }

    @Test
    void settingsCanBeWrittenOutAndTheSameIsToldOnce() throws IOException {
        String folded = "{type: tensorboard, to: '" + folder.resolve("curves") + "'}";
        Cli cli = run("run", "--track", folded, "--track", "tensorboard=" + folder.resolve("curves"));
        assertEquals(Exit.OK, cli.code(), cli.err());
        try (Stream<Path> runs = Files.list(folder.resolve("curves"))) {
            assertEquals(List.of(folder.resolve("curves/run")), runs.toList());
        }
    }

    /** Where it goes on, what is there of the first part stays as it is. */
    @Test
    void aRunThatGoesOnIsTrackedBesideItsBeginning() throws IOException {
        String track = "tensorboard=" + folder.resolve("curves");
        assertEquals(
                Exit.OK,
                run("part", "--only", "linear/seed-0", "--track", track).code());
        Cli rest = Cli.run("resume", folder.resolve("part"), "-q", "--track", track);
        assertEquals(Exit.OK, rest.code(), rest.err());
        assertEquals(Exit.OK, run("plain").code());
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("plain/manifest.json")),
                Files.readAllBytes(folder.resolve("part/manifest.json")));
        assertTrue(Files.isDirectory(folder.resolve("curves/part/linear/seed-0")));
        assertTrue(Files.isDirectory(folder.resolve("curves/part-2/linear/seed-1")));
    }
}
