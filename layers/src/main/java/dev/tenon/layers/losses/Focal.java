package dev.tenon.layers.losses;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Targets;

/**
 * {@code (1 - p_y)^gamma} times the cross-entropy {@code -log p_y} of a class {@code y} under a softmax (Lin et al., <i>Focal loss for
 * dense object detection</i>, 2017): examples that are right already count less.
 */
@Type("focal")
@Describe("Focal loss: cross-entropy in which well-classified examples count less.")
public final class Focal implements Loss<Focal.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The exponent of 1 - p; 0 gives cross-entropy.") @Default("2") @Range(min = 0, max = 8)
            int gamma) {}

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
        Value entropy = Ops.softmaxCrossEntropy(output, target);
        Value wrong = Ops.subtract(Ops.constant(1), Ops.exp(Ops.negate(entropy)));
        Value loss = entropy;
        for (int i = 0; i < settings.gamma(); i++) {
            loss = Ops.multiply(wrong, loss);
        }
        return loss;
    }
}
