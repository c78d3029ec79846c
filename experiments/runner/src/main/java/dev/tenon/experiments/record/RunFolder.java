package dev.tenon.experiments.record;

import dev.tenon.experiments.digest.Digests;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what came of an experiment into a run folder. */
public final class RunFolder {

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

    static final String TIMING = "timing.csv";

    private RunFolder() {}

    /** Whether a folder is that of a finished run. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(Manifest.FILE));
    }

    /** Whether a folder is that of a run that goes on or was cut off. */
    public static boolean isUnfinished(Path folder) {
        return !isRun(folder)
                && (Files.exists(folder.resolve(RunWriter.NOTE)) || Files.exists(folder.resolve(RunWriter.LOCK)));
    }

    /** The numbers of the trials that have ended in an unfinished run, whole or not; none if there is no such folder. */
    public static Set<Integer> ended(Path folder) {
        return FinishedTrials.files(folder).stream().map(FinishedTrials::number).collect(Collectors.toSet());
    }

    /** Whether an unfinished run came so far that it can be gone on with. */
    public static boolean isBegun(Path folder) {
        return Files.exists(folder.resolve(Beginning.FILE));
    }

    /** Whether a process writes to a folder now. */
    public static boolean isHeld(Path folder) {
        return RunWriter.isLocked(folder);
    }

    /** Why a run has not finished, as far as its folder says. */
    public static String why(Path folder) {
        Path note = folder.resolve(RunWriter.NOTE);
        try (Stream<String> lines = Files.lines(note)) {
            return lines.findFirst().orElse("its folder does not say why");
        } catch (IOException | UncheckedIOException e) {
            return "its folder does not say why";
        }
    }

    /**
     * Writes what a run begins with, so that an unfinished folder says what it was and can be gone on with.
     *
     * @param folder of the experiment file
     * @param builds the jars of Tenon's own modules
     */
    public static Beginning begin(
            RunWriter writer, Plan plan, Inputs inputs, Path folder, List<Inputs.ModuleInput> builds) {
        writer.note("it is still running, or was interrupted without notice.");
        writer.hashed(EXPERIMENT, plan.source());
        writer.hashed(RESOLVED, plan.resolved());
        writer.hashed(Inputs.FILE, inputs.text());
        String run = Stream.of(
                        plan.source(), plan.resolved(), inputs.common(plan).text())
                .map(text -> Digests.of(text.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining("\n"));
        return writer.begin(Digests.of(run.getBytes(StandardCharsets.UTF_8)), folder, builds);
    }

    /** Removes what a run that has finished left, if the process ended before it could do that itself. */
    public static void tidy(Path run) {
        if (Files.exists(run.resolve(Beginning.FILE))
                || Files.exists(run.resolve(FinishedTrials.FOLDER))
                || Files.exists(run.resolve(CheckpointFiles.FOLDER))) {
            RunWriter.tidy(run);
        }
    }

    /**
     * Writes everything that can be compared from run to run.
     *
     * @param finished all trials of the result, with their numbers
     */
    public static void results(RunWriter writer, ExperimentResult result, Inputs inputs, FinishedTrials finished) {
        finished.writeRest();
        writer.hashed(Inputs.FILE, inputs.text());
        ResultFiles.write(writer, finished, result.trials());
        if (!result.across().isEmpty()) {
            writer.hashed(FindingFiles.ACROSS, FindingFiles.across(result.across()));
        }
        for (Features each : result.features()) {
            FeatureFiles.write(writer, each);
        }
    }

    /**
     * Makes the run whole.
     *
     * @param finished the trials, whose own files are needed no more
     * @return the run's digest: that of the manifest
     */
    public static String commit(RunWriter writer, FinishedTrials finished) {
        String digest = writer.commit();
        finished.remove();
        writer.delete(writer.folder().resolve(ProgressFile.FILE));
        return digest;
    }

    /**
     * Writes what differs from run to run: where, when, how long.
     *
     * @param trials in the order of the plan
     */
    public static void circumstances(
            RunWriter writer, Environment environment, List<TrialRecord> trials, FinishedTrials finished) {
        writer.unhashed(Environment.FILE, environment.text());
        StringBuilder timing = new StringBuilder();
        CsvText.row(timing, List.of("trial", "seconds"));
        for (int i = 0; i < trials.size(); i++) {
            double seconds = finished.time(i).toMillis() / 1000.0;
            CsvText.row(timing, List.of(trials.get(i).id().path(), Double.toString(seconds)));
        }
        writer.unhashed(TIMING, timing.toString());
    }
}
