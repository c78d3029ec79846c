package dev.tenon.plugins.trackers;

import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.tracking.TrackedOutcome;
import dev.tenon.api.tracking.TrackedRun;
import dev.tenon.api.tracking.TrackedTrial;
import dev.tenon.api.tracking.Tracker;
import dev.tenon.api.tracking.Tracking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes files that TensorBoard shows: a folder for each trial, with the loss of minibatches now and then while it is trained, and when
 * it has ended the losses of its epochs and its metrics.
 */
@Type("tensorboard")
@Describe("Writes curves of losses and metrics for TensorBoard: point `tensorboard --logdir` at the folder.")
public final class TensorBoard implements Tracker<TensorBoard.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The folder of all runs; each gets one of its own in it.")
            Path to) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Tracking start(TrackedRun run, Settings settings) throws IOException {
        Path all = run.folder().resolve(settings.to());
        Path own = all.resolve(fileName(run.name()));
        for (int number = 2; Files.exists(own); number++) {
            own = all.resolve(fileName(run.name()) + "-" + number); // A run that goes on, or is run again.
        }
        Files.createDirectories(own);
        return new Curves(own);
    }

    /** A name that every file system takes. */
    static String fileName(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._=+-]", "_");
        return plain.isEmpty() || plain.startsWith(".") ? "_" + plain : plain;
    }

    private static final class Curves implements Tracking {

        private final Path folder;
        private final Map<String, EventFile> files = new HashMap<>();
        private final Set<Path> folders = new HashSet<>();

        Curves(Path folder) {
            this.folder = folder;
        }

        @Override
        public void trialStarted(TrackedTrial trial, Instant at) throws IOException {
            file(trial, at);
        }

        private EventFile file(TrackedTrial trial, Instant at) throws IOException {
            EventFile known = files.get(trial.name());
            if (known == null) {
                known = new EventFile(
                        folder(trial).resolve("events.out.tfevents." + at.getEpochSecond() + ".tenon"), at);
                files.put(trial.name(), known);
            }
            return known;
        }

        /** One for each trial, whatever their names have in common. */
        private Path folder(TrackedTrial trial) {
            Path place = folder;
            for (String part : trial.name().split("/", -1)) {
                place = place.resolve(fileName(part));
            }
            Path free = place;
            for (int number = 2; !folders.add(free); number++) {
                free = place.resolveSibling(place.getFileName() + "-" + number);
            }
            return free;
        }

        @Override
        public void step(TrackedTrial trial, String stage, long step, double loss, Instant at) throws IOException {
            file(trial, at).scalar(stage + "/minibatch-loss", step, loss, at);
        }

        @Override
        public void trialEnded(TrackedTrial trial, TrackedOutcome outcome, Instant at) throws IOException {
            EventFile file = file(trial, at);
            long last = 0;
            for (TrackedOutcome.Epoch epoch : outcome.epochs()) {
                file.scalar(epoch.stage() + "/training-loss", epoch.step(), epoch.training(), at);
                if (!Double.isNaN(epoch.validation())) {
                    file.scalar(epoch.stage() + "/validation-loss", epoch.step(), epoch.validation(), at);
                }
                last = epoch.step();
            }
            for (Map.Entry<String, Double> metric : outcome.metrics().entrySet()) {
                if (!Double.isNaN(metric.getValue())) {
                    file.scalar("metrics/" + metric.getKey(), last, metric.getValue(), at);
                }
            }
            file.close();
            files.remove(trial.name());
        }

        @Override
        public void close() throws IOException {
            for (EventFile file : files.values()) {
                file.close();
            }
            files.clear();
        }
    }
}
