package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.settings.Describe;
import java.util.Locale;

/** A further column of scenes with a number. */
public enum NumberColumn {
    @Describe("the presence of each digit in the scene")
    DIGITS,
    @Describe(
            "for each square of 2 x 2 pixels and each digit, 1 where the centre of such a digit is, else 0: what a perfect detector of digits would output")
    PARTS,
    @Describe("the class of each pixel: ground (the background), or the digit whose ink covers it")
    DIGIT_MASK,
    @Describe("the place of each pixel: ground, or whether its ink is of the left digit, the right one or another")
    PLACE_MASK;

    /** Its name in a file: {@code digit-mask}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
