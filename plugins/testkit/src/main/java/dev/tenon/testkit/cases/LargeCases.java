package dev.tenon.testkit.cases;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import java.util.List;

/** Work that is large enough to be shared among threads, and results and terms that are subnormal. */
public final class LargeCases {
    private LargeCases() {}

    /** All of them. */
    public static List<Case> all() {
        return List.of(
                elements(),
                reductions(),
                products(),
                convolution(),
                pooling(),
                subnormal(),
                shifted(),
                rowOfItself(),
                fewRows(),
                fewImages(1, 40, 37, 16, 24, Window.of(5, 3).stride(2, 1).pad(2, 1, 0, 2), 1),
                fewImages(2, 33, 24, 16, 32, Window.of(3, 3).dilation(2, 3).pad(2, 3, 2, 3), 2),
                fewImages(1, 64, 48, 70, 70, Window.of(3, 3).pad(1, 1, 1, 1), 70),
                fewImages(1, 48, 48, 8, 16, Window.of(3, 3).stride(2, 2).pad(1, 0, 1, 0), 1));
    }

    private static Case elements() {
        var b = new CaseBuilder("100,003 elements");
        Value x = b.leaf(Fill.ANY, 100_003);
        Value y = b.leaf(Fill.NOISE, 100_003);
        return b.output(Ops.sigmoid(x))
                .output(Ops.fma(x, y, y))
                .output(Ops.tanh(Ops.add(x, y)))
                .output(Ops.log(Ops.abs(x)))
                .build();
    }

    /** What a leaf's next value and another result both need must not be lost with the leaf. */
    private static Case shifted() {
        var b = new CaseBuilder(
                "a leaf of 2048x64 that becomes the square of its distance, which something else needs");
        Value x = b.leaf(Fill.NOISE, 2048, 64);
        Value distance = Ops.subtract(x, b.leaf(Fill.NOISE, 64));
        Value next = Ops.multiply(distance, distance);
        return b.output("of the next", Ops.mean(next))
                .output("of the distance", Ops.mean(Ops.exp(distance)))
                .update(x, next)
                .build();
    }

    private static Case rowOfItself() {
        var b = new CaseBuilder("a leaf of 10x3000 less one of its rows");
        Value x = b.leaf(Fill.NOISE, 10, 3000);
        Value next = Ops.subtract(x, Ops.slice(x, 0, 1, 2));
        return b.output(Ops.mean(next)).update(x, next).build();
    }

    private static Case reductions() {
        var b = new CaseBuilder("sums of 150,000 terms");
        Value x = b.leaf(Fill.WILD, 50, 60, 50);
        return b.output(Ops.sum(x))
                .output(Ops.sum(x, 0))
                .output(Ops.sum(x, 0, 1))
                .output(Ops.sum(x, 1, 2))
                .output(Ops.sum(x, 2))
                .output(Ops.maxOver(x, 1))
                .build();
    }

    private static Case products() {
        var b = new CaseBuilder("products of 150x300x130");
        Value a = b.leaf(Fill.NOISE, 150, 300);
        Value c = b.leaf(Fill.NOISE, 300, 130);
        Value ct = b.leaf(Fill.NOISE, 130, 300);
        Value at = b.leaf(Fill.NOISE, 300, 150);
        Value narrow = b.leaf(Fill.NOISE, 300, 96);
        Value bias = b.leaf(Fill.NOISE, 96);
        return b.output(Ops.matmul(a, c))
                .output(Ops.matmul(a, ct, false, true))
                .output(Ops.matmul(at, c, true, false))
                .output(Ops.relu(Ops.add(Ops.matmul(at, narrow, true, false), bias)))
                .build();
    }

    private static Case convolution() {
        var b = new CaseBuilder("a convolution of 5 images of 28x28x8 to 16 filters");
        Window window = Window.of(3, 3).pad(1, 1, 1, 1);
        Value x = b.leaf(Fill.NOISE, 5, 28, 28, 8);
        Value w = b.leaf(Fill.NOISE, 3, 3, 8, 16);
        Value g = b.leaf(Fill.NOISE, 5, 28, 28, 16);
        return b.output("forward", Ops.conv2d(x, w, window, 1))
                .output("input gradient", Value.of(new Composite.Conv2dInputGradient(window, 1, 28, 28), g, w))
                .output("weight gradient", Value.of(new Composite.Conv2dWeightGradient(window, 1), x, g))
                .build();
    }

    /** What is shared among threads if there are not as many rows as threads: columns. */
    private static Case fewRows() {
        var b = new CaseBuilder("products of 1x700x150 and 3x700x150");
        Value one = b.leaf(Fill.NOISE, 1, 700);
        Value three = b.leaf(Fill.NOISE, 3, 700);
        Value c = b.leaf(Fill.NOISE, 700, 150);
        Value bias = b.leaf(Fill.NOISE, 150);
        return b.output("one", Ops.matmul(one, c))
                .output("one, rectified", Ops.relu(Ops.add(Ops.matmul(one, c), bias)))
                .output("three", Ops.matmul(three, c))
                .output("three, rectified", Ops.relu(Ops.add(Ops.matmul(three, c), bias)))
                .build();
    }

    /** The same of images: parts of them. */
    private static Case fewImages(int n, int height, int width, int in, int out, Window window, int groups) {
        var b = new CaseBuilder("a convolution of [" + n + ", " + height + ", " + width + ", " + in + "] to " + out
                + " filters in " + groups + " groups, " + window);
        Value x = b.leaf(Fill.NOISE, n, height, width, in);
        Value w = b.leaf(Fill.NOISE, window.height(), window.width(), in / groups, out);
        Value y = Ops.conv2d(x, w, window, groups);
        Value g = b.leaf(Fill.NOISE, y.shape().dims());
        return b.output("forward", y)
                .output(
                        "input gradient",
                        Value.of(new Composite.Conv2dInputGradient(window, groups, height, width), g, w))
                .build();
    }

    private static Case pooling() {
        var b = new CaseBuilder("pooling of 17 images of 24x24x17");
        Window window = Window.of(2, 2).stride(2, 2);
        Value x = b.leaf(Fill.TIES, 17, 24, 24, 17);
        Value y = Ops.maxPool(x, window);
        Value g = b.leaf(Fill.NOISE, y.shape().dims());
        return b.output(y)
                .output(Value.of(new Composite.MaxPoolGradient(window), x, y, g))
                .output(Ops.averagePool(x, window))
                .build();
    }

    /** A processor or device that flushes subnormals to zero gives zeros here. */
    private static Case subnormal() {
        var b = new CaseBuilder("subnormal terms and results");
        Value x = b.leaf(Fill.SUBNORMAL, 17, 33);
        Value w = b.leaf(Fill.NOISE, 33, 19);
        Value image = b.leaf(Fill.SUBNORMAL, 3, 7, 7, 5);
        Value kernel = b.leaf(Fill.NOISE, 3, 3, 5, 7);
        return b.output("product", Ops.matmul(x, w))
                .output("convolution", Ops.conv2d(image, kernel, Window.of(3, 3), 1))
                .output("sum", Ops.sum(x, 0))
                .output("sum along rows", Ops.sum(x, 1))
                .output("half", Ops.multiply(x, Ops.constant(0.5)))
                .output("quotient", Ops.divide(x, Ops.constant(3)))
                .output("root", Ops.sqrt(Ops.abs(x)))
                .output("maximum", Ops.maxOver(x, 1))
                .output("mean", Ops.averagePool(image, Window.of(2, 2)))
                .build();
    }
}
