package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;
import java.util.Optional;

/** A metric under a name of its own. */
@Describe("A metric under a name of its own.")
public record MeasureSpec(
        @Describe("which metric, as auroc, or with settings, as {type: top-k, k: 3}")
        Part<Metric<?>> metric,

        @Describe("the id of the layer whose result it measures; the last layer if absent")
        Optional<String> of,

        @Describe(
                "the column of the data set that it is measured against; if absent, what a loss holds the layer against, or else"
                        + " the data set's target")
        Optional<String> against,

        @Describe(
                "where the threshold of a yes or no is put, as {metric: sensitivity, least: 0.95}; at 0, or of two classes at"
                        + " equal outputs, if absent")
        Optional<OperatingPoint> threshold) {

    /** A metric of the last layer. */
    public static MeasureSpec of(Part<Metric<?>> metric) {
        return new MeasureSpec(metric, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
