package dev.tenon.backend.opencl.certify;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tries every op of an engine against the scalar definition of the numeric contract. */
public final class Certifier {
    private static final float HALF = 0.5f;

    private Certifier() {}

    /** Runs all probes, to the first op that differs. */
    public static Certificate certify(Engine engine) {
        int cases = 0;
        for (Probe probe : Probe.all()) {
            Map<Value, Buffer> leaves = new LinkedHashMap<>();
            probe.leaves().forEach((leaf, values) -> {
                Buffer buffer = engine.allocate(leaf.shape(), leaf.type());
                write(buffer, leaf.type(), values);
                leaves.put(leaf, buffer);
            });
            try (Executable executable = engine.compile(probe.program(), leaves)) {
                executable.run();
                for (Probe.Check check : probe.checks()) {
                    float[] actual = new float[check.expected().length];
                    executable.output(check.output()).read(actual);
                    cases += actual.length;
                    String difference = difference(check, actual);
                    if (!difference.isEmpty()) {
                        return new Certificate(cases, difference);
                    }
                }
            }
        }
        return new Certificate(cases, hostFlushes() ? "this process: its driver made it flush subnormals to zero" : "");
    }

    private static void write(Buffer buffer, ElementType type, float[] values) {
        int[] whole = new int[values.length];
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            whole[i] = (int) values[i];
            bytes[i] = (byte) whole[i];
        }
        switch (type) {
            case FLOAT32 -> buffer.write(values);
            case UINT8 -> buffer.write(bytes);
            case INT32 -> buffer.write(whole);
        }
    }

    private static String difference(Probe.Check check, float[] actual) {
        float[] expected = check.expected();
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
                return check.op(i) + ": " + Float.toHexString(actual[i]) + " instead of "
                        + Float.toHexString(expected[i]);
            }
        }
        return "";
    }

    /** A native library may switch the calling thread's processor to flush subnormals; Java code then differs too. */
    private static boolean hostFlushes() {
        return Float.intBitsToFloat(0x0080_0000) * HALF == 0f;
    }
}
