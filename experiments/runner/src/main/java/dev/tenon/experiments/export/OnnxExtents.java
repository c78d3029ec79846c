package dev.tenon.experiments.export;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.Map;
import java.util.Optional;

/**
 * Which extents follow from the number of images.
 *
 * @param one that number in the graph that is translated
 * @param two another number
 * @param others the shape that each value has with the other number
 */
record OnnxExtents(int one, int two, Map<Value, Shape> others) {

    /** For each axis, how many times the number of images its extent is; 0 where it does not depend on it. */
    int[] times(Value value) {
        Shape other = Optional.ofNullable(others.get(value)).orElseThrow();
        int[] times = new int[value.shape().rank()];
        for (int axis = 0; axis < times.length; axis++) {
            int extent = value.shape().dim(axis);
            if (extent != other.dim(axis)) {
                times[axis] = extent / one;
                if (extent % one != 0 || other.dim(axis) != times[axis] * two) {
                    throw new ExportException("has a tensor of extent " + extent + " for " + one + " images and of "
                            + other.dim(axis) + " for " + two + ", which is not a multiple of their number");
                }
            }
        }
        return times;
    }
}
