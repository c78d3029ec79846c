package dev.tenon.testkit.reference;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A program with its leaves bound to arrays. */
final class ReferenceExecutable implements Executable {
    private final String name;
    private final ReferenceEvaluator evaluator;
    private final Map<Value, HostBuffer> leaves;
    private final Map<String, HostBuffer> outputs = new LinkedHashMap<>();

    ReferenceExecutable(Engine engine, Program program, Map<Value, HostBuffer> leaves) {
        this.name = program.name();
        this.evaluator = new ReferenceEvaluator(program);
        this.leaves = leaves;
        program.outputs().forEach((output, value) -> outputs.put(output, new HostBuffer(engine, value.shape())));
    }

    @Override
    public void run() {
        Map<Value, float[]> given = new LinkedHashMap<>();
        leaves.forEach((leaf, buffer) -> given.put(leaf, buffer.values()));
        ReferenceEvaluator.Results results = evaluator.run(given);
        results.outputs().forEach((output, values) -> buffer(output).write(values));
        results.updates()
                .forEach(
                        (leaf, next) -> Objects.requireNonNull(leaves.get(leaf)).write(next));
    }

    @Override
    public Buffer output(String output) {
        return buffer(output);
    }

    private HostBuffer buffer(String output) {
        HostBuffer buffer = outputs.get(output);
        if (buffer == null) {
            throw new IllegalArgumentException(
                    "program " + name + " has no output " + output + "; it has " + outputs.keySet());
        }
        return buffer;
    }

    @Override
    public void close() {
        // Arrays need no freeing.
    }
}
