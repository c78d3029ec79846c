package dev.tenon.backend.cpu.steps;

import dev.tenon.api.graph.Window;
import dev.tenon.api.lowering.ConvShape;
import dev.tenon.backend.cpu.kernels.copy.CopyKernels;
import dev.tenon.backend.cpu.kernels.tile.TermChunks;
import java.util.Arrays;

/**
 * Images copied with their zero padding, so that kernels need no bounds checks. The copy reads each image once; a
 * convolution reads it once for each tap and filter.
 *
 * @param height rows of the image
 * @param width columns of the image
 * @param channels channels of the image
 * @param top rows of zeros above; negative leaves rows of the image out
 * @param left columns of zeros on the left; negative leaves columns out
 * @param fullHeight rows with the padding
 * @param fullWidth columns with the padding
 */
record PaddedImage(int height, int width, int channels, int top, int left, int fullHeight, int fullWidth) {

    /** The zeros that a convolution's windows need. */
    static PaddedImage of(ConvShape shape) {
        Window w = shape.window();
        int fullHeight = (shape.down() - 1) * w.strideHeight() + w.spanHeight();
        int fullWidth = (shape.across() - 1) * w.strideWidth() + w.spanWidth();
        if (w.padTop() == 0 && w.padLeft() == 0 && fullHeight <= shape.height() && fullWidth <= shape.width()) {
            // None are needed: read the image where it is, whatever the windows leave over.
            return new PaddedImage(
                    shape.height(), shape.width(), shape.channels(), 0, 0, shape.height(), shape.width());
        }
        return new PaddedImage(
                shape.height(), shape.width(), shape.channels(), w.padTop(), w.padLeft(), fullHeight, fullWidth);
    }

    /** Whether the padded image is the image. */
    boolean none() {
        return top == 0 && left == 0 && fullHeight == height && fullWidth == width;
    }

    /** Floats of a padded image. */
    int size() {
        return fullHeight * fullWidth * channels;
    }

    /** The terms of a convolution's result, tap by tap, from where the first tap is. */
    TermChunks terms(ConvShape shape) {
        Window w = shape.window();
        int length = shape.groupChannels();
        TermChunks.Builder terms = new TermChunks.Builder(1);
        for (int i = 0; i < w.height(); i++) {
            for (int j = 0; j < w.width(); j++) {
                int shift = (i * w.dilationHeight() * fullWidth + j * w.dilationWidth()) * channels;
                int term = (i * w.width() + j) * length;
                terms.add(term, shift, term, length);
            }
        }
        return terms.build();
    }

    /** Distance of the first taps of results that are adjacent in a column. */
    int rowStep(ConvShape shape) {
        return shape.window().strideHeight() * fullWidth * channels;
    }

    /** Where the first tap of each result is, in some padded images one after the other, of the first rows of results. */
    int[] starts(ConvShape shape, int images, int rows) {
        int[] starts = new int[images * rows * shape.across()];
        int result = 0;
        for (int image = 0; image < images; image++) {
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < shape.across(); x++) {
                    starts[result++] = image * size()
                            + y * rowStep(shape)
                            + x * shape.window().strideWidth() * channels;
                }
            }
        }
        return starts;
    }

    /** Writes some padded images, one after the other, to the beginning of {@code out}. */
    void copy(float[] x, int xi, int images, float[] out) {
        copy(x, xi, images, 0, fullHeight, out);
    }

    /** The same of each image's rows {@code from} to {@code to - 1} alone, each where it would be with all others. */
    void copy(float[] x, int xi, int images, int from, int to, float[] out) {
        for (int image = 0; image < images; image++) {
            copy(x, xi + image * height * width * channels, from, to, out, image * size());
        }
    }

    /**
     * Writes some padded images to {@code out[oi]...}, as the lanes of vectors: float {@code k} of image {@code j} to
     * {@code out[oi + k * lanes + j]}. Lanes without an image are 0.
     *
     * @param every the distance of images of neighbouring lanes: 1 for all images
     * @param first the first row of padded images to write
     * @param last after the last
     */
    void copyLanes(
            CopyKernels copies,
            float[] x,
            int xi,
            int every,
            int images,
            int lanes,
            int first,
            int last,
            float[] out,
            int oi) {
        int row0 = Math.clamp(top, first, last);
        int row1 = Math.clamp(top + height, row0, last);
        int column0 = Math.clamp(left, 0, fullWidth);
        int column1 = Math.clamp(left + width, column0, fullWidth);
        if (images < lanes || row0 > first || row1 < last || column0 > 0 || column1 < fullWidth) {
            int pitch = fullWidth * channels * lanes;
            Arrays.fill(out, oi + first * pitch, oi + last * pitch, 0f);
        }
        int from = xi + ((row0 - top) * width + column0 - left) * channels;
        int to = oi + (row0 * fullWidth + column0) * channels * lanes;
        boolean whole = fullWidth == width && left == 0;
        int count = whole ? 1 : row1 - row0;
        int run = (whole ? (row1 - row0) * width : column1 - column0) * channels;
        copies.transposed(
                x,
                from,
                width * channels,
                every * height * width * channels,
                out,
                to,
                fullWidth * channels * lanes,
                lanes,
                count,
                images,
                run);
    }

    /** Writes rows of the padded image to {@code out[oi]...}. */
    private void copy(float[] x, int xi, int first, int last, float[] out, int oi) {
        int row0 = Math.clamp(top, first, last);
        int row1 = Math.clamp(top + height, row0, last);
        int pitch = fullWidth * channels;
        Arrays.fill(out, oi + first * pitch, oi + row0 * pitch, 0f);
        int column0 = Math.max(0, left) * channels;
        int column1 = Math.max(column0, Math.min(fullWidth, left + width) * channels);
        for (int row = row0; row < row1; row++) {
            int to = oi + row * pitch;
            int from = xi + ((row - top) * width - left) * channels;
            Arrays.fill(out, to, to + column0, 0f);
            System.arraycopy(x, from + column0, out, to + column0, column1 - column0);
            Arrays.fill(out, to + column1, to + pitch, 0f);
        }
        Arrays.fill(out, oi + row1 * pitch, oi + last * pitch, 0f);
    }
}
