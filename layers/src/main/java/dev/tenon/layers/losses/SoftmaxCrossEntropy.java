package dev.tenon.layers.losses;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Targets;
import java.util.List;
import java.util.Optional;

/**
 * {@code log(sum_k exp(z_k)) - z_y} for outputs {@code z} (logits, one for each class) and a class {@code y}: the
 * negative log likelihood of the class under a softmax, in nats. It takes the softmax itself.
 *
 * <p>With label smoothing by {@code e} the class counts {@code 1 - e} and the mean over all classes {@code e} (Szegedy et al.,
 * <i>Rethinking the inception architecture</i>, 2016). With weights each example's loss is multiplied by that of its class.
 */
@Type("softmax-cross-entropy")
@Describe("Cross-entropy of one class out of several; outputs are logits.")
public final class SoftmaxCrossEntropy implements Loss<SoftmaxCrossEntropy.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Label smoothing: the fraction of each target that is spread evenly over all classes.")
            @Range(min = 0, max = 1)
            Optional<Double> labelSmoothing,

            @Describe("Class weights, in the order of the classes.") @Range(min = 0)
            Optional<List<Double>> classWeights) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Targets targets() {
        return Targets.CLASSES;
    }

    @Override
    public Value apply(Settings settings, Value output, Value target) {
        Outputs.checkRows(type(), output);
        Value loss = Ops.softmaxCrossEntropy(output, target);
        int classes = output.shape().dim(1);
        Value chosen = Ops.oneHot(target, classes);
        if (settings.labelSmoothing().isPresent()) {
            Value own = Ops.sum(Ops.multiply(output, chosen), 1);
            Value further = Ops.subtract(own, Ops.mean(output, 1));
            loss = Ops.add(
                    loss, Ops.multiply(Ops.constant(settings.labelSmoothing().get()), further));
        }
        if (settings.classWeights().isPresent()) {
            loss = Ops.multiply(
                    Ops.sum(Ops.multiply(chosen, weights(settings.classWeights().get(), classes)), 1), loss);
        }
        return loss;
    }

    private static Value weights(List<Double> weights, int classes) {
        if (weights.size() != classes) {
            throw new ShapeException(
                    "loss softmax-cross-entropy has " + weights.size() + " class-weights for " + classes + " classes");
        }
        return Ops.concat(
                0,
                weights.stream()
                        .map(weight -> Ops.expand(Ops.constant(weight), Shape.of(1)))
                        .toList());
    }
}
