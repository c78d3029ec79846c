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

    /**
     * Compares two programs.
     *
     * @throws AssertionError if they differ; it says where first
     */
    static void assertSame(String what, List<String> expected, List<String> actual) {
        int at = 0;
        while (at < expected.size() && at < actual.size() && expected.get(at).equals(actual.get(at))) {
            at++;
        }
        if (at < expected.size() || at < actual.size()) {
            throw new AssertionError(what + ": its value " + at + " is " + line(actual, at) + ", and was "
                    + line(expected, at) + " before");
        }
    }

    private static String line(List<String> lines, int at) {
        return at < lines.size() ? lines.get(at) : "missing";
    }

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
