package dev.tenon.testkit;

import dev.tenon.api.graph.Shape;
import java.util.Arrays;

/** Compares floats as the contract does: to the bit, but for NaN, of which all are one. */
public final class Bits {
    private Bits() {}

    /** Whether two floats are the same result. */
    public static boolean same(float a, float b) {
        return Float.floatToIntBits(a) == Float.floatToIntBits(b);
    }

    /**
     * Compares two tensors.
     *
     * @param what for the message
     * @param shape of both
     * @throws AssertionError if they differ; it says how often, and where first
     */
    public static void assertSame(String what, Shape shape, float[] expected, float[] actual) {
        if (expected.length != actual.length) {
            throw new AssertionError(what + ": " + actual.length + " numbers instead of " + expected.length);
        }
        int first = -1;
        int count = 0;
        for (int i = 0; i < expected.length; i++) {
            if (!same(expected[i], actual[i])) {
                first = first < 0 ? i : first;
                count++;
            }
        }
        if (count > 0) {
            throw new AssertionError(what + ": " + count + " of " + expected.length + " numbers differ, first at "
                    + Arrays.toString(place(shape, first)) + " of " + shape + ": expected " + show(expected[first])
                    + ", got " + show(actual[first]));
        }
    }

    private static int[] place(Shape shape, int index) {
        int[] at = shape.strides();
        int rest = index;
        for (int axis = 0; axis < at.length; axis++) {
            int stride = at[axis];
            at[axis] = rest / stride;
            rest %= stride;
        }
        return at;
    }

    private static String show(float value) {
        return value + " (" + Float.toHexString(value) + ")";
    }
}
