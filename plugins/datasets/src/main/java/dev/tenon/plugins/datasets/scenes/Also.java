package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.settings.Describe;

/** A further column of scenes, beside whether there is what is to be found. */
public enum Also {
    @Describe("the class of each pixel: ground, or the digit whose ink lies there, the last drawn on top")
    MASK,
    @Describe("which digits are in the scene")
    DIGITS,
    @Describe("the class of the digit where a scene has a single one; not known where it has several")
    DIGIT,
    @Describe("row and column of the centre of what is to be found, from 0 to 1; not known where it is not there")
    CENTRE
}
