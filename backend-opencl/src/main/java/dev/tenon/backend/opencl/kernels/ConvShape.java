package dev.tenon.backend.opencl.kernels;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Window;

/**
 * A convolution of images {@code [images, height, width, channels]} with kernels {@code [window, channels / groups, filters]}
 * to {@code [images, down, across, filters]}.
 */
public record ConvShape(
        Window window, int groups, int images, int height, int width, int channels, int filters, int down, int across) {

    /** A convolution of images of a shape. */
    public static ConvShape of(Window window, int groups, Shape images, int filters) {
        return new ConvShape(
                window,
                groups,
                images.dim(0),
                images.dim(1),
                images.dim(2),
                images.dim(3),
                filters,
                window.windowsDown(images.dim(1)),
                window.windowsAcross(images.dim(2)));
    }

    /** Channels of a group. */
    public int groupChannels() {
        return channels / groups;
    }

    /** Filters of a group. */
    public int groupFilters() {
        return filters / groups;
    }

    /** Places of a kernel. */
    public int taps() {
        return window.height() * window.width();
    }

    /** Terms of a result, padding included. */
    public int depth() {
        return taps() * groupChannels();
    }

    /** Results of an image in one filter. */
    public int positions() {
        return down * across;
    }

    /** The images as the convolution and its weight gradient read them. */
    public Border imageBorder() {
        Window w = window;
        int fullHeight = (down - 1) * w.strideHeight() + w.spanHeight();
        int fullWidth = (across - 1) * w.strideWidth() + w.spanWidth();
        boolean enough = w.padTop() == 0 && w.padLeft() == 0 && fullHeight <= height && fullWidth <= width;
        return new Border(
                height,
                width,
                channels,
                w.padTop(),
                w.padLeft(),
                enough ? height : fullHeight,
                enough ? width : fullWidth);
    }
}
