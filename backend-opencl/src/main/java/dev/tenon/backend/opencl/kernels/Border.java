package dev.tenon.backend.opencl.kernels;

import dev.tenon.api.graph.Window;
import dev.tenon.api.lowering.ConvShape;

/**
 * Images with zeros around them, so that products need not look where an image ends.
 *
 * @param height rows of the image
 * @param width columns of the image
 * @param channels channels of the image
 * @param top rows of zeros above; negative leaves rows of the image out
 * @param left columns of zeros on the left; negative leaves columns out
 * @param fullHeight rows with the border
 * @param fullWidth columns with the border
 */
public record Border(int height, int width, int channels, int top, int left, int fullHeight, int fullWidth) {

    /** The images as a convolution and its weight gradient read them. */
    public static Border ofImages(ConvShape shape) {
        Window w = shape.window();
        int fullHeight = (shape.down() - 1) * w.strideHeight() + w.spanHeight();
        int fullWidth = (shape.across() - 1) * w.strideWidth() + w.spanWidth();
        boolean enough =
                w.padTop() == 0 && w.padLeft() == 0 && fullHeight <= shape.height() && fullWidth <= shape.width();
        return new Border(
                shape.height(),
                shape.width(),
                shape.channels(),
                w.padTop(),
                w.padLeft(),
                enough ? shape.height() : fullHeight,
                enough ? shape.width() : fullWidth);
    }

    /** The gradients of a convolution's results as its input gradient reads them. */
    public static Border ofGradients(ConvShape shape) {
        int[] rows = shape.downAxis().reach();
        int[] columns = shape.acrossAxis().reach();
        return new Border(
                shape.down(),
                shape.across(),
                shape.filters(),
                -rows[0],
                -columns[0],
                rows[1] - rows[0] + 1,
                columns[1] - columns[0] + 1);
    }

    /** Whether the bordered image is the image. */
    public boolean none() {
        return top == 0 && left == 0 && fullHeight == height && fullWidth == width;
    }

    /** Elements of a bordered image. */
    public int size() {
        return fullHeight * fullWidth * channels;
    }
}
