package dev.tenon.plugins.datasets.pentomino;

import dev.tenon.api.settings.Describe;

/** A further column of images of pentominoes. */
public enum PentominoColumn {
    @Describe(
            "for each patch and each kind, 1 where the sprite in it is of that kind, else 0: what a perfect reader of patches would output")
    PARTS,
    @Describe("the class of each pixel: ground (the background), or the kind of the sprite that it belongs to")
    MASK
}
