package com.example.loops;

import module dev.tenon.api;
import java.util.ArrayList;
import java.util.List;

/**
 * A sum or maximum along axes. Adjacent axes are one run of terms, axis 0 always a run of its own; the innermost run goes
 * first. A run that holds the innermost axis goes by lanes, any other in sequence ({@link Sums}).
 */
final class Reduction implements Runnable {

    private final boolean sum;
    private final float[] x;
    private final float[] y;
    private final List<Run> runs = new ArrayList<>();

    /** Terms to add: {@code outer} times {@code inner} sums of {@code count} terms, {@code inner} apart. */
    private record Run(int outer, int count, int inner, boolean lanes) {}

    Reduction(Primitive.Reduce op, Shape shape, float[] x, float[] y) {
        this.sum = op.kind() == Primitive.Reduce.Kind.SUM;
        this.x = x;
        this.y = y;
        int[] dims = shape.dims();
        List<Integer> axes = op.axes();
        int last = axes.size() - 1;
        while (last >= 0) {
            int first = last;
            while (first > 0 && axes.get(first - 1) == axes.get(first) - 1 && axes.get(first - 1) != 0) {
                first--;
            }
            int from = axes.get(first);
            int to = axes.get(last);
            boolean innermost = to == dims.length - 1;
            runs.add(new Run(product(dims, 0, from), product(dims, from, to + 1), product(dims, to + 1), innermost));
            for (int axis = from; axis <= to; axis++) {
                dims[axis] = 1;
            }
            last = first - 1;
        }
    }

    private static int product(int[] dims, int from) {
        return product(dims, from, dims.length);
    }

    private static int product(int[] dims, int from, int to) {
        int product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= dims[axis];
        }
        return product;
    }

    @Override
    public void run() {
        float[] values = x;
        for (Run run : runs) {
            values = along(run, values);
        }
        System.arraycopy(values, 0, y, 0, y.length);
    }

    private float[] along(Run run, float[] from) {
        float[] result = new float[run.outer * run.inner];
        for (int i = 0; i < result.length; i++) {
            int start = i / run.inner * run.count * run.inner + i % run.inner;
            if (sum) {
                result[i] = run.lanes
                        ? Sums.lanes(from, start, run.count)
                        : Sums.sequence(from, start, run.inner, run.count);
            } else {
                result[i] = run.lanes
                        ? Maxima.lanes(from, start, run.count)
                        : Maxima.sequence(from, start, run.inner, run.count);
            }
        }
        return result;
    }
}
