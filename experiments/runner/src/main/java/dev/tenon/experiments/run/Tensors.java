package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Parameter;
import dev.tenon.experiments.model.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stage's parameters and states on a device, by name. The graphs of training and of evaluation are built anew for
 * each size of batch; they share these.
 */
final class Tensors {

    private final Engine engine;
    private final Map<String, Buffer> buffers = new LinkedHashMap<>();

    Tensors(Engine engine) {
        this.engine = engine;
    }

    /** A stage's tensors as they were recorded. */
    static Tensors of(Engine engine, String stage, List<NamedTensor> recorded) {
        Tensors tensors = new Tensors(engine);
        tensors.write(stage, recorded);
        return tensors;
    }

    /** The tensor of a name, made on first use and then filled with the given number. */
    Buffer get(String name, Shape shape, float initial) {
        return buffers.computeIfAbsent(name, key -> filled(shape, initial));
    }

    /** All that were made so far. */
    Collection<Buffer> buffers() {
        return buffers.values();
    }

    private Buffer filled(Shape shape, float initial) {
        Buffer buffer = engine.allocate(shape);
        if (Float.floatToRawIntBits(initial) != 0) {
            float[] values = new float[shape.size()];
            java.util.Arrays.fill(values, initial);
            buffer.write(values);
        }
        return buffer;
    }

    /** The leaves of a network's parameters and states, bound. */
    Map<Value, Buffer> bind(Network network) {
        Map<Value, Buffer> bound = new HashMap<>();
        for (Parameter p : network.parameters()) {
            bound.put(p.leaf(), get(p.name(), p.leaf().shape(), 0f));
        }
        for (State s : network.states()) {
            bound.put(s.leaf(), get(s.name(), s.leaf().shape(), s.initial()));
        }
        return bound;
    }

    /** Exactly the program's leaves: those that are bound, and for the rest (a seed, a step) tensors of 0. */
    static Map<Value, Buffer> complete(Program program, Map<Value, Buffer> bound, Engine engine) {
        Map<Value, Buffer> complete = new HashMap<>();
        for (Value leaf : program.leaves()) {
            Buffer buffer = bound.get(leaf);
            complete.put(leaf, buffer != null ? buffer : engine.allocate(leaf.shape(), leaf.type()));
        }
        return complete;
    }

    /** The present values of a network's parameters and states, under {@code stage/name}. */
    List<NamedTensor> read(String stage, Network network) {
        List<NamedTensor> tensors = new ArrayList<>();
        network.parameters()
                .forEach(p -> tensors.add(read(stage, p.name(), p.leaf().shape())));
        network.states().forEach(s -> tensors.add(read(stage, s.name(), s.leaf().shape())));
        return tensors;
    }

    /** The present values of all that were made so far, by their names here. */
    List<NamedTensor> values() {
        List<NamedTensor> all = new ArrayList<>();
        buffers.forEach((name, buffer) -> all.add(new NamedTensor(name, buffer.shape(), values(buffer))));
        return all;
    }

    /** Sets tensors by their names here. */
    void put(List<NamedTensor> tensors) {
        tensors.forEach(tensor -> get(tensor.name(), tensor.shape(), 0f).write(tensor.values()));
    }

    private static float[] values(Buffer buffer) {
        float[] values = new float[buffer.shape().size()];
        buffer.read(values);
        return values;
    }

    private NamedTensor read(String stage, String name, Shape shape) {
        Buffer buffer = buffers.get(name);
        if (buffer == null) {
            throw new IllegalStateException("there is no tensor " + name);
        }
        return new NamedTensor(stage + "/" + name, shape, values(buffer));
    }

    /** Sets the tensors of a network. */
    void write(String stage, List<NamedTensor> tensors) {
        for (NamedTensor tensor : tensors) {
            String name = tensor.name().substring(stage.length() + 1);
            get(name, tensor.shape(), 0f).write(tensor.values());
        }
    }
}
