package dev.tenon.testkit.cases;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import java.util.ArrayList;
import java.util.List;

/** Pooling and its gradients, with ties and zeros of both signs under the window. */
public final class PoolingCases {
    private static final int[] CHANNELS = {1, 2, 3, 5, 7, 16, 17, 31, 33, 65};

    private PoolingCases() {}

    /** All of them. */
    public static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int channels : CHANNELS) {
            cases.add(of(3, 6, 8, channels, Window.of(2, 2).stride(2, 2)));
            cases.add(of(2, 7, 7, channels, Window.of(3, 3).stride(2, 2).pad(1, 1, 1, 1)));
        }
        cases.add(of(1, 1, 1, 1, Window.of(1, 1)));
        cases.add(of(5, 9, 11, 3, Window.of(9, 11)));
        cases.add(of(2, 17, 25, 4, Window.of(17, 25)));
        cases.add(of(2, 8, 9, 3, Window.of(3, 2)));
        cases.add(of(2, 8, 9, 3, Window.of(2, 3).stride(3, 4)));
        cases.add(of(2, 8, 9, 3, Window.of(3, 3).dilation(2, 2).pad(2, 1, 0, 2)));
        cases.add(of(33, 5, 5, 2, Window.of(3, 3).pad(1, 1, 1, 1)));
        cases.add(of(2, 2, 2, 3, Window.of(3, 3).stride(2, 2).pad(1, 2, 2, 1)));
        cases.add(of(4, 31, 33, 5, Window.of(2, 2).stride(2, 2)));
        // Windows that lie in the border alone: the maximum is minus infinity, the mean 0 / 0.
        cases.add(of(1, 3, 3, 2, Window.of(2, 2).stride(2, 2).pad(2, 2, 2, 2)));
        for (int channels : List.of(3, 16, 33)) {
            cases.add(rectified(3, 6, 8, channels, Window.of(2, 2).stride(2, 2)));
            cases.add(rectified(2, 7, 7, channels, Window.of(3, 3).stride(2, 2).pad(1, 1, 1, 1)));
        }
        cases.add(rectified(9, 7, 14, 16, Window.of(7, 14)));
        cases.add(foreign(3, 6, 8, 9, Window.of(2, 2).stride(2, 2)));
        cases.add(foreign(2, 7, 7, 16, Window.of(3, 3).stride(2, 2).pad(1, 1, 1, 1)));
        return cases;
    }

    /** Pooling after a rectifier, whose derivative masks all gradients of it or one; and masks that only look like that. */
    private static Case rectified(int n, int height, int width, int channels, Window window) {
        var b = new CaseBuilder(
                "pooling of a rectified [" + n + ", " + height + ", " + width + ", " + channels + "], " + window);
        for (Fill fill : List.of(Fill.TIES, Fill.WILD)) {
            for (boolean all : new boolean[] {true, false}) {
                for (double limit : new double[] {0, 0.5}) {
                    for (double other : new double[] {0, -0.0, 1}) {
                        Value x = Ops.relu(b.leaf(fill, n, height, width, channels));
                        Value max = Ops.maxPool(x, window);
                        Value masked = Ops.select(
                                Ops.less(Ops.constant(limit), x),
                                gradient(
                                        window,
                                        x,
                                        max,
                                        b.leaf(Fill.WILD, max.shape().dims())),
                                Ops.constant(other));
                        b.output(masked);
                        if (!all) {
                            b.output(gradient(
                                    window,
                                    x,
                                    max,
                                    b.leaf(Fill.NOISE, max.shape().dims())));
                        }
                    }
                }
            }
        }
        return b.build();
    }

    private static Value gradient(Window window, Value x, Value max, Value g) {
        return Value.of(new Composite.MaxPoolGradient(window), x, max, g);
    }

    /** The gradient of results that come from elsewhere, which taps may or may not equal. */
    private static Case foreign(int n, int height, int width, int channels, Window window) {
        var b = new CaseBuilder(
                "pooled elsewhere: [" + n + ", " + height + ", " + width + ", " + channels + "], " + window);
        for (Fill fill : List.of(Fill.TIES, Fill.WILD)) {
            Value x = b.leaf(fill, n, height, width, channels);
            Value max = b.leaf(fill, n, window.windowsDown(height), window.windowsAcross(width), channels);
            Value g = b.leaf(Fill.WILD, max.shape().dims());
            b.output(fill + " max gradient", gradient(window, x, max, g));
        }
        return b.build();
    }

    private static Case of(int n, int height, int width, int channels, Window window) {
        var b = new CaseBuilder("pooling of [" + n + ", " + height + ", " + width + ", " + channels + "], " + window);
        for (Fill fill : List.of(Fill.TIES, Fill.WILD)) {
            Value x = b.leaf(fill, n, height, width, channels);
            Value max = Ops.maxPool(x, window);
            Value mean = Ops.averagePool(x, window);
            Value g = b.leaf(Fill.WILD, max.shape().dims());
            b.output(fill + " max", max)
                    .output(fill + " max gradient", gradient(window, x, max, g))
                    .output(fill + " mean", mean)
                    .output(
                            fill + " mean gradient",
                            Value.of(new Composite.AveragePoolGradient(window, height, width), g));
        }
        return b.build();
    }
}
