package dev.tenon.experiments.weights;

import dev.tenon.api.data.DataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * A tensor as it lies in a file.
 *
 * @param type what the file calls the kind of its numbers
 * @param numbers how they lie; empty if Tenon has no use for such
 * @param bytes the numbers, little endian
 */
record StoredTensor(String name, String type, Optional<Numbers> numbers, List<Long> shape, MemorySegment bytes) {

    private static final ValueLayout.OfFloat SINGLE =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Kinds of numbers that are floats, each of them exactly. */
    enum Numbers {
        SINGLE(4),
        HALF(2),
        BRAIN(2);

        private final int width;

        Numbers(int width) {
            this.width = width;
        }
    }

    /**
     * The numbers.
     *
     * @throws DataException if they are of another kind, or not as many as the shape says
     */
    float[] values() {
        if (numbers.isEmpty()) {
            throw new DataException("\"" + name + "\" holds numbers of the kind " + type
                    + "; Tenon reads 32-bit floats and the two kinds of 16 bits: convert it to float32");
        }
        long size = 1;
        for (long extent : shape) {
            if (extent < 1 || extent > Integer.MAX_VALUE || (size *= extent) > Integer.MAX_VALUE - 64) {
                throw new DataException("\"" + name + "\" has the shape " + shape + ", which no array can hold");
            }
        }
        Numbers kind = numbers.get();
        if (bytes.byteSize() != size * kind.width) {
            throw new DataException("\"" + name + "\" has " + bytes.byteSize() + " bytes of numbers, but its shape "
                    + shape + " takes " + size * kind.width + "; the file is damaged");
        }
        float[] values = new float[(int) size];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (kind) {
                case SINGLE -> bytes.getAtIndex(SINGLE, i);
                case HALF -> Float.float16ToFloat(bytes.getAtIndex(HALF, i));
                case BRAIN -> Float.intBitsToFloat(bytes.getAtIndex(HALF, i) << 16);
            };
        }
        return values;
    }
}
