package dev.tenon.api.augmentation;

import dev.tenon.api.settings.Describe;

/** What is at places outside an image. */
public enum Outside {
    @Describe("0; in a mask, the class or sign of the nearest pixel")
    ZERO,
    @Describe("the value of the nearest pixel")
    EDGE,
    @Describe("the image, mirrored at its outermost pixels")
    REFLECT
}
