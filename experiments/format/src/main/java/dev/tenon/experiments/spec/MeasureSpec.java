package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;
import java.util.Optional;

/** A metric under a name of its own. */
@Describe("A metric with a name of its own.")
public record MeasureSpec(
        @Describe("the metric, such as auroc, or with settings {type: top-k, k: 3}")
        Part<Metric<?>> metric,

        @Describe("the id of the layer whose output is measured (default: the last layer)")
        Optional<String> of,

        @Describe(
                "the data column to compare with (default: the one that a loss compares the layer with, else the data "
                        + "set's target)")
        Optional<String> against,

        @Describe(
                "how the decision threshold is chosen, such as {metric: sensitivity, least: 0.95} (default: 0, or equal "
                        + "outputs of two classes)")
        Optional<OperatingPoint> threshold) {

    /** A metric of the last layer. */
    public static MeasureSpec of(Part<Metric<?>> metric) {
        return new MeasureSpec(metric, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
