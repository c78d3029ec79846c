package dev.tenon.experiments.record;

import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.PlannedTrial;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run, read back.
 *
 * @param name of its folder
 * @param result as it was when it ended, or as far as it has come
 * @param missing trials that it has not run, or not yet; none of a run that has finished
 */
public record SavedRun(String name, ExperimentResult result, List<TrialId> missing) {

    /**
     * Reads a run folder.
     *
     * @param withTensors whether weights, outputs and what the report draws are read too
     * @throws BundleException if it is none, or was changed since
     * @throws dev.tenon.experiments.yaml.SpecException if its experiment names what is not installed any more
     */
    public static SavedRun read(Path folder, PlanReader reader, boolean withTensors) {
        if (RunFolder.isUnfinished(folder)) {
            return unfinished(folder, reader, withTensors);
        }
        RunReader run = RunReader.open(folder);
        Plan resolved =
                reader.readResolved(folder.resolve(RunFolder.RESOLVED).toString(), run.text(RunFolder.RESOLVED));
        Plan plan = new Plan(resolved.cells(), run.text(RunFolder.RESOLVED), run.text(RunFolder.EXPERIMENT));
        List<TrialRecord> trials = withTensors ? run.trials() : run.trialsWithoutTensors();
        Consistency.trials(folder.resolve(TrialsFile.FILE).toString(), plan, trials, withTensors);
        List<Features> features = withTensors ? run.features() : List.of();
        for (Features each : features) {
            Consistency.features(
                    folder.resolve(FeatureFiles.name(each.trial()) + ".json").toString(), each, plan, trials);
        }
        ExperimentResult result = new ExperimentResult(plan, trials, features, run.inputs(), run.across());
        return new SavedRun(name(folder), result, List.of());
    }

    private static String name(Path folder) {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    /** What is there of a run that goes on or was cut off; a trial whose file is damaged is as one that is missing. */
    private static SavedRun unfinished(Path folder, PlanReader reader, boolean withTensors) {
        Beginning beginning = Beginning.read(folder);
        Plan plan = UnfinishedRun.plan(folder, reader);
        Map<Integer, Path> files = FinishedTrials.byNumber(folder);
        LightTrials light = new LightTrials();
        List<TrialRecord> trials = new ArrayList<>();
        List<TrialId> missing = new ArrayList<>();
        List<Features> features = new ArrayList<>();
        for (PlannedTrial planned : PlannedTrial.of(plan)) {
            @Nullable Path file = files.get(planned.number());
            Optional<TrialRecord> trial =
                    file == null ? Optional.empty() : FinishedTrials.read(file, beginning.digest());
            if (file == null || trial.isEmpty()) {
                missing.add(planned.id());
                continue;
            }
            Consistency.trial(file.toString(), trial.get(), planned);
            if (withTensors && planned.features()) {
                try (TrialFile open = TrialFile.open(file)) {
                    trials.add(open.whole());
                    open.features().ifPresent(features::add);
                }
            } else {
                trials.add(light.of(trial.get()));
            }
        }
        ExperimentResult result = new ExperimentResult(
                plan, trials, features, UnfinishedRun.inputs(folder).data());
        return new SavedRun(name(folder), result, missing);
    }
}
