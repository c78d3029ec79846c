package dev.tenon.api.lowering;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Window;

/**
 * A convolution: images {@code [images, height, width, channels]}, kernels {@code [window, channels / groups, filters]},
 * results {@code [images, down, across, filters]}.
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

    /** Taps of a kernel in one channel. */
    public int taps() {
        return window.height() * window.width();
    }

    /** Terms of one result, padding included, and rows of the kernels as a matrix: taps times the channels of a group. */
    public int depth() {
        return taps() * groupChannels();
    }

    /** How the window slides down an image. */
    public WindowAxis downAxis() {
        return new WindowAxis(
                height, down, window.height(), window.dilationHeight(), window.strideHeight(), window.padTop());
    }

    /** How it slides across. */
    public WindowAxis acrossAxis() {
        return new WindowAxis(
                width, across, window.width(), window.dilationWidth(), window.strideWidth(), window.padLeft());
    }

    /** Elements of an image. */
    public int imageSize() {
        return height * width * channels;
    }

    /** Results of an image in one filter. */
    public int positions() {
        return down * across;
    }

    /** Results of an image. */
    public int resultSize() {
        return positions() * filters;
    }

    /** Multiply-adds of one image, padding included. */
    public long imageProducts() {
        return (long) positions() * depth() * filters;
    }
}
