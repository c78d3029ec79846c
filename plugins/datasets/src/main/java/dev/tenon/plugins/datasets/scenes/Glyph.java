package dev.tenon.plugins.datasets.scenes;

import dev.tenon.plugins.datasets.image.BilinearScaling;
import java.util.Optional;

/**
 * A handwritten digit, cut to the smallest box that holds all its ink.
 *
 * @param digit its class
 * @param ink {@code [height, width]}, row-major
 * @param sources the originals it was made from
 */
record Glyph(int digit, int height, int width, float[] ink, int[] sources) {

    /**
     * Cuts a digit out of its image.
     *
     * @param pixels {@code [height, width]}
     * @return nothing if the image is blank
     */
    static Optional<Glyph> cut(int digit, float[] pixels, int height, int width, int[] sources) {
        int top = height;
        int bottom = -1;
        int left = width;
        int right = -1;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                if (pixels[row * width + column] > 0) {
                    top = Math.min(top, row);
                    bottom = Math.max(bottom, row);
                    left = Math.min(left, column);
                    right = Math.max(right, column);
                }
            }
        }
        if (bottom < 0) {
            return Optional.empty();
        }
        int tall = bottom - top + 1;
        int wide = right - left + 1;
        float[] ink = new float[tall * wide];
        for (int row = 0; row < tall; row++) {
            System.arraycopy(pixels, (top + row) * width + left, ink, row * wide, wide);
        }
        return Optional.of(new Glyph(digit, tall, wide, ink, sources));
    }

    /** The digit in another size, at least one pixel high and wide. */
    Glyph scaled(double factor) {
        int tall = Math.max(1, (int) Math.round(height * factor));
        int wide = Math.max(1, (int) Math.round(width * factor));
        return new Glyph(digit, tall, wide, BilinearScaling.bilinear(ink, height, width, 1, tall, wide), sources);
    }
}
