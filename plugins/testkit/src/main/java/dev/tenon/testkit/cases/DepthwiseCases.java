package dev.tenon.testkit.cases;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import java.util.List;

/** Convolutions of one filter for each channel, with bias and rectifier, and their gradients. */
public final class DepthwiseCases {
    private DepthwiseCases() {}

    /** All of them. */
    public static List<Case> all() {
        return List.of(
                // More channels than fill vectors; stride, dilation, stride beyond the kernel.
                of(5, 9, 11, 19, Window.of(3, 3).stride(2, 2).pad(1, 1, 1, 1)),
                of(3, 12, 12, 24, Window.of(5, 5).dilation(2, 1).pad(4, 4, 2, 2)),
                of(2, 13, 9, 40, Window.of(2, 2).stride(3, 4)),
                // Weight gradients: images that share a chunk with some left over, rows longer than a chunk.
                of(33, 5, 5, 12, Window.of(2, 2).pad(1, 0, 0, 1)),
                of(2, 3, 300, 17, Window.of(1, 3)),
                // More taps than a chunk, and a single pixel.
                of(2, 18, 17, 8, Window.of(17, 16)),
                of(1, 3, 3, 33, Window.of(3, 3)));
    }

    private static Case of(int n, int height, int width, int channels, Window window) {
        var b = new CaseBuilder(
                "depthwise convolution of [" + n + ", " + height + ", " + width + ", " + channels + "], " + window);
        Value x = b.leaf(Fill.NOISE, n, height, width, channels);
        Value w = b.leaf(Fill.NOISE, window.height(), window.width(), 1, channels);
        Value y = Ops.conv2d(x, w, window, channels);
        Value g = b.leaf(Fill.NOISE, y.shape().dims());
        return b.output("forward", Ops.relu(Ops.add(y, b.leaf(Fill.NOISE, channels))))
                .output(
                        "input gradient",
                        Value.of(new Composite.Conv2dInputGradient(window, channels, height, width), g, w))
                .output("weight gradient", Value.of(new Composite.Conv2dWeightGradient(window, channels), x, g))
                .build();
    }
}
