package dev.tenon.api.graph;

import java.util.ArrayList;
import java.util.List;

/** What the convolutions mean, in primitives. The order of every sum is part of the meaning. */
final class Convolutions {

    /** Terms of one chain in a weight gradient; equal to the chunk of a matrix product. */
    private static final int CHUNK = 256;

    private Convolutions() {}

    static void checkKernel(Window window, int groups, Shape w) {
        if (w.rank() != 4 || w.dim(0) != window.height() || w.dim(1) != window.width()) {
            throw new ShapeException("a "
                    + window.height()
                    + "x"
                    + window.width()
                    + " convolution takes kernels [height, width, channels in, channels out], not "
                    + w);
        }
        if (groups < 1 || w.dim(3) % groups != 0) {
            throw new ShapeException(
                    "the " + w.dim(3) + " filters of a convolution do not divide into " + groups + " groups");
        }
    }

    static void checkGradient(Window window, Shape g, int height, int width) {
        if (g.dim(1) != window.windowsDown(height) || g.dim(2) != window.windowsAcross(width)) {
            throw new ShapeException(
                    "gradient " + g + " is not that of windows over a " + height + "x" + width + " image");
        }
    }

    static Value forward(Composite.Conv2d conv, Value x, Value w) {
        return byGroup(conv.groups(), x, w, (image, kernel) -> {
            Value patches = Ops.unfold(image, conv.window());
            Shape p = patches.shape();
            Value rows = Ops.reshape(patches, Shape.of(p.dim(0) * p.dim(1) * p.dim(2), p.dim(3)));
            int filters = kernel.shape().dim(3);
            Value product = Ops.matmul(rows, Ops.reshape(kernel, Shape.of(p.dim(3), filters)));
            return Ops.reshape(product, Shape.of(p.dim(0), p.dim(1), p.dim(2), filters));
        });
    }

    /**
     * A correlation of the spread and padded gradient with the kernel turned by 180 degrees: the terms of a
     * pixel come in ascending order of the output positions that it touched.
     */
    static Value inputGradient(Composite.Conv2dInputGradient conv, Value g, Value w) {
        Window window = conv.window();
        return byGroup(conv.groups(), g, w, (gradient, kernel) -> {
            int reachDown = window.spanHeight() - 1;
            int reachAcross = window.spanWidth() - 1;
            Shape s = gradient.shape();
            int down = (s.dim(1) - 1) * window.strideHeight() + 1;
            int across = (s.dim(2) - 1) * window.strideWidth() + 1;
            int top = reachDown - window.padTop();
            int left = reachAcross - window.padLeft();
            Value spread = Ops.pad(
                    gradient,
                    List.of(0, top, left, 0),
                    List.of(0, conv.height() + reachDown - top - down, conv.width() + reachAcross - left - across, 0),
                    List.of(0, window.strideHeight() - 1, window.strideWidth() - 1, 0),
                    0f);
            Window taps = Window.of(window.height(), window.width())
                    .dilation(window.dilationHeight(), window.dilationWidth());
            Value patches = Ops.unfold(spread, taps);
            Shape p = patches.shape();
            Value turned = Ops.permute(Ops.flip(kernel, 0, 1), 0, 1, 3, 2);
            int channels = kernel.shape().dim(2);
            Value product = Ops.matmul(
                    Ops.reshape(patches, Shape.of(p.dim(0) * p.dim(1) * p.dim(2), p.dim(3))),
                    Ops.reshape(turned, Shape.of(p.dim(3), channels)));
            return Ops.reshape(product, Shape.of(p.dim(0), p.dim(1), p.dim(2), channels));
        });
    }

    /**
     * One matrix product for each chunk of positions, then their sum. Small images share a chunk and large
     * ones are cut between rows, so that no chunk holds parts of two images and each can be worked on by
     * itself.
     */
    static Value weightGradient(Composite.Conv2dWeightGradient conv, Value x, Value g) {
        Window window = conv.window();
        return byGroup(conv.groups(), x, g, (image, gradient) -> {
            Value patches = Ops.unfold(image, window);
            Shape p = patches.shape();
            int n = p.dim(0);
            int down = p.dim(1);
            int across = p.dim(2);
            int filters = gradient.shape().dim(3);
            int chunks;
            int chunkLength;
            if (down * across <= CHUNK) {
                int images = CHUNK / (down * across);
                chunks = (n + images - 1) / images;
                patches = padEnd(patches, 0, chunks * images);
                gradient = padEnd(gradient, 0, chunks * images);
                chunkLength = images * down * across;
            } else {
                int pieces = (down * across + CHUNK - 1) / CHUNK;
                int rows = (down + pieces - 1) / pieces;
                int perImage = (down + rows - 1) / rows;
                patches = padEnd(patches, 1, perImage * rows);
                gradient = padEnd(gradient, 1, perImage * rows);
                chunks = n * perImage;
                chunkLength = rows * across;
            }
            Value products = Ops.matmul(
                    Ops.reshape(patches, Shape.of(chunks, chunkLength, p.dim(3))),
                    Ops.reshape(gradient, Shape.of(chunks, chunkLength, filters)),
                    true,
                    false);
            Value sum = Ops.sum(products, 0);
            return Ops.reshape(
                    sum, Shape.of(window.height(), window.width(), image.shape().dim(3), filters));
        });
    }

    private static Value padEnd(Value x, int axis, int extent) {
        int more = extent - x.shape().dim(axis);
        if (more == 0) {
            return x;
        }
        List<Integer> zero = List.of(0, 0, 0, 0);
        List<Integer> high = new ArrayList<>(zero);
        high.set(axis, more);
        return Ops.pad(x, zero, high, zero, 0f);
    }

    private interface Pair {
        Value apply(Value a, Value b);
    }

    /** Applies a function to each group of channels (axis 3) and puts the results side by side. */
    private static Value byGroup(int groups, Value a, Value b, Pair body) {
        if (groups == 1) {
            return body.apply(a, b);
        }
        List<Value> parts = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            parts.add(body.apply(part(a, group, groups), part(b, group, groups)));
        }
        return Ops.concat(3, parts);
    }

    private static Value part(Value x, int group, int groups) {
        int extent = x.shape().dim(3) / groups;
        return Ops.slice(x, 3, group * extent, (group + 1) * extent);
    }
}
