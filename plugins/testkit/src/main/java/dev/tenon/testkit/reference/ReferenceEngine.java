package dev.tenon.testkit.reference;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tensors in arrays, programs in the evaluator. */
final class ReferenceEngine implements Engine {
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
        Map<Value, HostBuffer> bound = new LinkedHashMap<>();
        for (Value leaf : program.leaves()) {
            bound.put(leaf, own(program, leaf, leaves.get(leaf)));
        }
        return new ReferenceExecutable(this, program, bound);
    }

    private HostBuffer own(Program program, Value leaf, @org.jspecify.annotations.Nullable Buffer buffer) {
        String what = "program " + program.name() + ", leaf " + leaf;
        if (buffer == null) {
            throw new IllegalArgumentException(what + ": no buffer is bound to it; add it to the map given to compile");
        }
        if (!buffer.shape().equals(leaf.shape())) {
            throw new IllegalArgumentException(what + ": the buffer bound to it has the shape " + buffer.shape());
        }
        if (!(buffer instanceof HostBuffer host) || host.engine() != this) {
            throw new IllegalArgumentException(
                    what + ": the buffer bound to it is another engine's; allocate it with this one");
        }
        return host;
    }

    @Override
    public void close() {
        // Arrays need no freeing.
    }
}
