package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rewrites a program: a rule replaces each value by one with the same results. */
abstract class ValueRewriter {
    private final Map<Value, Value> replacements = new HashMap<>();

    /**
     * What takes a value's place.
     *
     * @param inputs what has taken the places of its inputs
     */
    abstract Value replacement(Value value, List<Value> inputs);

    /** A value's op of what has taken the places of its inputs. */
    static Value same(Value value, List<Value> inputs) {
        return inputs.equals(value.inputs()) ? value : Value.of(value.op(), inputs);
    }

    /** The rewritten program; its leaves are the same values. */
    final Program program(Program program) {
        program.values().forEach(this::replace);
        Map<String, Value> outputs = new LinkedHashMap<>();
        program.outputs().forEach((name, value) -> outputs.put(name, replaced(value)));
        Map<Value, Value> updates = new LinkedHashMap<>();
        program.updates().forEach((leaf, next) -> updates.put(leaf, replaced(next)));
        return Program.of(program.name(), outputs, updates);
    }

    /** Replaces a value whose inputs have been replaced, unless that was done. */
    final void replace(Value value) {
        if (!replacements.containsKey(value)) {
            List<Value> inputs = value.inputs().stream().map(this::replaced).toList();
            replacements.put(value, replacement(value, inputs));
        }
    }

    /** Says what takes a value's place. */
    final void replace(Value value, Value replacement) {
        replacements.put(value, replacement);
    }

    /** What has taken a value's place. */
    final Value replaced(Value value) {
        Value replacement = replacements.get(value);
        if (replacement == null) {
            throw new IllegalStateException("not replaced yet: " + value);
        }
        return replacement;
    }
}
