package dev.tenon.testkit.cases;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import java.util.List;

/**
 * Convolutions with a single infinity among their kernels or gradients. Times the zeros around an image it is not a number, and so
 * are results that never meet it within the image: who leaves these zeros out must not where something is not finite.
 */
public final class NonFiniteCases {
    private NonFiniteCases() {}

    /** All of them. */
    public static List<Case> all() {
        return List.of(
                of(7, 9, 8, 17, 32, Window.of(5, 5).pad(2, 2, 2, 2)),
                of(3, 20, 20, 16, 16, Window.of(3, 3).pad(1, 1, 1, 1)),
                of(2, 12, 12, 32, 33, Window.of(4, 3).pad(3, 0, 0, 2)),
                of(27, 12, 9, 3, 6, Window.of(3, 5).pad(2, 2, 2, 3)),
                of(33, 20, 15, 2, 9, Window.of(3, 3).pad(1, 1, 1, 1)));
    }

    private static Case of(int n, int height, int width, int in, int out, Window window) {
        var b = new CaseBuilder("convolution of [" + n + ", " + height + ", " + width + ", " + in + "] to " + out
                + " filters, " + window + ", one infinite");
        Value x = b.leaf(Fill.NOISE, n, height, width, in);
        Shape kernels = Shape.of(window.height(), window.width(), in, out);
        // The last tap meets zeros below and on the right, the first above and on the left.
        Value last = b.leaf(kernels, infinite(kernels.size(), kernels.size() - 1));
        Value first = b.leaf(kernels, infinite(kernels.size(), 0));
        Value y = Ops.conv2d(x, last, window, 1);
        Value finite = b.leaf(Fill.NOISE, y.shape().dims());
        // The first result's window reaches beyond the image.
        Value g = b.leaf(y.shape(), infinite(y.shape().size(), 0));
        Composite.Conv2dInputGradient gradient = new Composite.Conv2dInputGradient(window, 1, height, width);
        return b.output("forward, last", y)
                .output("forward, first", Ops.conv2d(x, first, window, 1))
                .output("input gradient, last", Value.of(gradient, finite, last))
                .output("input gradient, first", Value.of(gradient, finite, first))
                .output("weight gradient", Value.of(new Composite.Conv2dWeightGradient(window, 1), x, g))
                .build();
    }

    private static float[] infinite(int count, int index) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i * 37 % 101 - 50) / 16f;
        }
        values[index] = Float.POSITIVE_INFINITY;
        return values;
    }
}
