package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Shape;
import dev.tenon.backend.opencl.memory.Tensor;

/** A tensor on the device. */
final class OpenClBuffer implements Buffer {
    private final OpenClEngine engine;
    private final Shape shape;
    private final Tensor tensor;

    OpenClBuffer(OpenClEngine engine, Shape shape, Tensor tensor) {
        this.engine = engine;
        this.shape = shape;
        this.tensor = tensor;
    }

    boolean belongsTo(OpenClEngine other) {
        return engine == other;
    }

    Tensor tensor() {
        return tensor;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void write(float[] source) {
        check(source.length);
        if (tensor.type() != ElementType.FLOAT32) {
            throw new IllegalArgumentException(
                    "a tensor of " + tensor.type() + " takes no floats; write whole numbers to it");
        }
        engine.staging().write(tensor, source);
    }

    @Override
    public void write(byte[] source) {
        if (tensor.type() != ElementType.UINT8) {
            Buffer.super.write(source);
            return;
        }
        check(source.length);
        engine.staging().write(tensor, source);
    }

    @Override
    public void write(int[] source) {
        if (tensor.type() != ElementType.INT32) {
            Buffer.super.write(source);
            return;
        }
        check(source.length);
        engine.staging().write(tensor, source);
    }

    @Override
    public void read(float[] target) {
        check(target.length);
        switch (tensor.type()) {
            case FLOAT32 -> engine.staging().read(tensor, target);
            case UINT8 -> {
                byte[] bytes = new byte[target.length];
                engine.staging().read(tensor, bytes);
                for (int i = 0; i < target.length; i++) {
                    target[i] = bytes[i] & 0xff;
                }
            }
            case INT32 -> {
                int[] numbers = new int[target.length];
                engine.staging().read(tensor, numbers);
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
