package dev.tenon.testkit.reference;

import dev.tenon.api.graph.Primitive.Reduce;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.Maxima;
import dev.tenon.api.numerics.Sums;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums and maxima along axes by the contract: adjacent axes form one group, innermost group first; axis 0 is a group of
 * its own and last. A group with the innermost axis is contiguous and goes by lanes, another by the sequence rule.
 */
final class Reductions {
    private Reductions() {}

    static float[] reduce(Reduce op, Shape shape, float[] x) {
        int[] dims = shape.dims();
        float[] values = x;
        for (Group group : groups(op.axes()).reversed()) {
            values = along(op.kind(), dims, group, values);
            for (int axis = group.first(); axis <= group.last(); axis++) {
                dims[axis] = 1;
            }
        }
        return values;
    }

    /** Axes from first to last, both included. */
    record Group(int first, int last) {}

    static List<Group> groups(List<Integer> axes) {
        List<Group> groups = new ArrayList<>();
        for (int axis : axes) {
            Group previous = groups.isEmpty() ? null : groups.getLast();
            if (previous != null && previous.first() != 0 && previous.last() == axis - 1) {
                groups.set(groups.size() - 1, new Group(previous.first(), axis));
            } else {
                groups.add(new Group(axis, axis));
            }
        }
        return groups;
    }

    private static float[] along(Reduce.Kind kind, int[] dims, Group group, float[] x) {
        int outer = product(dims, 0, group.first());
        int count = product(dims, group.first(), group.last() + 1);
        int inner = product(dims, group.last() + 1, dims.length);
        boolean innermost = group.last() == dims.length - 1;
        float[] result = new float[outer * inner];
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                int start = o * count * inner + i;
                result[o * inner + i] = switch (kind) {
                    case SUM -> innermost ? Sums.lanes(x, start, count) : Sums.sequence(x, start, inner, count);
                    case MAX -> innermost ? Maxima.lanes(x, start, count) : Maxima.sequence(x, start, inner, count);
                };
            }
        }
        return result;
    }

    static int product(int[] dims, int from, int to) {
        int product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= dims[axis];
        }
        return product;
    }
}
