package dev.tenon.experiments.run;

import java.time.Duration;

/** How often it is kept how far a training has come. Changes no result. */
public sealed interface CheckpointInterval {

    /** Not at all: a trial that is cut off begins anew. */
    record Never() implements CheckpointInterval {}

    /** Whenever so many minibatches have been taken, at least 1. */
    record Steps(long count) implements CheckpointInterval {}

    /** Whenever so many epochs have ended, at least 1. */
    record Epochs(long count) implements CheckpointInterval {}

    /** Whenever so much time has gone by. */
    record Time(Duration length) implements CheckpointInterval {}

    /**
     * Whether it is kept after a certain step.
     *
     * @param done minibatches taken
     */
    default boolean at(long done, long stepsPerEpoch) {
        return switch (this) {
            case Steps steps -> done % steps.count == 0;
            case Epochs epochs -> done % (epochs.count * stepsPerEpoch) == 0;
            case Time _, Never _ -> false;
        };
    }

    /** Whether it is kept as so much time went by since it was last. */
    default boolean after(Duration since) {
        return this instanceof Time time && since.compareTo(time.length) >= 0;
    }

    /** Whether a stage that took so long is kept at its end, where others of its trial follow: not if it is soon trained again. */
    default boolean atEnd(Duration took) {
        return switch (this) {
            case Steps _, Epochs _ -> true;
            case Time time -> took.multipliedBy(10).compareTo(time.length) >= 0;
            case Never _ -> false;
        };
    }
}
