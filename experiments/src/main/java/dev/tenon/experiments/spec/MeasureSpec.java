package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Describe;
import java.util.Optional;

/** A metric under a name of its own. */
@Describe("A metric under a name of its own.")
public record MeasureSpec(
        @Describe("which metric, as auroc") String metric,

        @Describe("the id of the layer whose result it measures; the last layer if absent")
        Optional<String> of,

        @Describe(
                "the column of the data set that it is measured against; if absent, what a loss holds the layer against, or else"
                        + " the data set's target")
        Optional<String> against) {

    /** A metric of the last layer. */
    static MeasureSpec of(String metric) {
        return new MeasureSpec(metric, Optional.empty(), Optional.empty());
    }
}
