package dev.tenon.experiments.cli;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.record.FinishedTrials;
import dev.tenon.experiments.record.Inputs;
import dev.tenon.experiments.record.MergedTrials;
import dev.tenon.experiments.record.RunWriter;
import dev.tenon.experiments.session.InstalledVersions;
import dev.tenon.experiments.session.RunSession;
import dev.tenon.experiments.spec.Plan;

/** A new folder with the trials of others. */
record MergedRun(OutOption out, MergedTrials trials, Plan plan, Services services) implements RunSession.Target {

    @Override
    public RunWriter folder() {
        return out.folder(plan);
    }

    @Override
    public FinishedTrials begin(
            RunWriter writer, Inputs inputs, FinishedTrials.Times times, FinishedTrials.Trouble trouble) {
        return trials.into(writer, plan, inputs, InstalledVersions.builds(services), times, trouble);
    }
}
