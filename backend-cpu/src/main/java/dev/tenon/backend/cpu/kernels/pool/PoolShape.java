package dev.tenon.backend.cpu.kernels.pool;

import dev.tenon.api.graph.Window;

/**
 * Windows over one image {@code [height, width, channels]}.
 *
 * @param window the windows
 * @param height rows of the image
 * @param width columns of the image
 * @param channels channels of the image
 * @param down windows down
 * @param across windows across
 */
public record PoolShape(Window window, int height, int width, int channels, int down, int across) {
    private static final Window HALVES = Window.of(2, 2).stride(2, 2);

    /** Windows over images of this shape. */
    public static PoolShape of(Window window, int height, int width, int channels) {
        return new PoolShape(window, height, width, channels, window.windowsDown(height), window.windowsAcross(width));
    }

    /** Floats of an image. */
    public int imageSize() {
        return height * width * channels;
    }

    /** Floats of the result for an image. */
    public int resultSize() {
        return down * across * channels;
    }

    /** Whether these are the windows of almost every net: 2x2, side by side, none in the padding. */
    boolean halves() {
        return window.equals(HALVES);
    }

    /** The image row of the first tap of a row of windows; negative in the padding. */
    int top(int row) {
        return row * window.strideHeight() - window.padTop();
    }

    /** The image column of the first tap of a column of windows; negative in the padding. */
    int left(int column) {
        return column * window.strideWidth() - window.padLeft();
    }

    /** The image row of a tap. */
    int tapRow(int top, int tap) {
        return top + tap * window.dilationHeight();
    }

    /** The image column of a tap. */
    int tapColumn(int left, int tap) {
        return left + tap * window.dilationWidth();
    }

    boolean inside(int row, int column) {
        return row >= 0 && row < height && column >= 0 && column < width;
    }

    /** For each tap of a window, how far its pixel is from the first tap's in an image. */
    public int[] taps() {
        int[] taps = new int[window.height() * window.width()];
        for (int i = 0; i < window.height(); i++) {
            for (int j = 0; j < window.width(); j++) {
                taps[i * window.width() + j] = (tapRow(0, i) * width + tapColumn(0, j)) * channels;
            }
        }
        return taps;
    }

    /** For each window, how many of its taps lie in the image. */
    public float[] counts() {
        float[] counts = new float[down * across];
        for (int row = 0; row < down; row++) {
            for (int column = 0; column < across; column++) {
                int count = 0;
                for (int i = 0; i < window.height(); i++) {
                    for (int j = 0; j < window.width(); j++) {
                        count += inside(tapRow(top(row), i), tapColumn(left(column), j)) ? 1 : 0;
                    }
                }
                counts[row * across + column] = count;
            }
        }
        return counts;
    }
}
