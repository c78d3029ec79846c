package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.record.EarlierTrials;
import dev.tenon.experiments.record.FinishedTrials;
import dev.tenon.experiments.record.Inputs;
import dev.tenon.experiments.record.RunWriter;
import dev.tenon.experiments.session.InstalledVersions;
import dev.tenon.experiments.session.RunSession;
import dev.tenon.experiments.spec.Plan;
import java.nio.file.Path;

/**
 * The folder of a run that begins with trials of an earlier one.
 *
 * @param from the folder that relative paths of data are seen from
 */
record ExtendedRun(OutOption out, Plan plan, EarlierTrials trials, Path from, Services services)
        implements RunSession.Target {

    @Override
    public RunWriter folder() {
        return out.folder(plan);
    }

    @Override
    public FinishedTrials begin(
            RunWriter folder, Inputs inputs, FinishedTrials.Times times, FinishedTrials.Trouble trouble) {
        return trials.into(folder, inputs, from, InstalledVersions.builds(services), times, trouble);
    }
}
