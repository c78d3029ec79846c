package dev.tenon.plugins.datasets.image;

import dev.tenon.api.numerics.RandomStream;

/**
 * A black image of one channel on which light is put. Where two lights meet they combine as on a screen that two
 * lamps shine on, {@code 1 - (1 - a)(1 - b)}, so that no pixel ever leaves [0, 1] and none needs clipping.
 */
public final class LightCanvas {

    private final float[] pixels;
    private final int offset;
    private final int height;
    private final int width;

    /**
     * A canvas that is part of a larger array.
     *
     * @param pixels receives the light, row-major; zeros at first
     * @param offset index of the canvas's first pixel
     */
    public LightCanvas(float[] pixels, int offset, int height, int width) {
        this.pixels = pixels;
        this.offset = offset;
        this.height = height;
        this.width = width;
    }

    /** Puts light, from 0 to 1, on one pixel. */
    public void light(int row, int column, float light) {
        if (row < 0 || row >= height || column < 0 || column >= width) {
            throw new IndexOutOfBoundsException(
                    "pixel " + row + ", " + column + " of a canvas of " + height + " x " + width);
        }
        int i = offset + row * width + column;
        pixels[i] = 1f - (1f - pixels[i]) * (1f - light);
    }

    /** Puts on every pixel a random light from 0 up to the level; level 0 takes no random numbers. */
    public void noise(float level, RandomStream random) {
        if (level > 0) {
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    light(row, column, level * random.nextFloat());
                }
            }
        }
    }
}
