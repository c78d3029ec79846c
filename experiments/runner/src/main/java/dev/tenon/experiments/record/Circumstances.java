package dev.tenon.experiments.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When, where and how long a run was run, as far as its folder says: nothing of it is in the manifest, and nothing is believed that does
 * not look as Tenon writes it.
 *
 * @param seconds that it took
 * @param trialSeconds that its trials took, one after the other
 * @param memory that Java had at most, in MiB
 * @param commit of the folder of the experiment file, in git
 */
public record Circumstances(
        Optional<Instant> started,
        Optional<Double> seconds,
        Optional<Double> trialSeconds,
        Optional<Integer> threads,
        Optional<String> cpu,
        Optional<Integer> memory,
        Optional<String> commit) {

    private static final Logger LOG = LoggerFactory.getLogger(Circumstances.class);

    /** When it ended. */
    public Optional<Instant> ended() {
        return started.flatMap(from -> seconds.map(took -> from.plus(Duration.ofSeconds((long) (double) took))));
    }

    /** Those of the run in a folder. */
    public static Circumstances of(Path folder) {
        Path file = folder.resolve(Environment.FILE);
        Optional<JsonView> root = Optional.empty();
        try {
            root = Optional.of(Json.parse(file.toString(), Files.readAllBytes(file)));
        } catch (IOException | BundleException e) {
            LOG.debug("{}", file, e);
        }
        Optional<JsonView> found = root;
        return new Circumstances(
                said(found, "started", view -> Instant.parse(view.text("started"))),
                said(found, "seconds", view -> view.get("seconds").finite()),
                trials(folder.resolve(RunFolder.TIMING)),
                said(found, "threads", view -> view.integer("threads")),
                said(found, "cpu", view -> view.text("cpu")),
                said(found, "memory-mib", view -> view.integer("memory-mib")),
                said(found, "git", view -> view.get("git").text("commit")));
    }

    /** Reads one thing. */
    private interface Reading<T> {
        T of(JsonView root);
    }

    private static <T> Optional<T> said(Optional<JsonView> root, String key, Reading<T> reading) {
        try {
            return root.filter(view -> view.has(key)).map(reading::of);
        } catch (BundleException | DateTimeException e) {
            LOG.debug("{}", key, e);
            return Optional.empty();
        }
    }

    private static Optional<Double> trials(Path file) {
        try {
            List<List<String>> rows = CsvText.parse(file.toString(), Files.readString(file));
            return Optional.of(rows.stream()
                    .skip(1)
                    .mapToDouble(row -> CsvText.number(row.getLast()))
                    .sum());
        } catch (IOException | BundleException | NumberFormatException e) {
            LOG.debug("{}", file, e);
            return Optional.empty();
        }
    }
}
