package dev.tenon.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.backend.opencl.kernels.Style;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Batch normalisation, whose statistics and gradients are sums of terms that are computed as they are added. */
final class NormalisationTest {

    /** A training step: forward, backward, gradient descent and the moving mean; the mean is also an output. */
    private record Net(Program program, Map<Value, float[]> leaves) {
        static Net of(Shape shape) {
            Shape channels = Shape.of(shape.dim(-1));
            Value x = Ops.leaf("x", shape);
            Value gain = Ops.leaf("gain", channels);
            Value bias = Ops.leaf("bias", channels);
            Value moving = Ops.leaf("moving", channels);
            Value weight = Ops.leaf("weight", shape);
            int[] axes = java.util.stream.IntStream.range(0, shape.rank() - 1).toArray();
            Value mean = Ops.mean(x, axes);
            Value centred = Ops.subtract(x, mean);
            Value variance = Ops.mean(Ops.multiply(centred, centred), axes);
            Value scale = Ops.divide(gain, Ops.sqrt(Ops.add(variance, Ops.constant(1e-5))));
            Value y = Ops.relu(Ops.add(Ops.multiply(centred, scale), bias));
            Value loss = Ops.sum(Ops.multiply(y, weight));
            List<Value> gradients = Gradients.of(loss, List.of(x, gain, bias));
            Map<String, Value> outputs = new LinkedHashMap<>();
            outputs.put("y", y);
            outputs.put("dx", gradients.get(0));
            outputs.put("centred", Ops.multiply(centred, Ops.constant(2)));
            Map<Value, Value> updates = new LinkedHashMap<>();
            updates.put(gain, Ops.subtract(gain, gradients.get(1)));
            updates.put(bias, Ops.subtract(bias, gradients.get(2)));
            updates.put(moving, Ops.add(Ops.multiply(moving, Ops.constant(0.9)), mean));
            updates.put(x, Ops.subtract(x, gradients.get(0)));
            Map<Value, float[]> leaves = new LinkedHashMap<>();
            for (Value leaf : List.of(x, gain, bias, moving, weight)) {
                float[] values = Twins.wild(leaf.toString(), leaf.shape().size());
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.isInfinite(values[i]) ? 1f : values[i];
                }
                leaves.put(leaf, values);
            }
            return new Net(Program.of("net", outputs, updates), leaves);
        }
    }

    private static void check(String style, Backend backend) {
        for (Shape shape : List.of(
                Shape.of(5, 3, 7, 3),
                Shape.of(9, 4, 5, 8),
                Shape.of(2, 17, 16),
                Shape.of(33, 24),
                Shape.of(3, 5, 3, 128),
                Shape.of(3, 8, 8, 384),
                Shape.of(2, 1))) {
            Net net = Net.of(shape);
            Twins.check(style + " " + shape, backend, net.program(), net.leaves());
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
        check("tiled", DeviceContexts.tiled(128, 4, new Style.Tile(8, 8, 4, 1, 4, 16)));
    }

    /** Mean, variance and result of an image tensor: it is read three times and written once, and nothing else is made. */
    @Test
    void threePassesOverAnImage() {
        DeviceContexts.required();
        Value x = Ops.leaf("x", Shape.of(4, 6, 6, 8));
        Value mean = Ops.mean(x, 0, 1, 2);
        Value centred = Ops.subtract(x, mean);
        Value variance = Ops.mean(Ops.multiply(centred, centred), 0, 1, 2);
        Value y = Ops.divide(centred, Ops.sqrt(variance));
        try (Engine engine = new OpenClBackend().start(new EngineOptions(1))) {
            Map<Value, Buffer> leaves = Map.of(x, engine.allocate(x.shape()));
            try (OpenClExecutable executable =
                    (OpenClExecutable) engine.compile(Program.of("norm", Map.of("y", y), Map.of()), leaves)) {
                long large = executable.kernels().launches().stream()
                        .flatMap(launch ->
                                java.util.stream.Stream.concat(launch.reads().stream(), launch.writes().stream()))
                        .filter(tensor -> tensor.size() == x.shape().size())
                        .count();
                assertEquals(4, large, executable.kernels().launches().toString());
            }
        }
    }
}
