package dev.tenon.experiments.cli;

import dev.tenon.api.backend.Availability;
import dev.tenon.api.backend.Backend;
import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Op;
import dev.tenon.api.graph.OpSet;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A backend that computes as another does, but for one kind of op, whose results are a unit in the last place too large. */
@Type("wrong")
@Describe("Computes one op wrongly.")
final class WrongBackend implements Backend {

    private final Backend right;
    private final Predicate<Op> wrong;
    private final boolean evenIfAsked;

    /**
     * A wrong backend.
     *
     * @param evenIfAsked whether its results are also wrong where they are an output, and not joined with what follows
     */
    WrongBackend(Backend right, Predicate<Op> wrong, boolean evenIfAsked) {
        this.right = right;
        this.wrong = wrong;
        this.evenIfAsked = evenIfAsked;
    }

    @Override
    public Availability probe() {
        return right.probe();
    }

    @Override
    public int opSet() {
        return OpSet.VERSION;
    }

    @Override
    public Engine start(EngineOptions options) {
        return new Wrong(right.start(options));
    }

    private Program spoilt(Program program) {
        Map<Value, Value> instead = new HashMap<>();
        for (Value value : program.values()) {
            List<Value> inputs = value.inputs().stream().map(instead::get).toList();
            Value same = value.op() instanceof Primitive.Leaf ? value : Value.of(value.op(), inputs);
            boolean spoils =
                    wrong.test(value.op()) && (evenIfAsked || !program.outputs().containsValue(value));
            instead.put(value, spoils ? Ops.multiply(same, Ops.constant(Math.nextUp(1f))) : same);
        }
        return Program.of(program.name(), replaced(program.outputs(), instead), replaced(program.updates(), instead));
    }

    private static <K> Map<K, Value> replaced(Map<K, Value> values, Map<Value, Value> by) {
        Map<K, Value> replaced = new LinkedHashMap<>();
        values.forEach((key, value) -> replaced.put(key, by.get(value)));
        return replaced;
    }

    private final class Wrong implements Engine {

        private final Engine engine;

        Wrong(Engine engine) {
            this.engine = engine;
        }

        @Override
        public String device() {
            return engine.device();
        }

        @Override
        public Buffer allocate(Shape shape) {
            return engine.allocate(shape);
        }

        @Override
        public Buffer allocate(Shape shape, ElementType type) {
            return engine.allocate(shape, type);
        }

        @Override
        public Executable compile(Program program, Map<Value, Buffer> leaves) {
            return engine.compile(spoilt(program), leaves);
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
