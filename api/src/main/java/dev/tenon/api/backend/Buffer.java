package dev.tenon.api.backend;

import dev.tenon.api.graph.Shape;

/** A tensor on a device. */
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
