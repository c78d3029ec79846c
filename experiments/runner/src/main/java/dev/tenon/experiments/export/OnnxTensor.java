package dev.tenon.experiments.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers in an ONNX file. */
final class OnnxTensor {

    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int BOOL = 9;

    private OnnxTensor() {}

    /** The {@code TensorProto} of 32-bit floats. */
    static Proto of(String name, int[] shape, float[] values) {
        ByteBuffer raw =
                ByteBuffer.allocate(Math.multiplyExact(4, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor(name, shape, FLOAT, raw.array());
    }

    /** The {@code TensorProto} of a list of whole numbers. */
    static Proto of(String name, long[] values) {
        ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return tensor(name, new int[] {values.length}, INT64, raw.array());
    }

    private static Proto tensor(String name, int[] shape, int type, byte[] raw) {
        Proto tensor = new Proto();
        for (int extent : shape) {
            tensor.number(1, extent);
        }
        return tensor.number(2, type).text(8, name).bytes(9, raw);
    }
}
