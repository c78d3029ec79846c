package dev.tenon.experiments.model;

import dev.tenon.api.graph.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Whether graphs that were built apart compute the same: the same ops of the same inputs, leaves by their names. */
final class SameGraph {

    /** Values compare by identity, and so do pairs of them. */
    private record Pair(Value one, Value other) {}

    private final Set<Pair> compared = new HashSet<>();

    /** Whether two values are the same computation. What was found the same before is not looked at again. */
    boolean same(Value one, Value other) {
        Deque<Pair> open = new ArrayDeque<>();
        open.push(new Pair(one, other));
        while (!open.isEmpty()) {
            Pair pair = open.pop();
            Value a = pair.one();
            Value b = pair.other();
            if (a == b || !compared.add(pair)) {
                continue;
            }
            if (!a.op().equals(b.op())
                    || !a.shape().equals(b.shape())
                    || a.inputs().size() != b.inputs().size()) {
                return false;
            }
            for (int i = 0; i < a.inputs().size(); i++) {
                open.push(new Pair(a.input(i), b.input(i)));
            }
        }
        return true;
    }
}
