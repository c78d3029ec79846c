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
}
