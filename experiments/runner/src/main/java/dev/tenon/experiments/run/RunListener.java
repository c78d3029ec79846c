package dev.tenon.experiments.run;

import dev.tenon.experiments.data.DataInputs;
import java.util.Optional;

/** Hears how a run goes on. Called from several threads, one call at a time. */
public interface RunListener {

    /**
     * The run begins.
     *
     * @param inputs what has been read to check the experiment
     */
    void planned(int trials, DataInputs inputs);

    /** So many trials had ended before this run began, which goes on with an earlier one. */
    default void alreadyEnded(int trials) {}

    void trialStarted(TrialId id);

    /**
     * A trial goes on; called now and then.
     *
     * @param stage which of its stages
     * @param step minibatches taken in this stage
     * @param steps minibatches it will take
     * @param loss of the last minibatch
     */
    void progress(TrialId id, String stage, long step, long steps, double loss);

    /**
     * A trial has ended, however it did.
     *
     * @param features what the report draws of it, if that was asked for and it completed
     */
    void trialFinished(TrialRecord trial, Optional<Features> features);
}
