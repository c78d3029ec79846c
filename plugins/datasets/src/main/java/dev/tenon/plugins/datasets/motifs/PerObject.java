package dev.tenon.plugins.datasets.motifs;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/** How many images there are of each object. */
public record PerObject(
        @Describe("images of each object to learn from") @Default("64") @Range(min = 1, max = 1_000_000)
        int train,

        @Describe("images of each object to choose by") @Default("16") @Range(min = 0, max = 1_000_000)
        int validation,

        @Describe("images of each object to test on") @Default("64") @Range(min = 0, max = 1_000_000)
        int test) {}
