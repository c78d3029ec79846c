package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Initializer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Batch normalisation (Ioffe and Szegedy, <i>Batch normalization: accelerating deep network training by reducing
 * internal covariate shift</i>, 2015) of {@code [n, ..., c]}, channel by channel: {@code gain * (x - mean) /
 * sqrt(variance + epsilon) + bias}.
 *
 * <p>In training, mean and variance are those of the batch, the variance divided by the number of terms {@code m}.
 * In use they are the states {@code running-mean} (which starts at 0) and {@code running-variance} (at 1), which a
 * training step moves: {@code momentum * running + (1 - momentum) * batch}. As in the paper and in PyTorch, the
 * variance that enters there is divided by {@code m - 1}. Momentum is the part that is kept, as in Keras; PyTorch's
 * momentum is 1 less this one. Parameters: {@code gain} and {@code bias}, {@code [c]} each.
 *
 * <p>The gradient is the known one, {@code scale * (g - mean(g) - (x - mean) * mean(g * (x - mean)) / (variance + epsilon))}, in
 * two passes over the images. The variance does not change with the mean to first order, for what is centred sums to 0; so only what
 * is taken from each channel as a whole depends on it. Its gradient is then the sum of the bias' and needs no pass of its own.
 */
@Type("batch-norm")
@Describe("Shifts and scales each channel to mean 0 and variance 1 over the batch, then by a learned gain and bias.")
public final class BatchNorm implements Layer<BatchNorm.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The fraction of the running mean and variance that a training step keeps.")
            @Default("0.9")
            @Range(min = 0, max = 1)
            double momentum,

            @Describe("Added to the variance to avoid division by zero.") @Default("1e-5") @Range(min = 0, above = true)
            double epsilon,

            @Describe("The initializer of the gain.") @Default("ones")
            Part<Initializer<?>> gainInitializer,

            @Describe("The initializer of the bias.") @Default("zeros")
            Part<Initializer<?>> biasInitializer) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        Value x = InputChecks.features(type(), inputs);
        Shape channels = Shape.of(x.shape().dim(-1));
        Value gain = scope.parameter("gain", channels, s.gainInitializer());
        Value bias = scope.parameter("bias", channels, s.biasInitializer());
        Value runningMean = scope.state("running-mean", channels, 0f);
        Value runningVariance = scope.state("running-variance", channels, 1f);
        if (!scope.training()) {
            return normalise(Ops.subtract(x, runningMean), runningVariance, s, gain, bias);
        }
        int terms = x.shape().size() / channels.size();
        if (terms < 2) {
            throw new ShapeException("batch-norm cannot learn from one number for each channel, as in " + x.shape()
                    + "; use a larger batch");
        }
        int[] axes = IntStream.range(0, x.shape().rank() - 1).toArray();
        Value mean = Ops.mean(x, axes);
        Value fixed = Ops.detach(mean);
        Value centred = Ops.subtract(x, fixed);
        Value variance = Ops.mean(Ops.multiply(centred, centred), axes);
        Value unbiased = Ops.multiply(variance, Ops.constant((double) terms / (terms - 1)));
        scope.update(runningMean, moved(runningMean, mean, s));
        scope.update(runningVariance, moved(runningVariance, unbiased, s));
        // Nothing is taken from the bias here, but the gradient of the mean comes by this way.
        Value drift = Ops.multiply(Ops.subtract(mean, fixed), scale(variance, s, gain));
        return normalise(centred, variance, s, gain, Ops.subtract(bias, drift));
    }

    /** One number for each channel is computed first, so that the image itself is multiplied and added to once. */
    private static Value normalise(Value centred, Value variance, Settings s, Value gain, Value bias) {
        return Ops.add(Ops.multiply(centred, scale(variance, s, gain)), bias);
    }

    private static Value scale(Value variance, Settings s, Value gain) {
        return Ops.divide(gain, Ops.sqrt(Ops.add(variance, Ops.constant(s.epsilon()))));
    }

    private static Value moved(Value running, Value batch, Settings s) {
        return Ops.add(
                Ops.multiply(running, Ops.constant(s.momentum())), Ops.multiply(batch, Ops.constant(1 - s.momentum())));
    }
}
