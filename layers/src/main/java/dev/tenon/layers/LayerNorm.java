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
import java.util.stream.IntStream;

/**
 * Layer normalisation (Ba, Kiros and Hinton, <i>Layer normalization</i>, 2016) of {@code [n, ..., c]}: {@code gain * (x - mean) /
 * sqrt(variance + epsilon) + bias} with mean and variance of one example, by default at each of its places over the channels. The
 * variance is divided by the number of terms, and nothing differs between training and use.
 *
 * <p>Over {@code channels} it is Keras's {@code LayerNormalization} and, for rows, PyTorch's {@code LayerNorm}, with {@code gain} and
 * {@code bias} of {@code [c]}; over the {@code example} it is PyTorch's with all extents after the batch, which gain and bias have too.
 * Epsilon is PyTorch's; Keras's is 1e-3.
 */
@Type("layer-norm")
@Describe("Shifts and scales each example by itself to mean 0 and variance 1, then by a learned gain and bias.")
public final class LayerNorm implements Layer<LayerNorm.Settings> {

    /** What a mean is taken over. */
    public enum Over {
        @Describe("The channels at each position.")
        CHANNELS,
        @Describe("All activations of an example.")
        EXAMPLE
    }

    /** What a user may set. */
    public record Settings(
            @Describe("The axes over which mean and variance are taken.") @Default("channels")
            Over over,

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
        int rank = x.shape().rank();
        int first = s.over() == Over.EXAMPLE ? 1 : rank - 1;
        Value y = Normalised.over(
                type(), x, s.epsilon(), IntStream.range(first, rank).toArray());
        return Normalised.scaled(
                scope,
                y,
                x.shape().slice(first, rank),
                Optional.of(s.gainInitializer()).filter(start -> s.useGain()),
                Optional.of(s.biasInitializer()).filter(start -> s.useBias()));
    }
}
