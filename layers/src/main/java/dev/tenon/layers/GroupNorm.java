package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
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
 * Group normalisation (Wu and He, <i>Group normalization</i>, 2018) of {@code [n, ..., c]}: {@code gain * (x - mean) / sqrt(variance +
 * epsilon) + bias} with mean and variance over all places and the channels of a group, which are neighbours. The variance is divided by
 * the number of terms, and nothing differs between training and use. Parameters: {@code gain} and {@code bias}, {@code [c]} each.
 *
 * <p>One group is layer normalisation over the example with a gain for each channel; a group for each channel is instance
 * normalisation. PyTorch's {@code GroupNorm} has the same epsilon, Keras's 1e-3.
 */
@Type("group-norm")
@Describe(
        "Shifts and scales groups of channels of each example to mean 0 and variance 1, then by a learned gain and bias.")
public final class GroupNorm implements Layer<GroupNorm.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Number of groups of channels.") @Default("32") @Range(min = 1)
            int groups,

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
        Value x = InputChecks.features(type(), inputs);
        Shape shape = x.shape();
        int channels = shape.dim(-1);
        if (channels % s.groups() != 0) {
            throw new IllegalArgumentException(
                    "groups (" + s.groups() + ") must divide the input's " + channels + " channels");
        }
        int places = shape.size() / shape.dim(0) / channels;
        Value grouped = Ops.reshape(x, Shape.of(shape.dim(0), places, s.groups(), channels / s.groups()));
        Value y = Ops.reshape(Normalised.over(type(), grouped, s.epsilon(), 1, 3), shape);
        return Normalised.scaled(
                scope,
                y,
                Shape.of(channels),
                Optional.of(s.gainInitializer()).filter(start -> s.useGain()),
                Optional.of(s.biasInitializer()).filter(start -> s.useBias()));
    }
}
