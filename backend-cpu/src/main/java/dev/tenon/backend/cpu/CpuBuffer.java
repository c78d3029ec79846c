package dev.tenon.backend.cpu;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Shape;
import dev.tenon.backend.cpu.run.TensorSlice;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tensor in the Java heap. */
final class CpuBuffer implements Buffer {
    private final CpuEngine engine;
    private final Shape shape;
    private final ElementType type;
    private @Nullable TensorSlice home;

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
        TensorSlice open = home;
        if (open == null) {
            throw new IllegalStateException("a tensor of " + shape + " was closed");
        }
        return open;
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
        requireFloats();
        TensorSlice to = home();
        System.arraycopy(source, 0, to.floats(), to.base() + at, source.length);
        to.tensor().changed();
    }

    @Override
    public void write(byte[] source) {
        byte[] bytes = home().tensor().bytes();
        if (bytes == null) {
            Buffer.super.write(source);
            return;
        }
        check(source.length);
        System.arraycopy(source, 0, bytes, 0, source.length);
    }

    @Override
    public void write(int[] source) {
        int[] ints = home().tensor().ints();
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
        read(0, target);
    }

    @Override
    public void read(int from, float[] target) {
        Objects.checkFromIndexSize(from, target.length, shape.size());
        TensorSlice open = home();
        byte[] bytes = open.tensor().bytes();
        int[] ints = open.tensor().ints();
        if (bytes != null || ints != null) {
            for (int i = 0; i < target.length; i++) {
                target[i] = bytes != null ? bytes[from + i] & 0xff : Objects.requireNonNull(ints)[from + i];
            }
            return;
        }
        System.arraycopy(open.floats(), open.base() + from, target, 0, target.length);
    }

    /** Programs have the array themselves; it goes with the last of them. */
    @Override
    public void close() {
        home = null;
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
