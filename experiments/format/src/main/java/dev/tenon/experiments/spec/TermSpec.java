package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Penalty;
import java.util.Optional;

/** One loss or penalty among several that are made small together. */
@Describe("One term, a loss or a penalty, of an objective.")
public record TermSpec(
        @Describe("the loss; either it or `penalty` must be given")
        Optional<Part<Loss<?>>> loss,

        @Describe("a penalty on a layer's output or a parameter, independent of the targets")
        Optional<Part<Penalty<?>>> penalty,

        @Describe("the id of the layer whose output it takes; for a penalty also a parameter, such as conv2d-1/kernel "
                + "(default: the last layer)")
        Optional<String> of,

        @Describe(
                "what the output is compared with: a data column or the id of a layer (default: the data set's target)")
        Optional<String> against,

        @Describe("the weight of the term in the sum") @Default("1.0") @Range(min = 0)
        double weight) {

    public TermSpec {
        if (loss.isPresent() == penalty.isPresent()) {
            throw new IllegalArgumentException(
                    loss.isPresent()
                            ? "`loss` and `penalty` are both given; make two terms of them"
                            : "needs `loss`, such as softmax-cross-entropy, or `penalty`, such as l2");
        }
        if (penalty.isPresent() && against.isPresent()) {
            throw new IllegalArgumentException("a penalty is not compared with anything; remove `against`");
        }
    }

    /** A loss by itself: of the last layer, against the target. */
    static TermSpec of(Part<Loss<?>> loss) {
        return new TermSpec(Optional.of(loss), Optional.empty(), Optional.empty(), Optional.empty(), 1);
    }

    /** The loss or the penalty. */
    public Part<?> part() {
        return loss.<Part<?>>map(each -> each).or(() -> penalty).orElseThrow();
    }
}
