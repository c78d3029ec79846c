package dev.tenon.backend.opencl.certify;

import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.Philox;
import dev.tenon.api.numerics.StreamKey;
import java.util.List;

/** Ops that move elements, and those that make them. */
final class MoveProbe {
    private static final int ROWS = 19;
    private static final int COLUMNS = 23;

    private MoveProbe() {}

    private interface At {
        float get(int row, int column);
    }

    private static float[] matrix(int rows, int columns, At at) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = at.get(i / columns, i % columns);
        }
        return values;
    }

    static Probe make() {
        Probe probe = new Probe("moves");
        float[] a = probe.wild(ROWS * COLUMNS);
        Value x = probe.leaf(a, ROWS, COLUMNS);
        At at = (row, column) -> a[row * COLUMNS + column];
        probe.check("permute", Ops.permute(x, 1, 0), matrix(COLUMNS, ROWS, (row, column) -> at.get(column, row)));
        probe.check("flip", Ops.flip(x, 1), matrix(ROWS, COLUMNS, (row, column) -> at.get(row, COLUMNS - 1 - column)));
        probe.check(
                "slice",
                Ops.slice(x, List.of(1, 2), List.of(18, 22), List.of(3, 4)),
                matrix(6, 5, (row, column) -> at.get(1 + 3 * row, 2 + 4 * column)));
        probe.check(
                "pad",
                Ops.pad(x, List.of(1, 2), List.of(0, 1), List.of(0, 1), 7f),
                matrix(
                        ROWS + 1,
                        2 * COLUMNS + 2,
                        (row, column) -> row < 1 || column < 2 || column % 2 == 1 || column / 2 - 1 >= COLUMNS
                                ? 7f
                                : at.get(row - 1, column / 2 - 1)));
        probe.check(
                "concat",
                Ops.concat(1, List.of(x, x)),
                matrix(ROWS, 2 * COLUMNS, (row, column) -> at.get(row, column % COLUMNS)));
        probe.check(
                "expand",
                Ops.expand(Ops.reshape(x, Shape.of(ROWS, 1, COLUMNS)), Shape.of(ROWS, 3, COLUMNS)),
                matrix(3 * ROWS, COLUMNS, (row, column) -> at.get(row / 3, column)));
        float[] labels = {3, -1, 0, 2.5f, 18, 19, Float.NaN, 7};
        Value indices = probe.leaf(labels, labels.length);
        probe.check(
                "one-hot",
                Ops.oneHot(indices, ROWS),
                matrix(labels.length, ROWS, (row, column) -> labels[row] == column ? 1f : 0f));
        probe.check("gather-rows", Ops.gatherRows(x, indices), matrix(labels.length, COLUMNS, (row, column) -> {
            int index = (int) labels[row];
            return index == labels[row] && index >= 0 && index < ROWS ? 0f + at.get(index, column) : 0f;
        }));
        float[] pixels = new float[ROWS * COLUMNS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 256;
        }
        Value bytes = probe.leaf(ElementType.UINT8, pixels, ROWS, COLUMNS);
        float[] rows = {3, -1, 0, 18, 19, 7};
        Value numbers = probe.leaf(ElementType.INT32, rows, rows.length);
        probe.check("to-float of bytes", Ops.toFloat(bytes), pixels);
        probe.check("to-float of whole numbers", Ops.toFloat(numbers), rows);
        probe.check(
                "one-hot of whole numbers",
                Ops.oneHot(numbers, ROWS),
                matrix(rows.length, ROWS, (row, column) -> rows[row] == column ? 1f : 0f));
        probe.check(
                "gather-rows of bytes", Ops.gatherRows(bytes, numbers), matrix(rows.length, COLUMNS, (row, column) -> {
                    int index = (int) rows[row];
                    return index >= 0 && index < ROWS ? pixels[index * COLUMNS + column] : 0f;
                }));
        Value seed = probe.leaf(new float[] {42});
        Value step = probe.leaf(new float[] {7});
        float[] uniform = new float[1001];
        for (int i = 0; i < uniform.length; i++) {
            uniform[i] = Philox.uniform(StreamKey.of(42, "certify"), 7, i);
        }
        probe.check("random", Ops.random("certify", Shape.of(uniform.length), seed, step), uniform);
        return probe;
    }
}
