package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Loss;
import java.util.Optional;

/** One loss among several that are made small together. */
@Describe("One loss among several that are made small together.")
public record TermSpec(
        @Describe("which loss") Part<Loss<?>> loss,

        @Describe("the id of the layer whose result it takes; the last layer if absent")
        Optional<String> of,

        @Describe(
                "what that is held against: a column of the data set or the id of a layer; the data set's target if absent")
        Optional<String> against,

        @Describe("what the loss is multiplied by before all are added") @Default("1.0") @Range(min = 0)
        double weight) {

    /** A loss by itself: of the last layer, against the target. */
    static TermSpec of(Part<Loss<?>> loss) {
        return new TermSpec(loss, Optional.empty(), Optional.empty(), 1);
    }
}
