package dev.tenon.backend.cpu;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.graph.Shape;
import dev.tenon.backend.cpu.run.TensorSlice;

/** A tensor in the Java heap. */
final class CpuBuffer implements Buffer {
    private final CpuEngine engine;
    private final Shape shape;
    private final TensorSlice home;

    CpuBuffer(CpuEngine engine, Shape shape, TensorSlice home) {
        this.engine = engine;
        this.shape = shape;
        this.home = home;
    }

    boolean belongsTo(CpuEngine other) {
        return engine == other;
    }

    TensorSlice home() {
        return home;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void write(float[] source) {
        check(source.length);
        System.arraycopy(source, 0, home.floats(), home.base(), source.length);
        home.tensor().changed();
    }

    @Override
    public void read(float[] target) {
        check(target.length);
        System.arraycopy(home.floats(), home.base(), target, 0, target.length);
    }

    private void check(int length) {
        if (length != shape.size()) {
            throw new IllegalArgumentException(
                    "a tensor of " + shape + " has " + shape.size() + " elements, the array " + length);
        }
    }
}
