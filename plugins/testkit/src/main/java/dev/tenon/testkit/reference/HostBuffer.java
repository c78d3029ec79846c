package dev.tenon.testkit.reference;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.graph.Shape;

/** A tensor in an array. */
final class HostBuffer implements Buffer {
    private final Engine engine;
    private final Shape shape;
    private final float[] values;

    HostBuffer(Engine engine, Shape shape) {
        this.engine = engine;
        this.shape = shape;
        this.values = new float[shape.size()];
    }

    Engine engine() {
        return engine;
    }

    float[] values() {
        return values;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void write(float[] source) {
        check("write", source);
        System.arraycopy(source, 0, values, 0, values.length);
    }

    @Override
    public void read(float[] target) {
        check("read", target);
        System.arraycopy(values, 0, target, 0, values.length);
    }

    private void check(String what, float[] array) {
        if (array.length != values.length) {
            throw new IllegalArgumentException(
                    what + " of " + array.length + " numbers: the buffer's shape " + shape + " has " + values.length);
        }
    }
}
