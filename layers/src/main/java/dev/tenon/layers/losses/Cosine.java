package dev.tenon.layers.losses;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Targets;

/**
 * {@code 1 - z.y / (|z| |y|)}, from 0 (one direction) to 2 (opposite ones). {@value #LEAST} is added to each sum of squares, so that
 * nothing is divided by 0.
 */
@Type("cosine")
@Describe("One minus the cosine similarity of output and target, or of two layers' outputs.")
public final class Cosine implements Loss<NoSettings> {

    private static final double LEAST = 1e-12;

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Targets targets() {
        return Targets.NUMBERS;
    }

    @Override
    public Value apply(NoSettings settings, Value output, Value target) {
        Outputs.checkPaired(type(), output, target);
        Value along = Ops.sum(Ops.multiply(unit(output), unit(target)), 1);
        return Ops.subtract(Ops.constant(1), along);
    }

    private static Value unit(Value rows) {
        Value squares = Ops.sum(Ops.multiply(rows, rows), 1);
        Value length = Ops.sqrt(Ops.add(squares, Ops.constant(LEAST)));
        return Ops.divide(rows, Ops.reshape(length, length.shape().append(1)));
    }
}
