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

    private static final String FINISHED = "finished.jsonl";
    private static final String TIMING = "timing.csv";

    private RunBundle() {}

    /** Whether a folder is that of a finished run. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(Manifest.FILE));
    }

    /** Writes the experiment files, so that an unfinished folder says what it was. */
    public static void begin(RunWriter writer, String experiment, String resolved) {
        writer.hashed(EXPERIMENT, experiment);
        writer.hashed(RESOLVED, resolved);
    }

    /**
     * Notes a trial as soon as it has ended, so that a run that is cut off leaves what it found. A finished run has these
     * numbers elsewhere, in the order of its plan.
     */
    public static void finished(RunWriter writer, TrialRecord trial) {
        writer.append(FINISHED, Json.compact(TrialsFile.summary(trial)));
    }

    /** Writes everything that can be compared from run to run. */
    public static void results(RunWriter writer, ExperimentResult result, Inputs inputs) {
        writer.hashed(Inputs.FILE, inputs.text());
        List<TrialRecord> trials = result.trials();
        WeightPlaces places = new WeightPlaces(trials);
        writer.hashed(TrialsFile.FILE, TrialsFile.text(trials, places));
        writer.hashed(Tables.METRICS, Tables.metrics(trials));
        writer.hashed(Tables.METRICS_JSON, Tables.metricsJson(trials));
        writer.hashed(Tables.TRACE, Tables.trace(trials));
        for (Map.Entry<String, List<NamedTensor>> file : places.files().entrySet()) {
            writer.hashed(file.getKey(), out -> Safetensors.write(out, file.getValue()));
        }
        for (Features features : result.features()) {
            FeatureFiles.write(writer, features);
        }
        writer.remove(FINISHED);
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
