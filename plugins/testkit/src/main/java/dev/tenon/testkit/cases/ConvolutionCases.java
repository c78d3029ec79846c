package dev.tenon.testkit.cases;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.api.numerics.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** Convolutions and their two gradients: chosen configurations and drawn ones. */
public final class ConvolutionCases {
    private static final int DRAWN = 60;
    private static final int[] EXTENTS = {1, 2, 3, 5, 7, 8, 12, 17};
    private static final int[] CHANNELS = {1, 2, 3, 4, 5, 8, 16, 17, 31, 33};

    private ConvolutionCases() {}

    /** All of them. */
    public static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        // One channel in, one filter.
        cases.add(of(1, 5, 5, 1, 1, Window.of(3, 3), 1));
        cases.add(of(7, 1, 1, 65, 33, Window.of(1, 1), 1));
        cases.add(of(3, 9, 9, 17, 31, Window.of(1, 1), 1));
        // The kernel as large as the image.
        cases.add(of(5, 8, 16, 1, 4, Window.of(8, 16), 1));
        // LeNet's two, a VGG block, a wide kernel on a canvas.
        cases.add(of(3, 28, 28, 1, 6, Window.of(5, 5).pad(2, 2, 2, 2), 1));
        cases.add(of(5, 14, 14, 6, 16, Window.of(5, 5), 1));
        cases.add(of(2, 16, 16, 32, 33, Window.of(3, 3).pad(1, 1, 1, 1), 1));
        cases.add(of(2, 24, 40, 1, 4, Window.of(8, 16), 1));
        // Strides that leave rows over, strides beyond the kernel.
        cases.add(of(2, 11, 10, 3, 5, Window.of(3, 3).stride(2, 2).pad(1, 1, 1, 1), 1));
        cases.add(of(2, 13, 9, 3, 7, Window.of(2, 2).stride(3, 4), 1));
        cases.add(of(3, 8, 8, 16, 32, Window.of(1, 1).stride(2, 2), 1));
        // Padding wider than the kernel reaches, and on one side only.
        cases.add(of(2, 4, 4, 3, 3, Window.of(2, 2).pad(3, 3, 3, 3), 1));
        cases.add(of(2, 5, 6, 2, 3, Window.of(3, 2).pad(0, 2, 1, 0), 1));
        // The kernel fits in the border alone.
        cases.add(of(2, 2, 2, 3, 4, Window.of(5, 5).pad(2, 2, 2, 2), 1));
        // Dilation, with and without stride.
        cases.add(of(2, 12, 11, 4, 5, Window.of(3, 3).dilation(2, 3), 1));
        cases.add(
                of(2, 12, 12, 4, 5, Window.of(3, 3).dilation(2, 2).stride(2, 2).pad(2, 2, 2, 2), 1));
        // Groups, down to one channel each, and several filters for a channel.
        cases.add(of(2, 7, 7, 8, 8, Window.of(3, 3).pad(1, 1, 1, 1), 8));
        cases.add(of(2, 7, 7, 6, 9, Window.of(3, 3), 3));
        cases.add(of(2, 6, 6, 4, 8, Window.of(2, 2), 4));
        // Weight gradients: images that share a chunk with some left over, and images cut in pieces.
        cases.add(of(33, 5, 5, 3, 5, Window.of(3, 3).pad(1, 1, 1, 1), 1));
        cases.add(of(65, 3, 3, 2, 3, Window.of(2, 2), 1));
        cases.add(of(3, 31, 33, 2, 3, Window.of(3, 3).pad(1, 1, 1, 1), 1));
        cases.add(of(2, 3, 400, 1, 2, Window.of(1, 3), 1));
        cases.add(of(9, 16, 16, 2, 2, Window.of(1, 1), 1));
        var random = new RandomStream(2, "convolution cases");
        while (cases.size() < DRAWN) {
            draw(random, cases);
        }
        cases.addAll(fewChannels());
        return cases;
    }

    /** Few filters and channels of many images: vectors of images, the last one not full, and of chunks of positions. */
    public static List<Case> fewFilters() {
        List<Case> cases = new ArrayList<>();
        for (int filters = 1; filters <= 16; filters++) {
            Window window = Window.of(1 + filters % 4, 1 + filters % 3).pad(filters % 2, 1, 0, filters % 3);
            cases.add(rectified(14 + filters, 5 + filters % 5, 9, 17 - filters, filters, window, 1));
        }
        // Those that look for digits.
        cases.add(rectified(16, 20, 32, 1, 8, Window.of(8, 8), 1));
        cases.add(rectified(33, 13, 25, 8, 8, Window.of(5, 12), 1));
        cases.add(rectified(30, 20, 32, 1, 8, Window.of(10, 18), 1));
        // Several chunks, some of them zeros for pixels at the edge.
        cases.add(rectified(27, 19, 11, 3, 5, Window.of(18, 9).pad(9, 8, 4, 4), 1));
        cases.add(rectified(23, 17, 16, 2, 12, Window.of(3, 3).stride(2, 1).pad(1, 1, 1, 1), 1));
        cases.add(rectified(16, 15, 14, 4, 3, Window.of(3, 2).stride(3, 3), 1));
        cases.add(rectified(
                41, 13, 9, 4, 6, Window.of(2, 3).dilation(3, 2).stride(1, 2).pad(0, 4, 5, 0), 1));
        cases.add(rectified(16, 10, 12, 6, 9, Window.of(3, 3).pad(1, 1, 1, 1), 3));
        // Strides beyond the kernel, windows that reach nothing, one result.
        cases.add(rectified(16, 9, 9, 3, 2, Window.of(2, 2).stride(4, 3), 1));
        cases.add(rectified(15, 3, 4, 2, 3, Window.of(2, 2).pad(3, 3, 3, 3), 1));
        cases.add(rectified(29, 6, 7, 5, 4, Window.of(6, 7), 1));
        // Turns of a depth-first block, the last one of fewer images.
        cases.add(rectified(75, 14, 15, 1, 8, Window.of(3, 3), 1));
        cases.add(rectified(130, 11, 12, 2, 7, Window.of(4, 4), 1));
        return cases;
    }

    /** Images of few channels and rows that are no multiple of a tile: short kernels, strides, groups, and kernels of several chunks. */
    public static List<Case> fewChannels() {
        return List.of(
                of(3, 12, 19, 1, 16, Window.of(3, 3).pad(1, 1, 1, 1), 1),
                of(2, 40, 16, 1, 32, Window.of(36, 8), 1),
                of(2, 40, 17, 1, 9, Window.of(36, 8), 1),
                of(5, 6, 21, 2, 16, Window.of(3, 3).stride(1, 2).pad(1, 1, 1, 1), 1),
                of(4, 9, 15, 3, 48, Window.of(3, 2).dilation(1, 3).pad(2, 1, 0, 2), 3));
    }

    /** Adds a case, or none if the window that was drawn does not fit its image. */
    private static void draw(RandomStream random, List<Case> cases) {
        int groups = random.nextInt(5) == 0 ? random.nextInt(2, 4) : 1;
        int in = CHANNELS[random.nextInt(groups > 1 ? 5 : CHANNELS.length)] * groups;
        int out = CHANNELS[random.nextInt(groups > 1 ? 5 : CHANNELS.length)] * groups;
        Window window = Window.of(random.nextInt(1, 5), random.nextInt(1, 5));
        if (random.nextInt(3) == 0) {
            window = window.stride(random.nextInt(1, 3), random.nextInt(1, 3));
        }
        if (random.nextInt(4) == 0) {
            window = window.dilation(random.nextInt(1, 3), random.nextInt(1, 3));
        }
        if (random.nextBoolean()) {
            window = window.pad(random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3));
        }
        int height = EXTENTS[random.nextInt(EXTENTS.length)];
        int width = EXTENTS[random.nextInt(EXTENTS.length)];
        int n = random.nextInt(1, 9);
        try {
            cases.add(of(n, height, width, in, out, window, groups));
        } catch (ShapeException tooLarge) {
            // The next one may fit.
        }
    }

    private static Case of(int n, int height, int width, int in, int out, Window window, int groups) {
        return builder(n, height, width, in, out, window, groups).build();
    }

    /** The same, and a result to which biases are added before it is rectified. */
    private static Case rectified(int n, int height, int width, int in, int out, Window window, int groups) {
        CaseBuilder b = builder(n, height, width, in, out, window, groups);
        Value x = b.leaf(Fill.NOISE, n, height, width, in);
        Value w = b.leaf(Fill.NOISE, window.height(), window.width(), in / groups, out);
        Value bias = b.leaf(Fill.NOISE, out);
        return b.output("rectified", Ops.relu(Ops.add(Ops.conv2d(x, w, window, groups), bias)))
                .build();
    }

    private static CaseBuilder builder(int n, int height, int width, int in, int out, Window window, int groups) {
        var b = new CaseBuilder("convolution of [" + n + ", " + height + ", " + width + ", " + in + "] to " + out
                + " filters in " + groups + " groups, " + window);
        Value x = b.leaf(Fill.NOISE, n, height, width, in);
        Value w = b.leaf(Fill.NOISE, window.height(), window.width(), in / groups, out);
        Value y = Ops.conv2d(x, w, window, groups);
        Value g = b.leaf(Fill.NOISE, y.shape().dims());
        return b.output("forward", y)
                .output(
                        "input gradient",
                        Value.of(new Composite.Conv2dInputGradient(window, groups, height, width), g, w))
                .output("weight gradient", Value.of(new Composite.Conv2dWeightGradient(window, groups), x, g));
    }
}
