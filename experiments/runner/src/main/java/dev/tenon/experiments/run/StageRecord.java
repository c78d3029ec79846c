package dev.tenon.experiments.run;

import dev.tenon.experiments.model.LayerSummary;
import java.util.List;

/**
 * What came of one stage.
 *
 * @param arm the arm that trained it; another than the trial's where a stage is shared
 * @param stage its id
 * @param data the name of its data set
 * @param examples distinct examples it learned from
 * @param steps minibatches it took
 * @param parameters numbers in its network, trained or not
 * @param trainable numbers that training may change
 * @param multiplyAdds of the network, for one image
 * @param layers in order
 * @param losses mean training loss of each epoch (or stretch of steps), in order
 * @param weights parameters and states at the end, named {@code stage/layer/parameter}
 */
public record StageRecord(
        String arm,
        String stage,
        String data,
        int examples,
        long steps,
        long parameters,
        long trainable,
        long multiplyAdds,
        List<LayerSummary> layers,
        List<LossPoint> losses,
        List<NamedTensor> weights) {

    /**
     * The loss while training.
     *
     * @param step minibatches taken so far
     * @param training mean over the minibatches since the point before
     * @param validation mean over the validation split; NaN if there is none or it was not looked at
     */
    public record LossPoint(long step, double training, double validation) {}
}
