package dev.tenon.experiments.run;

import dev.tenon.experiments.run.StageRecord.LossPoint;
import java.util.List;

/**
 * How far the training of a stage has come: all that it takes to go on as if it had not been cut off. What is drawn at random is a
 * function of seed, epoch and step, so that nothing of it is kept.
 */
public sealed interface Checkpoint {

    /** Minibatches taken. */
    long steps();

    /**
     * A training that goes on.
     *
     * @param parameters with the network's states, as {@code digit/kernel}
     * @param memory what the optimizer keeps between steps, moving averages, and the step counter of the network
     */
    record Midway(long steps, List<NamedTensor> parameters, List<NamedTensor> memory, Curve curve, Watch watch)
            implements Checkpoint {}

    /**
     * A training that has ended, of a trial that goes on.
     *
     * @param diverged why it is of no use; empty if it is
     */
    record Ended(StageRecord stage, String diverged) implements Checkpoint {
        @Override
        public long steps() {
            return stage.steps();
        }
    }

    /**
     * A loss curve so far.
     *
     * @param validation the loss that points have from now on
     * @param steps losses that were added
     * @param sum of those that are in no point yet
     * @param since how many these are
     */
    record Curve(List<LossPoint> points, double validation, long steps, double sum, long since) {}

    /**
     * What was seen between epochs.
     *
     * @param loss the last on the validation split
     * @param best of what is watched
     * @param worse epochs since then
     * @param sum of the losses of the present epoch
     * @param steps how many these are
     * @param training mean loss of each epoch
     * @param validated what is watched, after each epoch
     * @param bestWeights named as a stage's; empty if none were kept
     */
    record Watch(
            double loss,
            double best,
            int worse,
            double sum,
            long steps,
            List<Double> training,
            List<Double> validated,
            List<NamedTensor> bestWeights) {}
}
