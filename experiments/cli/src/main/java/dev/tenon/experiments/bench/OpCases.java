package dev.tenon.experiments.bench;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * The ops that are measured, in the shapes that networks have: those of the networks that ship, and some larger ones by which
 * libraries are compared.
 */
public final class OpCases {

    private static final int BATCH = 64;

    private final List<OpCase> cases = new ArrayList<>();

    private OpCases() {}

    /** All of them. */
    public static List<OpCase> all() {
        OpCases all = new OpCases();
        all.products();
        all.convolutions();
        all.pooling();
        all.functions();
        all.reductions();
        return List.copyOf(all.cases);
    }

    private void add(String kind, String shape, Value... results) {
        cases.add(new OpCase(kind, shape, List.of(results)));
    }

    private static Value leaf(String name, int... dims) {
        return Ops.leaf(name, Shape.of(dims));
    }

    private void products() {
        for (int n : new int[] {128, 256, 768, 1536}) {
            matmul(n, n, n);
        }
        matmul(BATCH, 3136, 128); // lenet's first dense layer
        matmul(BATCH, 4096, 256); // that of vgg8
        matmul(BATCH, 128, 10);
        matmul(1, 3136, 128);
        int n = 768;
        add("matmul", "768 x 768 x 768, left transposed", Ops.matmul(leaf("a", n, n), leaf("b", n, n), true, false));
        add("matmul", "768 x 768 x 768, right transposed", Ops.matmul(leaf("a", n, n), leaf("b", n, n), false, true));
        add(
                "matmul",
                "3136 x 64 x 128, left transposed",
                Ops.matmul(leaf("a", 64, 3136), leaf("b", 64, 128), true, false));
        add(
                "matmul",
                "64 x 128 x 3136, right transposed",
                Ops.matmul(leaf("a", 64, 128), leaf("b", 3136, 128), false, true));
    }

    private void matmul(int m, int k, int n) {
        add("matmul", m + " x " + k + " x " + n, Ops.matmul(leaf("a", m, k), leaf("b", k, n)));
    }

    private void convolutions() {
        // What libtorch was measured on.
        convolution(BATCH, 28, 28, 1, 32, 5, 1, 1);
        convolution(BATCH, 14, 14, 32, 64, 5, 1, 1);
        convolution(BATCH, 32, 32, 64, 64, 3, 1, 1);
        convolution(BATCH, 16, 16, 128, 128, 3, 1, 1);
        convolution(BATCH, 8, 8, 256, 256, 3, 1, 1);
        convolution(BATCH, 32, 32, 16, 16, 3, 1, 1);
        // ten
        convolution(BATCH, 28, 56, 1, 16, 3, 1, 1);
        convolution(BATCH, 14, 28, 16, 32, 3, 1, 1);
        convolution(BATCH, 7, 14, 32, 64, 3, 1, 1);
        // vgg8's first, and where it widens
        convolution(BATCH, 32, 32, 3, 64, 3, 1, 1);
        convolution(BATCH, 16, 16, 64, 128, 3, 1, 1);
        // resnet20
        convolution(BATCH, 32, 32, 16, 32, 3, 2, 1);
        convolution(BATCH, 32, 32, 16, 32, 1, 2, 1);
        convolution(BATCH, 16, 16, 32, 32, 3, 1, 1);
        convolution(BATCH, 8, 8, 64, 64, 3, 1, 1);
        // tiny
        convolution(32, 8, 8, 1, 8, 3, 1, 1);
        convolution(32, 4, 4, 8, 16, 3, 1, 1);
        // The founding experiment: few filters, large kernels, small minibatches.
        convolution(16, 20, 32, 1, 8, 8, 8);
        convolution(16, 13, 25, 8, 8, 5, 12);
        convolution(16, 20, 32, 1, 8, 10, 18);
        // One filter a channel, and one image.
        convolution(BATCH, 16, 16, 128, 128, 3, 1, 128);
        convolution(1, 14, 14, 32, 64, 5, 1, 1);
    }

    private void convolution(int n, int height, int width, int in, int out, int kernel, int stride, int groups) {
        int border = kernel / 2;
        Window window = Window.of(kernel, kernel).stride(stride, stride).pad(border, border, border, border);
        convolution(n, height, width, in, out, window, groups);
    }

    private void convolution(int n, int height, int width, int in, int out, int down, int across) {
        convolution(n, height, width, in, out, Window.of(down, across), 1);
    }

    private void convolution(int n, int height, int width, int in, int out, Window window, int groups) {
        int down = window.windowsDown(height);
        int across = window.windowsAcross(width);
        Value x = leaf("x", n, height, width, in);
        Value w = leaf("w", window.height(), window.width(), in / groups, out);
        Value g = leaf("g", n, down, across, out);
        String shape = n + " x " + height + "x" + width + ", " + in + "->" + out + ", " + window.height() + "x"
                + window.width() + (window.strideHeight() == 1 ? "" : "/" + window.strideHeight())
                + (groups == 1 ? "" : ", " + groups + " groups");
        add("conv2d", shape, Ops.conv2d(x, w, window, groups));
        add(
                "conv2d-input-gradient",
                shape,
                Value.of(new Composite.Conv2dInputGradient(window, groups, height, width), g, w));
        add("conv2d-weight-gradient", shape, Value.of(new Composite.Conv2dWeightGradient(window, groups), x, g));
    }

