package dev.tenon.plugins.datasets.bags;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.plugins.datasets.range.Span;
import dev.tenon.plugins.datasets.split.Counts;

/** What a user sets of bags. */
public record BagSettings(
        @Describe("height and width of an image, a multiple of 4") @Default("48") @Range(min = 32, max = 256)
        int size,

        @Describe("number of harmless items beside the one that matters, [smallest, largest]; 0 shows that one alone")
        @Default("[2, 5]")
        @Range(min = 0, max = 100)
        Span items,

        @Describe("by how much each pixel is lighter or darker at random, at most")
        @Default("0.03")
        @Range(min = 0, max = 1)
        float noise,

        @Describe("number of training, validation and test images")
        @Default("{train: 1000, validation: 400, test: 1000}")
        Counts examples) {

    public BagSettings {
        if (size % 4 != 0) {
            throw new IllegalArgumentException("takes a size that is a multiple of 4, not " + size
                    + ", since column places has a place for each 4 x 4 pixels");
        }
    }
}
