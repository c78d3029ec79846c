package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;

/** Where the threshold of a yes or no is put: chosen on the validation split, then kept. */
@Describe("A decision threshold in place of 0, chosen on the validation split: among the thresholds at which a "
        + "metric reaches a given level, the one with the best value of the measure. It is then frozen for the "
        + "split that is measured.")
public record OperatingPoint(
        @Describe("the metric that must reach the level on the validation split, such as sensitivity")
        Part<Metric<?>> metric,

        @Describe("the level that it must reach, such as 0.95")
        double least) {}
