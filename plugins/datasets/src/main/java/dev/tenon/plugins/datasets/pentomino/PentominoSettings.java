package dev.tenon.plugins.datasets.pentomino;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.plugins.datasets.split.Counts;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What a user sets of {@link Pentomino}. */
public record PentominoSettings(
        @Describe("how many patches of 8 x 8 pixels an image has down and across")
        @Default("4")
        @Range(min = 2, max = 64)
        int patches,

        @Describe("how many kinds of sprites there are") @Default("10") @Range(min = 2, max = 11)
        int kinds,

        @Describe("number of training, validation and test images")
        @Default("{train: 4000, validation: 500, test: 1000}")
        Counts examples,

        @Describe("further columns: parts (the kind in each patch, one number for each), mask (the kind at each pixel)")
        Optional<List<PentominoColumn>> also) {

    public PentominoSettings {
        if (also.isPresent() && new HashSet<>(also.get()).size() < also.get().size()) {
            throw new IllegalArgumentException("also names something twice");
        }
    }

    /** Pixels along a side of an image. */
    int side() {
        return patches * Sprite.PATCH;
    }
}
