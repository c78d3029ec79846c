package com.example.channelscale;

import module dev.tenon.api;
import java.util.List;

/**
 * Multiplies each channel, the last axis, by a number that is learned: any shape of rank 2 or more in, the same shape out. In a
 * file: {@code {type: channel-scale, start: ones}}.
 */
@Type("channel-scale")
@Describe("Multiplies each channel by a learned scale.")
public final class ChannelScale implements Layer<ChannelScale.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The initializer of the scales.") @Default("ones")
            Part<Initializer<?>> start) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    /** The scale has one axis, and is repeated along the others: axes are matched from the last, as in Ops. */
    @Override
    public Value apply(LayerScope scope, Settings settings, List<Value> inputs) {
        Value x = inputs.getFirst();
        if (x.shape().rank() < 2) {
            throw new ShapeException("channel-scale takes [batch, ..., channels], not " + x.shape());
        }
        Value scale = scope.parameter("scale", Shape.of(x.shape().dim(-1)), settings.start());
        return Ops.multiply(x, scale);
    }
}