    private void pooling() {
        pool(BATCH, 28, 56, 16, 2, 2);
        pool(BATCH, 28, 28, 32, 2, 2);
        pool(BATCH, 32, 32, 64, 2, 2);
        pool(BATCH, 32, 32, 64, 3, 2);
        Window all = Window.of(8, 8);
        Value x = leaf("x", BATCH, 8, 8, 64);
        add("average-pool", "64 x 8x8x64, 8x8", Ops.averagePool(x, all));
        Window two = Window.of(2, 2).stride(2, 2);
        add("average-pool", "64 x 32x32x64, 2x2", Ops.averagePool(leaf("x", BATCH, 32, 32, 64), two));
    }

    private void pool(int n, int height, int width, int channels, int size, int stride) {
        Window window = Window.of(size, size).stride(stride, stride);
        Value x = leaf("x", n, height, width, channels);
        String shape = n + " x " + height + "x" + width + "x" + channels + ", " + size + "x" + size
                + (size == stride ? "" : "/" + stride);
        Value y = Ops.maxPool(x, window);
        add("max-pool", shape, y);
        Value given = leaf("y", y.shape().dims());
        Value g = leaf("g", y.shape().dims());
        add("max-pool-gradient", shape, Value.of(new Composite.MaxPoolGradient(window), x, given, g));
    }

    /** In the caches, and beyond them. */
    private void functions() {
        for (int count : new int[] {1 << 14, 1 << 18, 1 << 24}) {
            String shape = (count >= 1 << 20 ? (count >> 20) + " Mi" : (count >> 10) + " Ki") + " floats";
            Value x = leaf("x", count);
            Value y = leaf("y", count);
            add("add", shape, Ops.add(x, y));
            add("relu", shape, Ops.relu(x));
            Value half = Ops.constant(0.5);
            add(
                    "chain of 6",
                    shape,
                    Ops.relu(Ops.add(Ops.multiply(Ops.subtract(Ops.multiply(x, half), y), half), Ops.multiply(x, y))));
            Value velocity = Ops.add(Ops.multiply(Ops.constant(0.9), y), x);
            Value p = leaf("p", count);
            add("momentum update", shape, velocity, Ops.subtract(p, Ops.multiply(Ops.constant(0.01), velocity)));
        }
        Value x = leaf("x", 1 << 18);
        add("exp", "256 Ki floats", Ops.exp(x));
        add("log", "256 Ki floats", Ops.log(Ops.abs(x)));
        add("tanh", "256 Ki floats", Ops.tanh(x));
        add("sigmoid", "256 Ki floats", Ops.sigmoid(x));
        Value images = leaf("x", BATCH, 32, 32, 16);
        add("bias and relu", "64 x 32x32x16", Ops.relu(Ops.add(images, leaf("bias", 16))));
    }

    private void reductions() {
        add("softmax", "64 x 10", Ops.softmax(leaf("x", 64, 10)));
        add("softmax", "1024 x 1000", Ops.softmax(leaf("x", 1024, 1000)));
        Value loss = Ops.softmaxCrossEntropy(leaf("x", 64, 10), leaf("labels", 64));
        add("softmax-cross-entropy", "64 x 10", loss);
        add("sum over images and places", "64 x 28x28x32", Ops.sum(leaf("x", BATCH, 28, 28, 32), 0, 1, 2));
        add("sum over images and places", "64 x 32x32x16", Ops.sum(leaf("x", BATCH, 32, 32, 16), 0, 1, 2));
        add("sum over columns", "4096 x 1024", Ops.sum(leaf("x", 4096, 1024), 1));
        add("sum", "4 Mi floats", Ops.sum(leaf("x", 1 << 22)));
        Value x = leaf("x", BATCH, 32, 32, 16);
        Value mean = Ops.mean(x, 0, 1, 2);
        Value centred = Ops.subtract(x, mean);
        Value variance = Ops.mean(Ops.multiply(centred, centred), 0, 1, 2);
        Value scale = Ops.divide(leaf("gain", 16), Ops.sqrt(Ops.add(variance, Ops.constant(1e-5))));
        add("batch norm", "64 x 32x32x16", Ops.add(Ops.multiply(centred, scale), leaf("bias", 16)));
        add("permute", "64 x 32x32x64 to 64 x 64x32x32", Ops.permute(leaf("x", BATCH, 32, 32, 64), 0, 3, 1, 2));
        add("gather-rows", "64 of 64 x 1568", Ops.gatherRows(leaf("table", 64, 1568), leaf("indices", 64)));
    }
}
