package dev.tenon.backend.opencl;

import dev.tenon.api.backend.Buffer;
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
        engine.staging().write(tensor, source);
    }

    @Override
    public void read(float[] target) {
        check(target.length);
        engine.staging().read(tensor, target);
    }

    private void check(int length) {
        if (length != shape.size()) {
            throw new IllegalArgumentException(
                    "a tensor of " + shape + " has " + shape.size() + " elements, the array " + length);
        }
    }
}
