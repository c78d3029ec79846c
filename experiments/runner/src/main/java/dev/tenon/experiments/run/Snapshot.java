package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A copy of tensors on their device, made and taken back without the host seeing them. */
final class Snapshot implements AutoCloseable {

    private final Executable save;
    private final Executable restore;

    /** Room for a copy of some tensors of an engine. */
    Snapshot(Engine engine, Collection<Buffer> tensors) {
        Map<Value, Value> saved = new LinkedHashMap<>();
        Map<Value, Value> restored = new LinkedHashMap<>();
        Map<Value, Buffer> bound = new HashMap<>();
        for (Buffer tensor : tensors) {
            Value value = Ops.leaf("tensor-" + saved.size(), tensor.shape());
            Value copy = Ops.leaf("copy-" + saved.size(), tensor.shape());
            bound.put(value, tensor);
            bound.put(copy, engine.allocate(tensor.shape()));
            saved.put(copy, value);
            restored.put(value, copy);
        }
        this.save = engine.compile(Program.of("save", Map.of(), saved), bound);
        this.restore = engine.compile(Program.of("restore", Map.of(), restored), bound);
    }

    /** Copies the tensors as they are now. */
    void save() {
        save.run();
    }

    /** Makes the tensors what they were when they were saved last. */
    void restore() {
        restore.run();
    }

    @Override
    public void close() {
        save.close();
        restore.close();
    }
}
