package dev.tenon.api.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Visits a graph, inputs before results, without recursion: nets may be deeper than a thread's stack. */
final class Traversal {

    private Traversal() {}

    private record Frame(Value value, Iterator<Value> inputs) {}

    /**
     * Visits each value that the roots are computed from once, in an order that depends on the graph alone.
     *
     * @param stops values whose inputs are not followed
     */
    static void postOrder(List<Value> roots, Set<Value> stops, Consumer<Value> visit) {
        Set<Value> seen = new HashSet<>();
        Deque<Frame> stack = new ArrayDeque<>();
        for (Value root : roots) {
            if (!seen.add(root)) {
                continue;
            }
            stack.push(frame(root, stops));
            while (!stack.isEmpty()) {
                Frame top = stack.peek();
                if (!top.inputs().hasNext()) {
                    stack.pop();
                    visit.accept(top.value());
                    continue;
                }
                Value input = top.inputs().next();
                if (seen.add(input)) {
                    stack.push(frame(input, stops));
                }
            }
        }
    }

    private static Frame frame(Value value, Set<Value> stops) {
        List<Value> inputs = stops.contains(value) ? List.of() : value.inputs();
        return new Frame(value, inputs.iterator());
    }
}
