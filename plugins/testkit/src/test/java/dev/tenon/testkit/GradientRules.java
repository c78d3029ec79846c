package dev.tenon.testkit;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Leaves with random numbers in double, and the value that is computed of them. */
final class GradientRules {
    private final RandomStream random;
    private final Map<Value, double[]> leaves = new LinkedHashMap<>();

    GradientRules(String name) {
        this.random = new RandomStream(3, name);
    }

    Map<Value, double[]> leaves() {
        return leaves;
    }

    /** Normally distributed: no zeros, no ties. */
    Value leaf(int... dims) {
        double[] values = new double[Shape.of(dims).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return leaf(Shape.of(dims), values);
    }

    /** From 1/2 to 2. */
    Value positive(int... dims) {
        double[] values = new double[Shape.of(dims).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5 + 1.5 * random.nextDouble();
        }
        return leaf(Shape.of(dims), values);
    }

    Value leaf(Shape shape, double... values) {
        Value leaf = Ops.leaf("leaf" + leaves.size(), shape);
        leaves.put(leaf, values);
        return leaf;
    }
}
