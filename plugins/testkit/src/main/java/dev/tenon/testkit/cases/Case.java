package dev.tenon.testkit.cases;

import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import dev.tenon.testkit.reference.ReferenceEvaluator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program, the numbers it starts from, and how often it runs; what it must give follows from the contract. */
public final class Case {
    private final String name;
    private final Program program;
    private final Map<Value, float[]> leaves;
    private final int steps;
    private @Nullable Expected expected;

    Case(String name, Program program, Map<Value, float[]> leaves, int steps) {
        this.name = name;
        this.program = program;
        this.leaves = Collections.unmodifiableMap(new LinkedHashMap<>(leaves));
        this.steps = steps;
    }

    /**
     * What must come out.
     *
     * @param outputs of each run, by name
     * @param leaves of each leaf of the program, what it holds after the last run
     */
    public record Expected(List<Map<String, float[]>> outputs, Map<Value, float[]> leaves) {}

    /** For messages and reports. */
    public String name() {
        return name;
    }

    /** What is run. */
    public Program program() {
        return program;
    }

    /** For each leaf of the program the numbers it starts from. Not to be written to. */
    public Map<Value, float[]> leaves() {
        return leaves;
    }

    /** How many times the program runs; updates of one run are seen by the next. */
    public int steps() {
        return steps;
    }

    /** What the reference evaluator gives; computed once. */
    public synchronized Expected expected() {
        Expected known = expected;
        if (known == null) {
            known = compute();
            expected = known;
        }
        return known;
    }

    private Expected compute() {
        ReferenceEvaluator evaluator = new ReferenceEvaluator(program);
        Map<Value, float[]> now = new LinkedHashMap<>(leaves);
        List<Map<String, float[]>> outputs = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            ReferenceEvaluator.Results results = evaluator.run(now);
            outputs.add(results.outputs());
            now.putAll(results.updates());
        }
        return new Expected(outputs, now);
    }

    @Override
    public String toString() {
        return name;
    }
}
