package dev.tenon.api.settings;

import dev.tenon.api.graph.Window;
import java.util.List;

/**
 * The border put around an image before a window slides over it: {@code same} (as many windows as pixels,
 * divided by the stride), {@code valid} (none), {@code 2}, {@code [down, across]} or {@code [top, bottom, left,
 * right]}, in pixels.
 */
public record Padding(Kind kind, int top, int bottom, int left, int right) {

    /** How the border is chosen. */
    public enum Kind {
        /** As much as gives one window for each {@code stride} pixels; depends on the image. */
        SAME,
        /** The four numbers of pixels. */
        EXPLICIT
    }

    /** One of the two words. */
    @Shorthand
    public static Padding named(String name) {
        return switch (name) {
            case "same" -> new Padding(Kind.SAME, 0, 0, 0, 0);
            case "valid" -> new Padding(Kind.EXPLICIT, 0, 0, 0, 0);
            default ->
                throw new IllegalArgumentException(
                        "takes same, valid, a number, [down, across] or [top, bottom, left, right], not " + name);
        };
    }

    /** As many pixels on each side. */
    @Shorthand
    public static Padding all(int pixels) {
        return of(List.of(pixels, pixels));
    }

    /** {@code [down, across]} or {@code [top, bottom, left, right]}. */
    @Shorthand
    public static Padding of(List<Integer> pixels) {
        if (pixels.stream().anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException("is at least 0 pixels, not " + pixels);
        }
        return switch (pixels.size()) {
            case 2 -> new Padding(Kind.EXPLICIT, pixels.get(0), pixels.get(0), pixels.get(1), pixels.get(1));
            case 4 -> new Padding(Kind.EXPLICIT, pixels.get(0), pixels.get(1), pixels.get(2), pixels.get(3));
            default ->
                throw new IllegalArgumentException("takes [down, across] or [top, bottom, left, right], not " + pixels);
        };
    }

    /** The window with this border, over an image of the given extent. */
    public Window around(Window window, int imageHeight, int imageWidth) {
        return switch (kind) {
            case SAME -> window.padSame(imageHeight, imageWidth);
            case EXPLICIT -> window.pad(top, bottom, left, right);
        };
    }
}
