package dev.tenon.testkit.reference;

import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import java.util.Map;

/**
 * Runs a program by the numeric contract, one scalar after the other, and composites by what they expand to. This is what
 * every backend's bits are compared with; it is as slow as it is plain.
 */
public final class ReferenceEvaluator {
    private final Interpreter<float[]> interpreter;

    /** Prepares a program; it may be run any number of times. */
    public ReferenceEvaluator(Program program) {
        this.interpreter = new Interpreter<>(program, new FloatOps());
    }

    /**
     * What one run gives.
     *
     * @param outputs by name, in the program's order; row-major
     * @param updates the next value of each leaf that changes; the caller puts it in place
     */
    public record Results(Map<String, float[]> outputs, Map<Value, float[]> updates) {}

    /**
     * Computes the outputs and updates.
     *
     * @param leaves for each leaf its numbers, row-major; they are not written to
     * @throws IllegalArgumentException if a leaf has none
     */
    public Results run(Map<Value, float[]> leaves) {
        Interpreter.Results<float[]> results = interpreter.run(leaves);
        return new Results(results.outputs(), results.updates());
    }
}
