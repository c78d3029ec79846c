package dev.tenon.backend.cpu.steps;

import dev.tenon.api.graph.Window;
import dev.tenon.api.numerics.Contract;

/**
 * A convolution: images {@code [images, height, width, channels]}, kernels {@code [window, channels / groups, filters]},
 * results {@code [images, down, across, filters]}.
 */
public record ConvShape(
        Window window, int groups, int images, int height, int width, int channels, int filters, int down, int across) {

    /** A convolution of images of this shape. */
    public static ConvShape of(
            Window window, int groups, int images, int height, int width, int channels, int filters) {
        return new ConvShape(
                window,
                groups,
                images,
                height,
                width,
                channels,
                filters,
                window.windowsDown(height),
                window.windowsAcross(width));
    }

    /** Channels of a group. */
    public int groupChannels() {
        return channels / groups;
    }

    /** Filters of a group. */
    public int groupFilters() {
        return filters / groups;
    }

    /** Whether each channel has one filter of its own, of several channels, with the taps of one chunk at most. */
    public boolean depthwise() {
        return groups > 1 && groups == channels && groups == filters && taps() <= Contract.CHUNK;
    }

    /** Taps of a kernel in one channel. */
    public int taps() {
        return window.height() * window.width();
    }

    /** Terms of one result, and rows of the kernels as a matrix: taps times the channels of a group. */
    public int depth() {
        return taps() * groupChannels();
    }

    /** How the window slides down an image. */
    WindowAxis downAxis() {
        return new WindowAxis(
                height, down, window.height(), window.dilationHeight(), window.strideHeight(), window.padTop());
    }

    /** How it slides across. */
    WindowAxis acrossAxis() {
        return new WindowAxis(
                width, across, window.width(), window.dilationWidth(), window.strideWidth(), window.padLeft());
    }

    /** Floats of an image. */
    public int imageSize() {
        return height * width * channels;
    }

    /** Results of an image in one filter. */
    public int positions() {
        return down * across;
    }

    /** Floats of an image's result. */
    public int resultSize() {
        return down * across * filters;
    }

    /** Multiply-adds of one image, padding included. */
    public long imageProducts() {
        return (long) positions() * depth() * filters;
    }
}
