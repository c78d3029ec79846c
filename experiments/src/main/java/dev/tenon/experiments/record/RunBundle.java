package dev.tenon.experiments.record;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.NamedTensor;
import dev.tenon.experiments.run.TrialRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what came of an experiment into a run folder. */
public final class RunBundle {

    /** The experiment file as the user wrote it. */
    public static final String EXPERIMENT = "experiment.yaml";

    /** The experiment file with every default filled in and every override applied. */
    public static final String RESOLVED = "resolved.yaml";

    /** The report to look at. */
    public static final String REPORT = "report.html";

    /** The report to read in a terminal. */
    public static final String SUMMARY = "summary.txt";

    /** What happened, for people. */
    public static final String LOG = "tenon.log";

    /** Where each trial that has ended is a run folder of its own until the run is whole. */
    static final String FINISHED = "finished";

    private static final String TIMING = "timing.csv";

    private RunBundle() {}

    /** Whether a folder is that of a finished run. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(Manifest.FILE));
    }

    /** Whether a folder is that of a run that goes on or was cut off. */
    public static boolean isUnfinished(Path folder) {
        return !isRun(folder)
                && (Files.exists(folder.resolve(RunWriter.NOTE)) || Files.exists(folder.resolve(RunWriter.LOCK)));
    }

    /** Writes the experiment files, so that an unfinished folder says what it was. */
    public static void begin(RunWriter writer, String experiment, String resolved) {
        writer.note("it goes on, or was cut off without a word.");
        writer.hashed(EXPERIMENT, experiment);
        writer.hashed(RESOLVED, resolved);
    }

    /**
     * Writes a trial as soon as it has ended, as a run folder with this trial alone: it is on disk when this returns.
     *
     * @param number which of those that ended
     * @throws BundleException if it cannot be written; nothing of it stays
     */
    public static void finished(RunWriter writer, int number, TrialRecord trial, Optional<Features> features) {
        try (RunWriter inner = writer.within(FINISHED + "/" + number)) {
            try {
                trials(inner, List.of(trial), features.stream().toList());
                inner.commit();
            } catch (BundleException e) {
                inner.discard();
                throw e;
            }
        }
    }

    /** Writes everything that can be compared from run to run. */
    public static void results(RunWriter writer, ExperimentResult result, Inputs inputs) {
        writer.hashed(Inputs.FILE, inputs.text());
        List<TrialRecord> trials = result.trials();
        writer.hashed(Tables.METRICS, Tables.metrics(trials));
        writer.hashed(Tables.METRICS_JSON, Tables.metricsJson(trials));
        trials(writer, trials, result.features());
    }

    private static void trials(RunWriter writer, List<TrialRecord> trials, List<Features> features) {
        WeightPlaces places = new WeightPlaces(trials);
        writer.hashed(TrialsFile.FILE, TrialsFile.text(trials, places));
        writer.hashed(Tables.TRACE, Tables.trace(trials));
        for (Map.Entry<String, List<NamedTensor>> file : places.files().entrySet()) {
            writer.hashed(file.getKey(), out -> Safetensors.write(out, file.getValue()));
        }
        for (Features each : features) {
            FeatureFiles.write(writer, each);
        }
    }

    /**
     * Makes the run whole.
     *
     * @param ended trials that were written as they ended, whose folders are needed no more
     * @return the run's digest: that of the manifest
     */
    public static String commit(RunWriter writer, int ended) {
        String digest = writer.commit();
        for (int number = 1; number <= ended; number++) {
            writer.removeWithin(FINISHED + "/" + number);
        }
        writer.removeEmpty(FINISHED);
        return digest;
    }

    /** Writes what differs from run to run: where, when, how long. */
    public static void circumstances(RunWriter writer, Environment environment, Map<String, Duration> trials) {
        writer.unhashed(Environment.FILE, environment.text());
        StringBuilder timing = new StringBuilder();
        Csv.row(timing, List.of("trial", "seconds"));
        trials.forEach((trial, time) -> Csv.row(timing, List.of(trial, Double.toString(time.toMillis() / 1000.0))));
        writer.unhashed(TIMING, timing.toString());
    }
}
