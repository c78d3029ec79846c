package dev.tenon.testkit.cases;

import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a {@link Case}: leaves with their numbers first, then what is computed of them. */
public final class CaseBuilder {
    private final String name;
    private final RandomStream random;
    private final Map<Value, float[]> leaves = new LinkedHashMap<>();
    private final Map<String, Value> outputs = new LinkedHashMap<>();
    private final Map<Value, Value> updates = new LinkedHashMap<>();
    private int steps = 1;

    /**
     * A case without leaves or outputs.
     *
     * @param name for messages; it also seeds the leaves' numbers
     */
    public CaseBuilder(String name) {
        this.name = name;
        this.random = new RandomStream(1, "case/" + name);
    }

    /** A leaf that holds numbers of a kind. */
    public Value leaf(Fill fill, int... dims) {
        Shape shape = Shape.of(dims);
        return leaf(shape, fill.values(random, shape.size()));
    }

    /** A leaf that holds these numbers. */
    public Value leaf(Shape shape, float... values) {
        Value leaf = Ops.leaf("leaf" + leaves.size(), shape);
        leaves.put(leaf, values);
        return leaf;
    }

    /** A leaf of another type than float32 that holds these whole numbers. */
    public Value leaf(ElementType type, Shape shape, float... values) {
        Value leaf = Ops.leaf("leaf" + leaves.size(), shape, type);
        leaves.put(leaf, values);
        return leaf;
    }

    /** The leaves so far. */
    public List<Value> leaves() {
        return List.copyOf(leaves.keySet());
    }

    /** Random choices of this case. */
    public RandomStream random() {
        return random;
    }

    /** Reports a value. */
    public CaseBuilder output(Value value) {
        return output("out" + outputs.size(), value);
    }

    /** Reports a value by a name. */
    public CaseBuilder output(String output, Value value) {
        outputs.put(output, value);
        return this;
    }

    /** Reports the gradients of a value's sum with respect to all leaves. */
    public CaseBuilder gradients(Value root) {
        List<Value> targets = new ArrayList<>(leaves.keySet());
        List<Value> gradients = Gradients.of(root, targets);
        for (int i = 0; i < targets.size(); i++) {
            output("gradient" + i, gradients.get(i));
        }
        return this;
    }

    /** Gives a leaf a new value at the end of each run. */
    public CaseBuilder update(Value leaf, Value next) {
        updates.put(leaf, next);
        return this;
    }

    /** Runs it several times. */
    public CaseBuilder steps(int count) {
        this.steps = count;
        return this;
    }

    /** The case. */
    public Case build() {
        Program program = Program.of(name, outputs, updates);
        Map<Value, float[]> used = new LinkedHashMap<>();
        leaves.forEach((leaf, values) -> {
            if (program.leaves().contains(leaf)) {
                used.put(leaf, values);
            }
        });
        return new Case(name, program, used, steps);
    }

    /** The case of one output. */
    public Case build(Value output) {
        return output(output).build();
    }
}
