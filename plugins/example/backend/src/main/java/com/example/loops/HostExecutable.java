package com.example.loops;

import module dev.tenon.api;
import com.example.loops.HostEngine.HostBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A program in primitives: an array for each value, and a step for each that is computed. */
final class HostExecutable implements Executable {

    private final String name;
    private final List<Runnable> steps = new ArrayList<>();
    private final Map<String, HostBuffer> outputs = new LinkedHashMap<>();

    /** Prepares a program, given the arrays of its leaves. */
    HostExecutable(HostEngine engine, Program program, Map<Value, float[]> leaves) {
        this.name = program.name();
        Program primitives = Expansion.toPrimitives(program);
        Map<Value, float[]> arrays = new HashMap<>(leaves);
        for (Value value : primitives.values()) {
            if (!(value.op() instanceof Primitive.Leaf)) {
                float[][] inputs = value.inputs().stream().map(arrays::get).toArray(float[][]::new);
                float[] result = new float[value.shape().size()];
                arrays.put(value, result);
                steps.add(Kernels.of(value, inputs, result));
            }
        }
        primitives.outputs().forEach((output, value) -> {
            HostBuffer buffer = new HostBuffer(engine, value.shape());
            outputs.put(output, buffer);
            steps.add(() -> buffer.write(arrays.get(value)));
        });
        update(primitives.updates(), arrays);
    }

    /** All leaves change together: what one becomes may be what another was, so that is copied first. */
    private void update(Map<Value, Value> updates, Map<Value, float[]> arrays) {
        List<Runnable> last = new ArrayList<>();
        updates.forEach((leaf, next) -> {
            float[] source = arrays.get(next);
            float[] target = arrays.get(leaf);
            float[] kept = next.op() instanceof Primitive.Leaf ? new float[source.length] : source;
            if (kept != source) {
                steps.add(() -> System.arraycopy(source, 0, kept, 0, kept.length));
            }
            last.add(() -> System.arraycopy(kept, 0, target, 0, kept.length));
        });
        steps.addAll(last);
    }

    @Override
    public void run() {
        steps.forEach(Runnable::run);
    }

    @Override
    public Buffer output(String output) {
        HostBuffer buffer = outputs.get(output);
        if (buffer == null) {
            throw new IllegalArgumentException(
                    "program " + name + " has no output " + output + "; it has " + outputs.keySet());
        }
        return buffer;
    }

    /** Arrays need no freeing. */
    @Override
    public void close() {}
}
