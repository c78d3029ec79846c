package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.settings.Describe;
import java.util.Locale;

/** A scene that has something of a pair of digits and yet is not the pair. */
public enum HardNegative {
    @Describe("both digits, but far apart")
    APART,
    @Describe("both digits in reverse order")
    REVERSED,
    @Describe("both digits, one above the other")
    OVERLAPPING,
    @Describe("one of the digits, and another digit far from it")
    SINGLE,
    @Describe("two digits side by side, at least one of them wrong: 17 or 60 for 10")
    OTHER_DIGITS;

    /** Its name in a file and in annotations: {@code other-digits}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
