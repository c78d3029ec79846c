package dev.tenon.backend.cpu;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Shape;
import dev.tenon.backend.cpu.run.TensorSlice;
import java.util.Objects;

/** A tensor in the Java heap. */
final class CpuBuffer implements Buffer {
    private final CpuEngine engine;
    private final Shape shape;
    private final ElementType type;
    private final TensorSlice home;

    CpuBuffer(CpuEngine engine, Shape shape, TensorSlice home) {
        this(engine, shape, ElementType.FLOAT32, home);
    }

    CpuBuffer(CpuEngine engine, Shape shape, ElementType type, TensorSlice home) {
        this.engine = engine;
        this.shape = shape;
        this.type = type;
        this.home = home;
    }

    ElementType type() {
        return type;
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
        requireFloats();
        System.arraycopy(source, 0, home.floats(), home.base(), source.length);
        home.tensor().changed();
    }

    @Override
    public void write(byte[] source) {
        byte[] bytes = home.tensor().bytes();
        if (bytes == null) {
            Buffer.super.write(source);
            return;
        }
        check(source.length);
        System.arraycopy(source, 0, bytes, 0, source.length);
    }

    @Override
    public void write(int[] source) {
        int[] ints = home.tensor().ints();
        if (ints == null) {
            Buffer.super.write(source);
            return;
        }
        check(source.length);
        System.arraycopy(source, 0, ints, 0, source.length);
    }

    @Override
    public void read(float[] target) {
        check(target.length);
        byte[] bytes = home.tensor().bytes();
        int[] ints = home.tensor().ints();
        if (bytes != null || ints != null) {
            for (int i = 0; i < target.length; i++) {
                target[i] = bytes != null ? bytes[i] & 0xff : Objects.requireNonNull(ints)[i];
            }
            return;
        }
        System.arraycopy(home.floats(), home.base(), target, 0, target.length);
    }

    private void requireFloats() {
        if (type != ElementType.FLOAT32) {
            throw new IllegalArgumentException("a tensor of " + type + " takes no floats; write whole numbers to it");
        }
    }

    private void check(int length) {
        if (length != shape.size()) {
            throw new IllegalArgumentException(
                    "a tensor of " + shape + " has " + shape.size() + " elements, the array " + length);
        }
    }
}
