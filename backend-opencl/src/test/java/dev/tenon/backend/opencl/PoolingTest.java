package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Backend;
import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.backend.opencl.memory.DeviceMemory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Max-pooling and its gradient: windows that overlap, touch and leave gaps, channels in vectors and one by one. Temporary tensors
 * and outputs start as NaN: what a kernel does not write, or reads before it is written, would be seen.
 */
final class PoolingTest {
    private static final Overridden PROPERTIES = new Overridden();

    @BeforeAll
    static void inBuffersOfNaN() {
        PROPERTIES.set(DeviceMemory.FILL, "nan");
    }

    @AfterAll
    static void asUsual() {
        PROPERTIES.restore();
    }

    private static final List<Window> WINDOWS = List.of(
            Window.of(2, 2).stride(2, 2),
            Window.of(2, 2).stride(2, 2).pad(1, 1, 1, 1),
            Window.of(3, 3).stride(2, 2).pad(1, 1, 1, 1),
            Window.of(3, 2).stride(1, 2),
            Window.of(2, 1).stride(3, 3),
            Window.of(2, 2).stride(3, 3).dilation(2, 2).pad(2, 2, 2, 2),
            Window.of(2, 2).stride(4, 3).dilation(3, 2).pad(0, 1, 1, 0),
            Window.of(5, 7));

    private static void check(String style, Backend backend) {
        for (Window window : WINDOWS) {
            for (int channels : new int[] {1, 3, 4, 8, 24}) {
                Shape shape = Shape.of(3, 7, 9, channels);
                Value x = Ops.leaf("x", shape);
                Value y = Ops.maxPool(x, window);
                Value g = Ops.leaf("g", y.shape());
                Value result = Ops.leaf("result", y.shape());
                Program program = Program.of(
                        "pool",
                        Map.of(
                                "y", y,
                                "gradient", Value.of(new Composite.MaxPoolGradient(window), x, y, g),
                                "other", Value.of(new Composite.MaxPoolGradient(window), x, result, g)),
                        Map.of());
                Twins.check(
                        style + ", " + window + ", " + channels + " channels",
                        backend,
                        program,
                        Map.of(
                                x, Twins.wild("x", shape.size()),
                                g, Twins.wild("g", y.shape().size()),
                                result, Twins.wild("result", y.shape().size())));
            }
        }
    }

    @Test
    void asOnAProcessor() {
        DeviceContexts.required();
        check("usual", new OpenClBackend());
    }

    @Test
    void asOnAGpu() {
        DeviceContexts.required();
        check("tiled", DeviceContexts.tiled(64, 8, new dev.tenon.backend.opencl.kernels.Style.Tile(8, 8, 4, 1, 4, 16)));
    }
}
