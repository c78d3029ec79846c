package dev.tenon.experiments.record;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.PlanReader;
import java.nio.file.Path;
import java.util.List;

/**
 * A finished run, read back.
 *
 * @param name of its folder
 * @param result as it was when it ended
 */
public record SavedRun(String name, ExperimentResult result) {

    /**
     * Reads a run folder.
     *
     * @param withTensors whether weights, outputs and what the report draws are read too
     * @throws BundleException if it is none, or was changed since
     * @throws dev.tenon.experiments.spec.SpecException if its experiment names what is not installed any more
     */
    public static SavedRun read(Path folder, PlanReader reader, boolean withTensors) {
        RunReader run = RunReader.open(folder);
        Plan resolved =
                reader.readText(folder.resolve(RunBundle.RESOLVED).toString(), run.text(RunBundle.RESOLVED), List.of());
        Plan plan = new Plan(resolved.cells(), run.text(RunBundle.RESOLVED), run.text(RunBundle.EXPERIMENT));
        List<TrialRecord> trials = withTensors ? run.trials() : run.trialsWithoutTensors();
        Consistency.trials(folder.resolve(TrialsFile.FILE).toString(), plan, trials, withTensors);
        List<Features> features = withTensors ? run.features() : List.of();
        for (Features each : features) {
            Consistency.features(
                    folder.resolve(FeatureFiles.name(each.trial()) + ".json").toString(), each, plan, trials);
        }
        ExperimentResult result = new ExperimentResult(plan, trials, features, run.inputs());
        return new SavedRun(String.valueOf(folder.toAbsolutePath().normalize().getFileName()), result);
    }
}
