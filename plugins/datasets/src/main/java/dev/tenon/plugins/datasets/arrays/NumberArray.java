package dev.tenon.plugins.datasets.arrays;

import dev.tenon.api.data.Rows;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers as a file stores them, in row-major order; turned into floats where they are read.
 *
 * @param shape outermost axis first; empty for a single number
 * @param bytes of all elements, and no others
 */
public record NumberArray(int[] shape, Element element, ByteOrder order, MemorySegment bytes) {

    /** How many numbers a shape has, or 2^62 if they are more than that. */
    public static long size(int[] shape) {
        long size = 1;
        for (int extent : shape) {
            size = extent > 0 && size > (1L << 62) / extent ? 1L << 62 : size * extent;
        }
        return size;
    }

    /** The number of elements. */
    public long size() {
        return size(shape);
    }

    /** Numbers of one example: of all axes but the first. */
    public int width() {
        return Math.toIntExact(size(Arrays.copyOfRange(shape, Math.min(1, shape.length), shape.length)));
    }

    /** Element i. */
    public double at(long i) {
        long at = i * element.bytes();
        return switch (element) {
            case U8 -> bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
            case I8 -> bytes.get(ValueLayout.JAVA_BYTE, at);
            case U16 -> bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at) & 0xffff;
            case I16 -> bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at);
            case U32 -> Integer.toUnsignedLong(bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at));
            case I32 -> bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at);
            case I64 -> (double) bytes.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), at);
            case F32 -> bytes.get(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order), at);
            case F64 -> bytes.get(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order), at);
        };
    }

    /** The examples along the first axis, each number divided by {@link Element#scale}. */
    public Rows rows() {
        return rows(element.scale());
    }

    /** The same, divided by a number of one's own. */
    public Rows rows(float scale) {
        int width = width();
        return Rows.of(shape[0], (index, into, at) -> read((long) index * width, width, scale, into, at));
    }

    /** Reads some numbers, each divided by a scale. */
    private void read(long first, int count, float scale, float[] into, int at) {
        switch (element) {
            case U8 -> {
                // What most files of images have; by far the fastest of all ways to read them.
                byte[] part = new byte[count];
                MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, first, part, 0, count);
                for (int i = 0; i < count; i++) {
                    into[at + i] = (part[i] & 0xff) / scale;
                }
            }
            case F32 -> {
                MemorySegment.copy(
                        bytes, ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order), first * Float.BYTES, into, at, count);
                for (int i = at; scale != 1 && i < at + count; i++) {
                    into[i] /= scale;
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    into[at + i] = (float) at(first + i) / scale;
                }
            }
        }
    }
}
