package dev.tenon.plugins.datasets.range;

import dev.tenon.api.settings.Shorthand;
import java.util.List;

/** A range of whole numbers, {@code [1, 3]}, both included, or {@code 2} alone. */
public record Span(int min, int max) {

    public Span {
        if (min > max) {
            throw new IllegalArgumentException("takes the lesser number first, not [" + min + ", " + max + "]");
        }
    }

    /** One number. */
    @Shorthand
    public static Span of(int number) {
        return new Span(number, number);
    }

    /** From, to. */
    @Shorthand
    public static Span of(List<Integer> minThenMax) {
        if (minThenMax.size() != 2) {
            throw new IllegalArgumentException("takes one number, or [least, greatest], not " + minThenMax);
        }
        return new Span(minThenMax.get(0), minThenMax.get(1));
    }
}
