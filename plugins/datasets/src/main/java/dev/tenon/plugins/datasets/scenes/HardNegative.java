package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.settings.Describe;
import java.util.Locale;

/** A scene that has something of a pair of digits and yet is not the pair. */
public enum HardNegative {
    @Describe("both digits are there, but far from each other")
    APART,
    @Describe("both digits are there, the right one to the left of the left one")
    REVERSED,
    @Describe("both digits are there, one on top of the other")
    OVERLAPPING,
    @Describe("one of the digits is there, and a digit that is not of the pair far from it")
    SINGLE,
    @Describe("two digits side by side, at least one of them another: 17 or 60 for 10")
    OTHER_DIGITS;

    /** Its name in a file and in annotations: {@code other-digits}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
