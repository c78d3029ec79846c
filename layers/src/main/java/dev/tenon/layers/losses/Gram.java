package dev.tenon.layers.losses;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Targets;

/**
 * The mean squared difference of two images' Gram matrices {@code G = F^T F / positions} of features {@code F [positions, channels]}:
 * which features go together, wherever they are, that is the style (Gatys, Ecker, Bethge: <i>Image style transfer using
 * convolutional neural networks</i>, 2016, whose factor is another).
 */
@Type("gram")
@Describe("The squared distance between the Gram matrices of two layers' outputs: the style loss of Gatys et al.")
public final class Gram implements Loss<NoSettings> {

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Targets targets() {
        return Targets.NUMBERS;
    }

    @Override
    public boolean perPosition() {
        return false;
    }

    @Override
    public Value apply(NoSettings settings, Value output, Value target) {
        if (!output.shape().equals(target.shape())) {
            throw new ShapeException("loss gram takes features of one shape, not outputs " + output.shape()
                    + " and targets " + target.shape());
        }
        Value difference = Ops.flatten(Ops.subtract(matrix(output), matrix(target)));
        return Ops.mean(Ops.multiply(difference, difference), 1);
    }

    private static Value matrix(Value features) {
        return Ops.divide(
                Ops.matmul(features, features, true, false),
                Ops.constant(features.shape().dim(1)));
    }
}
