package dev.tenon.layers;

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
import java.util.Optional;

/**
 * Instance normalisation (Ulyanov, Vedaldi and Lempitsky, <i>Instance normalization: the missing ingredient for fast stylization</i>,
 * 2016) of images {@code [n, h, w, c]}: {@code gain * (x - mean) / sqrt(variance + epsilon) + bias} with mean and variance of each
 * channel of each image over its pixels. The variance is divided by the number of pixels, and nothing differs between training and
 * use. Parameters: {@code gain} and {@code bias}, {@code [c]} each; PyTorch's {@code InstanceNorm2d} has none unless it is asked to.
 */
@Type("instance-norm")
@Describe("Shifts and scales each feature map of each image to mean 0 and variance 1, then by a learned gain and bias.")
public final class InstanceNorm implements Layer<InstanceNorm.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Added to the variance to avoid division by zero.") @Default("1e-5") @Range(min = 0, above = true)
            double epsilon,

            @Describe("Whether there is a learned gain.") @Default("true")
            boolean useGain,

            @Describe("Whether there is a learned bias.") @Default("true")
            boolean useBias,

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
        Value x = InputChecks.images(type(), inputs);
        Value y = Normalised.over(type(), x, s.epsilon(), 1, 2);
        return Normalised.scaled(
                scope,
                y,
                x.shape().slice(3, 4),
                Optional.of(s.gainInitializer()).filter(start -> s.useGain()),
                Optional.of(s.biasInitializer()).filter(start -> s.useBias()));
    }
}
