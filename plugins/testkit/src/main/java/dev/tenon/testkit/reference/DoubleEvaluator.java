package dev.tenon.testkit.reference;

import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs a program in double: the function that the program means, nearly free of rounding. Finite differences are taken of
 * it, and float results are compared with it within a tolerance.
 */
public final class DoubleEvaluator {
    private final Interpreter<double[]> interpreter;

    /** Prepares a program; it may be run any number of times. */
    public DoubleEvaluator(Program program) {
        this.interpreter = new Interpreter<>(program, new DoubleOps());
    }

    /**
     * Computes the outputs.
     *
     * @param leaves for each leaf its numbers, row-major; they are not written to
     * @return the outputs by name, in the program's order
     * @throws IllegalArgumentException if a leaf has none
     */
    public Map<String, double[]> run(Map<Value, double[]> leaves) {
        return interpreter.run(leaves).outputs();
    }

    /** The same numbers in double. */
    public static Map<Value, double[]> widen(Map<Value, float[]> leaves) {
        Map<Value, double[]> wide = new LinkedHashMap<>();
        DoubleOps ops = new DoubleOps();
        leaves.forEach((leaf, values) -> wide.put(leaf, ops.wrap(values)));
        return wide;
    }
}
