package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Shape;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.Objects;

/** A tensor on the device. */
final class OpenClBuffer implements Buffer {
    private final OpenClEngine engine;
    private final Shape shape;
    private final Tensor tensor;
    private final Resources memory;
    private int programs;
    private boolean closed;

    /** A tensor whose memory is freed with {@code memory}. */
    OpenClBuffer(OpenClEngine engine, Shape shape, Tensor tensor, Resources memory) {
        this.engine = engine;
        this.shape = shape;
        this.tensor = tensor;
        this.memory = memory;
    }

    boolean belongsTo(OpenClEngine other) {
        return engine == other;
    }

    Tensor tensor() {
        if (closed) {
            throw new IllegalStateException("a tensor of " + shape + " was closed");
        }
        return tensor;
    }

    /** Says that a program uses it from now on, until what is given is closed. */
    Resources.Resource bound() {
        programs++;
        return () -> {
            programs--;
            free();
        };
    }

    @Override
    public void close() {
        closed = true;
        free();
    }

    private void free() {
        if (closed && programs == 0) {
            memory.close();
        }
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void write(float[] source) {
        check(source.length);
        write(0, source);
    }

    @Override
    public void write(int at, float[] source) {
        Objects.checkFromIndexSize(at, source.length, shape.size());
        if (tensor.type() != ElementType.FLOAT32) {
            throw new IllegalArgumentException(
                    "a tensor of " + tensor.type() + " takes no floats; write whole numbers to it");
        }
        engine.staging().write(tensor(), at, source);
    }

    @Override
    public void write(byte[] source) {
        if (tensor.type() != ElementType.UINT8) {
            Buffer.super.write(source);
            return;
        }
        check(source.length);
        engine.staging().write(tensor(), source);
    }

    @Override
    public void write(int[] source) {
        if (tensor.type() != ElementType.INT32) {
            Buffer.super.write(source);
            return;
        }
        check(source.length);
        engine.staging().write(tensor(), source);
    }

    @Override
    public void read(float[] target) {
        check(target.length);
        read(0, target);
    }

    @Override
    public void read(int from, float[] target) {
        Objects.checkFromIndexSize(from, target.length, shape.size());
        switch (tensor.type()) {
            case FLOAT32 -> engine.staging().read(tensor(), from, target);
            case UINT8 -> {
                byte[] bytes = new byte[target.length];
                engine.staging().read(tensor(), from, bytes);
                for (int i = 0; i < target.length; i++) {
                    target[i] = bytes[i] & 0xff;
                }
            }
            case INT32 -> {
                int[] numbers = new int[target.length];
                engine.staging().read(tensor(), from, numbers);
                for (int i = 0; i < target.length; i++) {
                    target[i] = numbers[i];
                }
            }
        }
    }

    private void check(int length) {
        if (length != shape.size()) {
            throw new IllegalArgumentException(
                    "a tensor of " + shape + " has " + shape.size() + " elements, the array " + length);
        }
    }
}
