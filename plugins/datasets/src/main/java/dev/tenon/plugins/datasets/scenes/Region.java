package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Shorthand;
import dev.tenon.api.settings.Size;
import java.util.List;

/**
 * Where on a canvas digits may stand: {@code anywhere}, or {@code [top, left, height, width]} in pixels. A height of 0
 * stands for anywhere.
 */
public record Region(
        @Describe("first row, in pixels") @Range(min = 0) int top,
        @Describe("first column, in pixels") @Range(min = 0) int left,

        @Describe("rows; 0 for the whole canvas") @Range(min = 0)
        int height,

        @Describe("columns; 0 for the whole canvas") @Range(min = 0)
        int width) {

    public Region {
        if ((height == 0) != (width == 0)) {
            throw new IllegalArgumentException(
                    "takes anywhere, or a region that holds something, not " + height + " x " + width + " pixels");
        }
    }

    /** The whole canvas. */
    @Shorthand
    public static Region named(String word) {
        if (!word.equals("anywhere")) {
            throw new IllegalArgumentException("takes anywhere, or [top, left, height, width], not " + word);
        }
        return new Region(0, 0, 0, 0);
    }

    /** A part of the canvas. */
    @Shorthand
    public static Region of(List<Integer> topLeftHeightWidth) {
        if (topLeftHeightWidth.size() != 4) {
            throw new IllegalArgumentException(
                    "takes anywhere, or [top, left, height, width], not " + topLeftHeightWidth);
        }
        return new Region(
                topLeftHeightWidth.get(0),
                topLeftHeightWidth.get(1),
                topLeftHeightWidth.get(2),
                topLeftHeightWidth.get(3));
    }

    /** Whether it lies on the canvas. */
    boolean fits(Size canvas) {
        // Sums in long: a user may write any int.
        return (long) top + height <= canvas.height() && (long) left + width <= canvas.width();
    }

    /** This region in numbers of a given canvas. */
    Region on(Size canvas) {
        return height == 0 ? new Region(0, 0, canvas.height(), canvas.width()) : this;
    }

    @Override
    public String toString() {
        return height == 0 ? "anywhere" : "[" + top + ", " + left + ", " + height + ", " + width + "]";
    }
}
