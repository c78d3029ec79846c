package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.record.Beginning;
import dev.tenon.experiments.record.FinishedTrials;
import dev.tenon.experiments.record.Inputs;
import dev.tenon.experiments.record.RunBundle;
import dev.tenon.experiments.record.RunWriter;
import dev.tenon.experiments.spec.Plan;
import java.nio.file.Path;

/**
 * The folder of a run that begins, which was not there before.
 *
 * @param from the folder that relative paths of data are seen from
 */
record NewRun(OutOption out, Plan plan, Path from, Services services) implements RunSession.Target {

    @Override
    public RunWriter folder() {
        return out.folder(plan);
    }

    @Override
    public FinishedTrials begin(
            RunWriter folder, Inputs inputs, FinishedTrials.Times times, FinishedTrials.Trouble trouble) {
        Beginning beginning =
                RunBundle.begin(folder, plan.source(), plan.resolved(), inputs, from, Installed.builds(services));
        return new FinishedTrials(folder, beginning.digest(), times, trouble);
    }
}
