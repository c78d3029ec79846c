package com.example.loops;

import module dev.tenon.api;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tensors are arrays. */
final class HostEngine implements Engine {

    @Override
    public String device() {
        return "plain Java, one thread";
    }

    @Override
    public Buffer allocate(Shape shape) {
        return new HostBuffer(this, shape);
    }

    @Override
    public Executable compile(Program program, Map<Value, Buffer> leaves) {
        Map<Value, float[]> arrays = new LinkedHashMap<>();
        for (Value leaf : program.leaves()) {
            arrays.put(leaf, own(program, leaf, leaves.get(leaf)).values);
        }
        return new HostExecutable(this, program, arrays);
    }

    private HostBuffer own(Program program, Value leaf, Buffer buffer) {
        String what = "program " + program.name() + ", leaf " + leaf + ": ";
        if (buffer == null) {
            throw new IllegalArgumentException(what + "no buffer is bound to it; add it to the map given to compile");
        }
        if (!(buffer instanceof HostBuffer host) || host.engine != this) {
            throw new IllegalArgumentException(what + "its buffer is another engine's; allocate it with this one");
        }
        if (!buffer.shape().equals(leaf.shape())) {
            throw new IllegalArgumentException(what + "its buffer has the shape " + buffer.shape());
        }
        return host;
    }

    /** Arrays need no freeing. */
    @Override
    public void close() {}

    /** A tensor, row-major. */
    static final class HostBuffer implements Buffer {

        private final Engine engine;
        private final Shape shape;
        private final float[] values;

        HostBuffer(Engine engine, Shape shape) {
            this.engine = engine;
            this.shape = shape;
            this.values = new float[shape.size()];
        }

        @Override
        public Shape shape() {
            return shape;
        }

        @Override
        public void write(float[] source) {
            copy(source, values, source.length);
        }

        @Override
        public void read(float[] target) {
            copy(values, target, target.length);
        }

        private void copy(float[] from, float[] to, int given) {
            if (given != values.length) {
                throw new IllegalArgumentException(
                        "an array of " + given + " numbers for a tensor " + shape + ": it has " + values.length);
            }
            System.arraycopy(from, 0, to, 0, given);
        }
    }
}
