package dev.tenon.backend.cpu.steps;

import dev.tenon.backend.cpu.kernels.MoveKernels;
import java.util.Arrays;

/**
 * Images with zeros around them, channel by channel, and in each row the columns that a strided window meets one after the
 * other. So what a tap of one channel meets in a row of windows is contiguous, and so are the terms of a kernel's gradient. The
 * copy costs one pass over the image, the gradient one for each tap and filter.
 *
 * @param height rows of the image
 * @param width columns of the image
 * @param channels channels of the image
 * @param top rows of zeros above
 * @param left columns of zeros on the left
 * @param fullHeight rows with the border; rows of the image beyond are left out
 * @param fullWidth columns with the border; likewise
 * @param stride distance of windows in a row
 */
record Planes(int height, int width, int channels, int top, int left, int fullHeight, int fullWidth, int stride) {
    /** Floats of a cache line. */
    private static final int LINE = 16;

    /** Columns of one remainder by the stride. */
    private int phaseWidth() {
        return (fullWidth + stride - 1) / stride;
    }

    /** Distance of neighbouring rows. */
    int rowStep() {
        return phaseWidth() * stride;
    }

    /** Distance of neighbouring channels: an odd number of cache lines, so that they do not contend for the same places. */
    int channelStep() {
        if (none()) {
            return height * width;
        }
        int lines = (fullHeight * rowStep() + LINE - 1) / LINE;
        return (lines | 1) * LINE;
    }

    /** Floats of an image. */
    int size() {
        return channels * channelStep();
    }

    /** Where a column of the bordered image is in its row. */
    int column(int x) {
        return x % stride * phaseWidth() + x / stride;
    }

    /** Whether images need not be copied, being what the copy would be. */
    boolean none() {
        return channels == 1 && stride == 1 && top == 0 && left == 0 && fullHeight == height && fullWidth == width;
    }

    /** Writes an image's planes to {@code out[oi]...}. */
    void copy(MoveKernels moves, float[] x, int xi, float[] out, int oi) {
        int row0 = Math.min(top, fullHeight);
        int row1 = Math.min(fullHeight, top + height);
        int column1 = Math.min(fullWidth, left + width);
        boolean bordered = row0 > 0 || row1 < fullHeight || left > 0 || column1 < fullWidth || rowStep() > fullWidth;
        if (bordered) {
            Arrays.fill(out, oi, oi + size(), 0f);
        }
        for (int row = row0; row < row1; row++) {
            int from = xi + (row - top) * width * channels;
            int to = oi + row * rowStep();
            for (int phase = 0; phase < stride; phase++) {
                // The first column of this remainder that lies in the image.
                int first = left + Math.floorMod(phase - left, stride);
                int count = (column1 - first + stride - 1) / stride;
                if (count > 0) {
                    moves.transposed(
                            x,
                            from + (first - left) * channels,
                            stride * channels,
                            out,
                            to + column(first),
                            channelStep(),
                            count,
                            channels);
                }
            }
        }
    }
}
