package dev.tenon.api.graph;

/**
 * A window that slides over the height and width of images: its extent, its steps, the spacing of its
 * taps, and the border put around the image.
 *
 * @param height taps down, at least 1
 * @param width taps across, at least 1
 * @param strideHeight pixels between neighbouring windows, down
 * @param strideWidth pixels between neighbouring windows, across
 * @param dilationHeight pixels between neighbouring taps, down; 1 for a dense window
 * @param dilationWidth pixels between neighbouring taps, across
 * @param padTop border rows above the image
 * @param padBottom border rows below
 * @param padLeft border columns on the left
 * @param padRight border columns on the right
 */
public record Window(
        int height,
        int width,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth,
        int padTop,
        int padBottom,
        int padLeft,
        int padRight) {

    /**
     * Refuses an invalid window.
     *
     * @throws ShapeException if there is no tap, a stride or dilation is less than 1, or a border less than 0
     */
    public Window {
        if (height < 1 || width < 1) {
            throw new ShapeException("a window of " + height + "x" + width + " has no taps");
        }
        if (strideHeight < 1 || strideWidth < 1 || dilationHeight < 1 || dilationWidth < 1) {
            throw new ShapeException("strides and dilations are at least 1");
        }
        if (padTop < 0 || padBottom < 0 || padLeft < 0 || padRight < 0) {
            throw new ShapeException("padding is at least 0");
        }
    }

    /** A dense window with stride 1 and no padding. */
    public static Window of(int height, int width) {
        return new Window(height, width, 1, 1, 1, 1, 0, 0, 0, 0);
    }

    /** This window with other strides. */
    public Window stride(int down, int across) {
        return new Window(
                height, width, down, across, dilationHeight, dilationWidth, padTop, padBottom, padLeft, padRight);
    }

    /** This window with other dilations. */
    public Window dilation(int down, int across) {
        return new Window(height, width, strideHeight, strideWidth, down, across, padTop, padBottom, padLeft, padRight);
    }

    /** This window with other padding. */
    public Window pad(int top, int bottom, int left, int right) {
        return new Window(
                height, width, strideHeight, strideWidth, dilationHeight, dilationWidth, top, bottom, left, right);
    }

    /**
     * This window padded so that an image of the given extent gives {@code ceil(extent / stride)}
     * windows; an odd border pixel goes to the bottom and the right (as Keras and TensorFlow do).
     */
    public Window padSame(int imageHeight, int imageWidth) {
        int down = same(imageHeight, spanHeight(), strideHeight);
        int across = same(imageWidth, spanWidth(), strideWidth);
        return pad(down / 2, down - down / 2, across / 2, across - across / 2);
    }

    private static int same(int extent, int span, int stride) {
        int windows = (extent + stride - 1) / stride;
        return Math.max(0, (windows - 1) * stride + span - extent);
    }

    /** Rows from the first to the last tap, {@code (height - 1) * dilation + 1}. */
    public int spanHeight() {
        return (height - 1) * dilationHeight + 1;
    }

    /** Columns from the first to the last tap. */
    public int spanWidth() {
        return (width - 1) * dilationWidth + 1;
    }

    /**
     * How many windows fit down an image of the given height.
     *
     * @throws ShapeException if none fits
     */
    public int windowsDown(int imageHeight) {
        return windows("height", imageHeight + padTop + padBottom, spanHeight(), strideHeight);
    }

    /**
     * How many windows fit across an image of the given width.
     *
     * @throws ShapeException if none fits
     */
    public int windowsAcross(int imageWidth) {
        return windows("width", imageWidth + padLeft + padRight, spanWidth(), strideWidth);
    }

    private static int windows(String what, int padded, int span, int stride) {
        if (span > padded) {
            throw new ShapeException("the kernel's "
                    + what
                    + " of "
                    + span
                    + " is larger than its input's "
                    + padded
                    + " (padding included); use a smaller kernel, more padding or less pooling before it");
        }
        return (padded - span) / stride + 1;
    }
}
