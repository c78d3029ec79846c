package dev.tenon.experiments.record;

import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.run.Checkpoints;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.PlannedTrial;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialKeeper;
import dev.tenon.experiments.run.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trials of a run that have ended, each in a file of its own in the folder {@code finished} of the run, named by its number in
 * the order of the plan and the SHA-256 of its bytes: {@code 17-9f86….safetensors}.
 */
public final class FinishedTrials implements TrialKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(FinishedTrials.class);

    static final String FOLDER = "finished";
    static final String SUFFIX = ".safetensors";
    private static final Pattern NAME = Pattern.compile("(\\d{1,9})-([0-9a-f]{64})\\.safetensors");

    private record Unwritten(TrialRecord trial, Optional<Features> features, Duration time) {}

    /** Tells how long a trial took. */
    @FunctionalInterface
    public interface Times {
        Duration of(TrialId trial);
    }

    /** Is told of the first trial that could not be written. */
    @FunctionalInterface
    public interface Trouble {
        void at(BundleException first);

        /** Is told what else the user should know at once. */
        default void say(String line) {}
    }

    private final RunWriter writer;
    private final String run;
    private final TrialData data;
    private final Times times;
    private final Trouble trouble;
    private final CheckpointFiles checkpoints;
    private final LightTrials light = new LightTrials();
    private final SortedMap<Integer, String> digests = new ConcurrentSkipListMap<>();
    private final Map<Integer, TrialRecord> before = new HashMap<>();
    private final List<Path> stale = new ArrayList<>();
    private final NavigableMap<Integer, Unwritten> unwritten = new ConcurrentSkipListMap<>();

    /**
     * None yet.
     *
     * @param run of which run they are: {@link Beginning#digest()}
     * @param data that they are made with
     */
    public FinishedTrials(RunWriter writer, String run, TrialData data, Times times, Trouble trouble) {
        this.writer = writer;
        this.run = run;
        this.data = data;
        this.times = times;
        this.trouble = trouble;
        this.checkpoints = new CheckpointFiles(writer, run, trouble::say);
    }

    /**
     * Those that an earlier process left. One whose file is damaged, or that failed, which may have been the machine's fault, is
     * to be run again.
     *
     * @throws BundleException if one is of another run, was made with other data, or is not the one that the plan has at its place
     */
    static FinishedTrials left(
            RunWriter writer, String run, TrialData data, List<PlannedTrial> planned, Times times, Trouble trouble) {
        FinishedTrials trials = new FinishedTrials(writer, run, data, times, trouble);
        trials.stale.addAll(files(writer.folder(), ".tmp"));
        for (Path file : files(writer.folder(), SUFFIX)) {
            Optional<TrialRecord> trial = read(file, run, each -> data.check(file, each));
            int number = number(file);
            if (trial.isPresent()) {
                check(file, trial.get().id(), planned);
            }
            if (trial.isPresent()
                    && trial.get().status() != TrialRecord.Status.FAILED
                    && trial.get().status() != TrialRecord.Status.STOPPED
                    && !trials.digests.containsKey(number)) {
                trials.digests.put(number, digest(file));
                trials.before.put(number, trials.light.of(trial.get()));
            } else {
                trials.stale.add(file);
            }
        }
        return trials;
    }

    static void check(Path file, TrialId id, List<PlannedTrial> planned) {
        int number = number(file);
        if (number >= planned.size() || !planned.get(number).id().equals(id)) {
            throw new BundleException(file + ": is trial " + id + "; the experiment has "
                    + (number < planned.size() ? planned.get(number).id() : "none")
                    + " there; remove it from the folder");
        }
    }

    /** The files in a run's folder of trials that are named as such, by their names. */
    static List<Path> files(Path run, String suffix) {
        Path folder = run.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> suffix.equals(SUFFIX)
                            ? NAME.matcher(String.valueOf(file.getFileName())).matches()
                            : file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BundleException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** The files of a run's trials. */
    static List<Path> files(Path run) {
        return files(run, SUFFIX);
    }

    /** The file of each trial of a run, by its number; of several the first. */
    static Map<Integer, Path> byNumber(Path run) {
        Map<Integer, Path> files = new HashMap<>();
        files(run).forEach(file -> files.putIfAbsent(number(file), file));
        return files;
    }

    static int number(Path file) {
        return Integer.parseInt(matched(file).group(1));
    }

    private static String digest(Path file) {
        return matched(file).group(2);
    }

    private static Matcher matched(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            throw new IllegalArgumentException(file + " is not a file of a trial");
        }
        return name;
    }

    /**
     * A trial without weights and scores; empty if its file is damaged.
     *
     * @throws BundleException if it is of another run
     */
    static Optional<TrialRecord> read(Path file, String run) {
        return read(file, run, trial -> {});
    }

    private static Optional<TrialRecord> read(Path file, String run, Consumer<TrialFile> check) {
        try {
            if (!Digests.of(file).equals(digest(file))) {
                LOG.warn("{} is damaged: its SHA-256 is not the one in its name", file);
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new BundleException(file + ": cannot be read: " + e.getMessage(), e);
        }
        try (TrialFile trial = TrialFile.open(file)) {
            if (!trial.run().equals(run)) {
                throw new BundleException(
                        file + ": is of another run, which began with another experiment or other inputs;"
                                + " remove it from the folder");
            }
            check.accept(trial);
            return Optional.of(trial.light());
        }
    }

    @Override
    public Optional<TrialRecord> ended(int number) {
        return Optional.ofNullable(before.remove(number));
    }

    /** The trial is on disk when this returns; one that cannot be written waits in memory for {@link #writeRest}. */
    @Override
    public TrialRecord keep(int number, TrialRecord trial, Optional<Features> features) {
        Duration time = times.of(trial.id());
        if (digests.containsKey(number)) {
            stale.add(file(number)); // It had been run before its arm was stopped.
        }
        try {
            write(number, trial, features, time);
        } catch (BundleException e) {
            LOG.warn("{} is not on disk", trial.id(), e);
            boolean first = unwritten.isEmpty();
            unwritten.put(number, new Unwritten(trial, features, time));
            if (first) {
                trouble.at(e);
            }
        }
        return light.of(trial);
    }

    private void write(int number, TrialRecord trial, Optional<Features> features, Duration time) {
        digests.put(
                number,
                writer.digested(
                        FOLDER + "/" + number, SUFFIX, out -> TrialFile.write(out, run, data, trial, features, time)));
    }

    @Override
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    /**
     * Writes what could not be written before, for which there may be room by now.
     *
     * @throws BundleException if there is none
     */
    void writeRest() {
        while (!unwritten.isEmpty()) {
            Map.Entry<Integer, Unwritten> next = Objects.requireNonNull(unwritten.firstEntry());
            Unwritten rest = next.getValue();
            write(next.getKey(), rest.trial, rest.features, rest.time);
            unwritten.remove(next.getKey());
        }
    }

    /** How many are on disk. */
    public int count() {
        return digests.size();
    }

    /** The file of a trial. */
    TrialFile open(int number) {
        return TrialFile.open(file(number));
    }

    private Path file(int number) {
        String digest = digests.get(number);
        if (digest == null) {
            throw new IllegalArgumentException("trial " + number + " is not on disk");
        }
        return writer.folder().resolve(FOLDER + "/" + number + "-" + digest + SUFFIX);
    }

    @Override
    public TrialRecord whole(int number) {
        Unwritten waiting = unwritten.get(number);
        if (waiting != null) {
            return waiting.trial;
        }
        try (TrialFile file = open(number)) {
            return file.whole();
        }
    }

    @Override
    public Optional<Features> features(int number) {
        Unwritten waiting = unwritten.get(number);
        if (waiting != null) {
            return waiting.features;
        }
        try (TrialFile file = open(number)) {
            return file.features();
        }
    }

    /** How long each trial took, in the order of the plan. */
    Duration time(int number) {
        try (TrialFile file = open(number)) {
            return file.time();
        }
    }

    /** Removes the files: the run is whole without them. */
    void remove() {
        digests.keySet().forEach(number -> writer.delete(file(number)));
        stale.forEach(writer::delete);
        checkpoints.remove();
        writer.delete(writer.folder().resolve(FOLDER));
    }
}
