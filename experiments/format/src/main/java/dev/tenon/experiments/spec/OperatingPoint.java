package dev.tenon.experiments.spec;

import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;

/** Where the threshold of a yes or no is put: chosen on the validation split, then kept. */
@Describe(
        "The threshold above which an output says yes in place of 0: of all that keep a metric at or above a level on the validation"
                + " split, the one at which the measure is best there. It is then kept for the split that is measured.")
public record OperatingPoint(
        @Describe("what must be kept on the validation split, as sensitivity")
        Part<Metric<?>> metric,

        @Describe("the level at which it must be kept, as 0.95")
        double least) {}
