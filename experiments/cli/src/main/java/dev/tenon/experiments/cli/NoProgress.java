package dev.tenon.experiments.cli;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import java.util.Optional;

/** Progress that nobody wants to see. */
final class NoProgress implements ProgressDisplay {

    @Override
    public void planned(int trials, DataInputs inputs) {}

    @Override
    public void trialStarted(TrialId id) {}

    @Override
    public void progress(TrialId id, String stage, long step, long steps, double loss) {}

    @Override
    public void trialFinished(TrialRecord trial, Optional<Features> features) {}

    @Override
    public void close() {}
}
