package dev.tenon.backend.cpu.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The functions of the numeric contract that a vector takes to a vector, each as few instructions as the machine has for it. Public
 * names are those of the primitives in lower case, for {@link ChainCode} finds them so.
 */
final class VectorFunctions {
    private VectorFunctions() {}

    static FloatVector negate(FloatVector x) {
        return x.neg();
    }

    static FloatVector abs(FloatVector x) {
        return x.abs();
    }

    static FloatVector sqrt(FloatVector x) {
        return x.sqrt();
    }

    static FloatVector relu(FloatVector x) {
        return x.blend(0f, x.compare(VectorOperators.LT, 0f));
    }

    static FloatVector add(FloatVector x, FloatVector y) {
        return x.add(y);
    }

    static FloatVector subtract(FloatVector x, FloatVector y) {
        return x.sub(y);
    }

    static FloatVector multiply(FloatVector x, FloatVector y) {
        return x.mul(y);
    }

    static FloatVector divide(FloatVector x, FloatVector y) {
        return x.div(y);
    }

    static FloatVector max(FloatVector x, FloatVector y) {
        return y.blend(x, x.compare(VectorOperators.GT, y));
    }

    static FloatVector min(FloatVector x, FloatVector y) {
        return y.blend(x, x.compare(VectorOperators.LT, y));
    }

    static FloatVector less(FloatVector x, FloatVector y) {
        return x.broadcast(0f).blend(1f, x.compare(VectorOperators.LT, y));
    }

    static FloatVector lessEqual(FloatVector x, FloatVector y) {
        return x.broadcast(0f).blend(1f, x.compare(VectorOperators.LE, y));
    }

    static FloatVector equal(FloatVector x, FloatVector y) {
        return x.broadcast(0f).blend(1f, x.compare(VectorOperators.EQ, y));
    }

    static FloatVector fma(FloatVector x, FloatVector y, FloatVector z) {
        return x.fma(y, z);
    }

    static FloatVector choose(FloatVector condition, FloatVector x, FloatVector y) {
        return y.blend(x, condition.compare(VectorOperators.NE, 0f));
    }

    static FloatVector chooseLess(FloatVector a, FloatVector b, FloatVector x, FloatVector y) {
        return y.blend(x, a.compare(VectorOperators.LT, b));
    }
}
