package dev.tenon.api.settings;

import java.util.List;

/**
 * A height and a width in pixels, written {@code [8, 16]}, or {@code 3} for both.
 *
 * @param height down
 * @param width across
 */
public record Size(int height, int width) {

    /** A square. */
    @Shorthand
    public static Size square(int both) {
        return new Size(both, both);
    }

    /** Height, then width. */
    @Shorthand
    public static Size of(List<Integer> heightThenWidth) {
        if (heightThenWidth.size() != 2) {
            throw new IllegalArgumentException("takes one number, or [height, width], not " + heightThenWidth);
        }
        return new Size(heightThenWidth.get(0), heightThenWidth.get(1));
    }
}
