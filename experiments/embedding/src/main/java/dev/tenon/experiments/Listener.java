package dev.tenon.experiments;

/**
 * Hears how a run goes on. Called from several threads, one call at a time; whoever takes long here holds the run up.
 *
 * <p>Experimental.
 *
 * @since 0.2
 */
public interface Listener {

    /** The run begins. */
    default void planned(int trials) {}

    /** A trial begins, such as {@code whole/seed-3}. */
    default void started(String trial) {}

    /**
     * A trial goes on; called now and then.
     *
     * @param stage which of its stages
     * @param step minibatches taken in this stage
     * @param steps minibatches it will take
     * @param loss of the last minibatch
     */
    default void progress(String trial, String stage, long step, long steps, double loss) {}

    /** A trial has ended, however it did. */
    default void ended(Trial trial) {}

    /** What a user should know at once: a line that the command line would write to standard error. */
    default void told(String line) {}
}
