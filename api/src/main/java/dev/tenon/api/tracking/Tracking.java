package dev.tenon.api.tracking;

import java.io.IOException;
import java.time.Instant;

/**
 * One run, as a tracker follows it. Called from several threads, one call at a time; trials run side by side.
 *
 * @since 0.2
 */
public interface Tracking extends AutoCloseable {

    /** A trial begins. */
    default void trialStarted(TrackedTrial trial, Instant at) throws IOException {}

    /**
     * Progress of a trial; called now and then, not at every step.
     *
     * @param stage which network of the arm, such as {@code main}
     * @param step minibatches taken in this stage; of a tuned arm, which is trained more than once, thousandths of the whole trial
     * @param loss of the last minibatch
     */
    default void step(TrackedTrial trial, String stage, long step, double loss, Instant at) throws IOException {}

    /** A trial has ended, however it did. */
    default void trialEnded(TrackedTrial trial, TrackedOutcome outcome, Instant at) throws IOException {}

    /** The run has ended, or was cut off. */
    @Override
    void close() throws IOException;
}
