package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.record.FinishedTrials;
import dev.tenon.experiments.record.Inputs;
import dev.tenon.experiments.record.RunWriter;
import dev.tenon.experiments.record.UnfinishedRun;
import dev.tenon.experiments.session.InstalledVersions;
import dev.tenon.experiments.session.RunSession;
import dev.tenon.experiments.spec.Plan;

/** The folder that an earlier process left. */
record LeftRun(UnfinishedRun unfinished, Plan plan, Services services) implements RunSession.Target {

    @Override
    public RunWriter folder() {
        return unfinished.writer();
    }

    @Override
    public FinishedTrials begin(
            RunWriter folder, Inputs inputs, FinishedTrials.Times times, FinishedTrials.Trouble trouble) {
        return unfinished.goOn(plan, inputs, InstalledVersions.builds(services), times, trouble);
    }
}
