package dev.tenon.api.backend;

import dev.tenon.api.graph.Shape;
import java.util.Objects;

/** A tensor on a device. It belongs to the engine's thread. */
public interface Buffer {

    /** Its extents, which stay as they are. */
    Shape shape();

    /**
     * Copies to the device.
     *
     * @param source row-major, as many elements as the shape has
     */
    void write(float[] source);

    /**
     * Copies from the device.
     *
     * @param target as long as the shape has elements
     */
    void read(float[] target);

    /**
     * Copies a part to the device; what is before and after it stays. Unless a backend can do better, the whole is read and written.
     *
     * @param at the first element that is written, counted row-major
     * @param source as many elements as are written
     * @throws IndexOutOfBoundsException if the shape has fewer elements from there on
     * @since 0.2
     */
    default void write(int at, float[] source) {
        Objects.checkFromIndexSize(at, source.length, shape().size());
        float[] whole = new float[shape().size()];
        read(whole);
        System.arraycopy(source, 0, whole, at, source.length);
        write(whole);
    }

    /**
     * Copies a part from the device. Unless a backend can do better, the whole is read.
     *
     * @param from the first element that is read, counted row-major
     * @param target as long as elements are read
     * @throws IndexOutOfBoundsException if the shape has fewer elements from there on
     * @since 0.2
     */
    default void read(int from, float[] target) {
        Objects.checkFromIndexSize(from, target.length, shape().size());
        float[] whole = new float[shape().size()];
        read(whole);
        System.arraycopy(whole, from, target, 0, target.length);
    }

    /**
     * Gives the tensor up before its engine is closed: it is not read, written or bound from then on, and its memory is freed when the
     * last program that it is bound to is closed. Outputs are not closed; they go with their program. Closing it again does nothing.
     *
     * @since 0.2
     */
    default void close() {}

    /**
     * Copies whole numbers from 0 to 255 to the device: what a leaf of UINT8 is given. Unless a backend has room for bytes, they become
     * floats on the way.
     *
     * @param source row-major, as many bytes as the shape has elements; each without a sign
     */
    default void write(byte[] source) {
        float[] floats = new float[source.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = source[i] & 0xff;
        }
        write(floats);
    }

    /**
     * Copies whole numbers to the device: what a leaf of INT32 is given. Unless a backend has room for whole numbers, they become floats on
     * the way.
     *
     * @param source row-major, as many elements as the shape has
     * @throws IllegalArgumentException if one of them is not a float, and the backend has room for floats alone
     */
    default void write(int[] source) {
        float[] floats = new float[source.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = source[i];
            if ((long) floats[i] != source[i]) {
                throw new IllegalArgumentException("the backend keeps whole numbers as floats, and " + source[i]
                        + " is none; use another backend, or fewer examples");
            }
        }
        write(floats);
    }
}
