package dev.tenon.api.backend;

import dev.tenon.api.graph.Expansion;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An engine of an earlier set of ops, to which programs are given in what it has.
 *
 * @param engine knows nothing of later ops
 * @param version of its set
 */
record NarrowEngine(Engine engine, int version) implements Engine {

    @Override
    public String device() {
        return engine.device();
    }

    @Override
    public Buffer allocate(Shape shape) {
        return engine.allocate(shape);
    }

    @Override
    public Executable compile(Program program, Map<Value, Buffer> leaves) {
        Expansion.Within within;
        try {
            within = Expansion.within(program, version);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("program " + program.name() + ": " + e.getMessage(), e);
        }
        Map<Value, Buffer> bound = new HashMap<>();
        leaves.forEach((leaf, buffer) -> bound.put(within.leaves().getOrDefault(leaf, leaf), buffer));
        return engine.compile(within.program(), bound);
    }

    @Override
    public void threads(int threads) {
        engine.threads(threads);
    }

    @Override
    public Optional<Ceiling> ceiling() {
        return engine.ceiling();
    }

    @Override
    public void close() {
        engine.close();
    }
}
