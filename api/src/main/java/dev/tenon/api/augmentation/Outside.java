package dev.tenon.api.augmentation;

import dev.tenon.api.settings.Describe;

/** What is at places outside an image. */
public enum Outside {
    @Describe("0; a mask has the class or sign of its nearest pixel")
    ZERO,
    @Describe("what the nearest pixel has")
    EDGE,
    @Describe("the image, mirrored at its outermost pixels")
    REFLECT
}
