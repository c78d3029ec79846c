package dev.tenon.backend.cpu.steps;

import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import java.util.Arrays;

/**
 * A strided copy: which elements of the source go to which elements of the result.
 *
 * @param extents how many elements there are along each axis
 * @param xStart index in the source of the first
 * @param xSteps distance in the source of neighbours along each axis; 0 repeats, negative turns round
 * @param resultStart index in the result of the first
 * @param resultSteps distance in the result of neighbours along each axis
 */
public record StridedCopy(int[] extents, int xStart, int[] xSteps, int resultStart, int[] resultSteps) {

    /** The elements that a slice takes. */
    public static StridedCopy of(Primitive.Slice op, Value value) {
        int[] steps = value.input(0).shape().strides();
        int start = 0;
        for (int axis = 0; axis < steps.length; axis++) {
            start += op.start().get(axis) * steps[axis];
            steps[axis] *= op.step().get(axis);
        }
        Shape shape = value.shape();
        return new StridedCopy(shape.dims(), start, steps, 0, shape.strides());
    }

    /** Whether the elements are neighbours in the source just as in the result, so that nothing need be copied. */
    public boolean contiguous() {
        for (int axis = 0; axis < extents.length; axis++) {
            if (extents[axis] > 1 && xSteps[axis] != resultSteps[axis]) {
                return false;
            }
        }
        return true;
    }

    /** The same elements with as few axes as possible, at least one. */
    StridedCopy merged() {
        int[] e = new int[Math.max(1, extents.length)];
        int[] a = new int[e.length];
        int[] b = new int[e.length];
        int rank = 0;
        for (int axis = 0; axis < extents.length; axis++) {
            if (extents[axis] == 1) {
                continue;
            }
            if (rank > 0
                    && a[rank - 1] == xSteps[axis] * extents[axis]
                    && b[rank - 1] == resultSteps[axis] * extents[axis]) {
                e[rank - 1] *= extents[axis];
                a[rank - 1] = xSteps[axis];
                b[rank - 1] = resultSteps[axis];
            } else {
                e[rank] = extents[axis];
                a[rank] = xSteps[axis];
                b[rank] = resultSteps[axis];
                rank++;
            }
        }
        if (rank == 0) {
            return new StridedCopy(new int[] {1}, 0, new int[] {1}, 0, new int[] {1});
        }
        return new StridedCopy(Arrays.copyOf(e, rank), 0, Arrays.copyOf(a, rank), 0, Arrays.copyOf(b, rank));
    }
}
