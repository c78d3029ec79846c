package dev.tenon.backend.opencl.kernels;

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

    /** Whether the bordered image is the image. */
    public boolean none() {
        return top == 0 && left == 0 && fullHeight == height && fullWidth == width;
    }

    /** Elements of a bordered image. */
    public int size() {
        return fullHeight * fullWidth * channels;
    }
}
