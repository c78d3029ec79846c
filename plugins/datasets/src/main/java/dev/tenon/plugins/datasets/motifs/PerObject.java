package dev.tenon.plugins.datasets.motifs;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/** How many images there are of each object. */
public record PerObject(
        @Describe("training images of each object") @Default("64") @Range(min = 1, max = 1_000_000)
        int train,

        @Describe("validation images of each object") @Default("16") @Range(min = 0, max = 1_000_000)
        int validation,

        @Describe("test images of each object") @Default("64") @Range(min = 0, max = 1_000_000)
        int test) {}
