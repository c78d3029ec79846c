package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.testkit.Bits;
import dev.tenon.testkit.reference.ReferenceBackend;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Runs a program here and by the plain definition of its ops, and compares what both say, bit for bit. */
final class Twins {
    /** Random numbers of very different sizes, many of them equal, zeros of both signs and infinities among them. */
    static float[] wild(String name, int size) {
        RandomStream random = new RandomStream(7, name);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = switch (random.nextInt(16)) {
                case 0 -> 0f;
                case 1 -> -0f;
                case 2 -> Float.NEGATIVE_INFINITY;
                case 3, 4, 5 -> random.nextInt(-2, 2);
                default -> (float) StrictMath.scalb(random.nextGaussian(), random.nextInt(-6, 6));
            };
        }
        return values;
    }

    private Twins() {}

    /** Two runs of a program, all that it gives and all leaves compared after each. */
    static void check(String what, Backend backend, Program program, Map<Value, float[]> leaves) {
        try (Engine ours = backend.start(new EngineOptions(1));
                Engine plain = new ReferenceBackend().start(new EngineOptions(1))) {
            Map<Value, Buffer> a = buffers(ours, leaves);
            Map<Value, Buffer> b = buffers(plain, leaves);
            try (Executable fast = ours.compile(program, a);
                    Executable slow = plain.compile(program, b)) {
                for (int run = 0; run < 2; run++) {
                    fast.run();
                    slow.run();
                    for (String output : program.outputs().keySet()) {
                        compare(what + ", output " + output, fast.output(output), slow.output(output));
                    }
                    for (Value leaf : leaves.keySet()) {
                        compare(
                                what + ", " + leaf,
                                Objects.requireNonNull(a.get(leaf)),
                                Objects.requireNonNull(b.get(leaf)));
                    }
                }
            }
        }
    }

    private static Map<Value, Buffer> buffers(Engine engine, Map<Value, float[]> leaves) {
        Map<Value, Buffer> buffers = new LinkedHashMap<>();
        leaves.forEach((leaf, values) -> {
            Buffer buffer = engine.allocate(leaf.shape());
            buffer.write(values);
            buffers.put(leaf, buffer);
        });
        return buffers;
    }

    private static void compare(String what, Buffer a, Buffer b) {
        float[] ours = new float[a.shape().size()];
        float[] plain = new float[ours.length];
        a.read(ours);
        b.read(plain);
        Bits.assertSame(what, a.shape(), plain, ours);
    }
}
