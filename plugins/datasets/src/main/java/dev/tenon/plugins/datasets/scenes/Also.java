package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.settings.Describe;

/** A further column of scenes, beside whether there is what is to be found. */
public enum Also {
    @Describe("the class of each pixel: ground (the background), or the digit whose ink covers it (the last one drawn)")
    MASK,
    @Describe("the presence of each digit in the scene")
    DIGITS,
    @Describe("the class of the digit where a scene has a single one; not known where it has several")
    DIGIT,
    @Describe("row and column of the centre of what is to be found, from 0 to 1; unknown where it is absent")
    CENTRE
}
