package dev.tenon.testkit;

import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program as lines of text, so that two can be compared: values themselves compare by identity. */
final class Structure {
    private Structure() {}

    static List<String> of(Program program) {
        Map<Value, Integer> number = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (Value value : program.values()) {
            List<Integer> inputs = value.inputs().stream().map(number::get).toList();
            number.put(value, lines.size());
            lines.add(value.op() + " of " + inputs);
        }
        program.outputs().forEach((name, value) -> lines.add(name + " = " + number.get(value)));
        program.updates().forEach((leaf, next) -> lines.add(number.get(leaf) + " becomes " + number.get(next)));
        return lines;
    }
}
