package dev.tenon.experiments.session;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.record.Beginning;
import dev.tenon.experiments.record.FinishedTrials;
import dev.tenon.experiments.record.Inputs;
import dev.tenon.experiments.record.RunFolder;
import dev.tenon.experiments.record.RunWriter;
import dev.tenon.experiments.record.TrialData;
import dev.tenon.experiments.spec.Plan;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The folder of a run that begins, which was not there before.
 *
 * @param out starts the folder
 * @param from the folder that relative paths of data are seen from
 */
public record NewRun(Supplier<RunWriter> out, Plan plan, Path from, Services services) implements RunSession.Target {

    @Override
    public RunWriter folder() {
        return out.get();
    }

    @Override
    public FinishedTrials begin(
            RunWriter folder, Inputs inputs, FinishedTrials.Times times, FinishedTrials.Trouble trouble) {
        Beginning beginning = RunFolder.begin(folder, plan, inputs, from, InstalledVersions.builds(services));
        return new FinishedTrials(folder, beginning.digest(), TrialData.of(plan, inputs.data()), times, trouble);
    }
}
