package dev.tenon.backend.opencl.certify;

import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ops with what they must give: a program that a device is to run, and its results by the contract's scalar definition. */
final class Probe {
    private final String name;
    private final RandomStream random;
    private final Map<Value, float[]> leaves = new LinkedHashMap<>();
    private final Map<String, Value> outputs = new LinkedHashMap<>();
    private final List<Check> checks = new ArrayList<>();

    /**
     * What an output must be.
     *
     * @param ops whose results it has one after the other, each as many; the first one's name is the output's
     */
    record Check(List<String> ops, float[] expected) {
        String output() {
            return ops.getFirst();
        }

        /** The op that gives an element. */
        String op(int element) {
            return ops.get(element / (expected.length / ops.size()));
        }
    }

    Probe(String name) {
        this.name = name;
        this.random = new RandomStream(1, "certify/" + name);
    }

    /** All ops, the simplest first: the first that differs is the one to name. */
    static List<Probe> all() {
        return List.of(ElementwiseProbe.make(), MoveProbe.make(), SumProbe.make(), WindowProbe.make());
    }

    /** A tensor that the device is given. */
    Value leaf(float[] values, int... dims) {
        return leaf(ElementType.FLOAT32, values, dims);
    }

    /** A tensor of a type that the device is given. */
    Value leaf(ElementType type, float[] values, int... dims) {
        Value leaf = Ops.leaf("leaf" + leaves.size(), Shape.of(dims), type);
        leaves.put(leaf, values);
        return leaf;
    }

    /** Normally distributed numbers of very different sizes, so that a sum in another order is another sum. */
    float[] wild(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) StrictMath.scalb(random.nextGaussian(), random.nextInt(-12, 12));
        }
        return values;
    }

    /** Whole numbers from -2 to 2, many of them equal. */
    float[] ties(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(-2, 2);
        }
        return values;
    }

    RandomStream random() {
        return random;
    }

    /** What an op must give. */
    void check(String op, Value value, float[] result) {
        check(List.of(op), value, result);
    }

    /** What several ops must give, whose results follow each other in one value. */
    void check(List<String> ops, Value value, float[] result) {
        outputs.put(ops.getFirst(), value);
        checks.add(new Check(ops, result));
    }

    Program program() {
        return Program.of("certify." + name, outputs, new LinkedHashMap<>());
    }

    Map<Value, float[]> leaves() {
        return leaves;
    }

    List<Check> checks() {
        return checks;
    }
}
