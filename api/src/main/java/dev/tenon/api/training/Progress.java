package dev.tenon.api.training;

import java.util.List;

/**
 * How far a training is, and how it went so far.
 *
 * @param step from 0
 * @param stepsPerEpoch at least 1
 * @param totalSteps of the whole training, if nothing stops it before
 * @param training the mean loss of the minibatches of each epoch that has ended
 * @param validation what the file watches of the validation split after each epoch that has ended: the loss, or a metric, with the
 *     other sign where more of it is better, so that less is always better; NaN where a metric is not defined. Both lists are empty where
 *     a schedule watches nothing
 */
public record Progress(long step, long stepsPerEpoch, long totalSteps, List<Double> training, List<Double> validation) {

    /** A progress. */
    public Progress {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }

    /** Of which the step alone is known. */
    public static Progress of(long step, long stepsPerEpoch, long totalSteps) {
        return new Progress(step, stepsPerEpoch, totalSteps, List.of(), List.of());
    }

    /** The epoch, from 0. */
    public long epoch() {
        return step / stepsPerEpoch;
    }

    /** The same as seen by a schedule that begins this many steps later and knows the history. */
    public Progress from(long steps) {
        return new Progress(
                Math.max(0, step - steps), stepsPerEpoch, Math.max(1, totalSteps - steps), training, validation);
    }
}
