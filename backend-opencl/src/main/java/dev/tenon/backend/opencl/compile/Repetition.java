package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Shape;
import org.jspecify.annotations.Nullable;

/**
 * How an expanded tensor is read without being made: its element i is element {@code i / inner % count} of the source.
 *
 * @param inner neighbours that are alike
 * @param count elements of the source
 * @param whole whether the source is gone through once only, so that no remainder need be taken
 */
record Repetition(int inner, int count, boolean whole) {

    /** The reading of an expansion, or null if kept axes lie on both sides of a repeated one. */
    static @Nullable Repetition of(Shape source, Shape target) {
        int missing = target.rank() - source.rank();
        int first = target.rank();
        int last = -1;
        int count = 1;
        for (int axis = 0; axis < target.rank(); axis++) {
            boolean kept = axis >= missing && source.dim(axis - missing) > 1;
            if (kept) {
                first = Math.min(first, axis);
                last = axis;
                count *= target.dim(axis);
            }
        }
        int between = 1;
        int inner = 1;
        int outer = 1;
        for (int axis = 0; axis < target.rank(); axis++) {
            if (axis < first) {
                outer *= target.dim(axis);
            } else if (axis <= last) {
                between *= target.dim(axis);
            } else {
                inner *= target.dim(axis);
            }
        }
        return count == 1 || between == count ? new Repetition(inner, count, outer == 1) : null;
    }

    /** The index in the source of an element's index, as OpenCL C. */
    String index(String i) {
        if (count == 1) {
            return "0";
        }
        String place = inner == 1 ? i : i + " / " + inner + "u";
        return whole ? place : inner == 1 ? place + " % " + count + "u" : "(" + place + ") % " + count + "u";
    }
}
