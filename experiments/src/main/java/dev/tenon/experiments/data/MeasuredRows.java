package dev.tenon.experiments.data;

import dev.tenon.api.training.Targets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a metric measures outputs against: a row for each position of some examples, those left out whose target is not known.
 *
 * @param units outputs of a row
 * @param names of the units
 * @param targets {@code [rows]} for classes, else {@code [rows, units]}
 * @param kept which of all positions of the examples are rows, in order
 */
public record MeasuredRows(Targets kind, int units, List<String> names, float[] targets, int[] kept) {

    /** The rows of some examples. */
    public static MeasuredRows of(TargetTable table, int[] indices) {
        float[] all = table.rows(indices);
        int width = table.width();
        int[] kept = IntStream.range(0, all.length / width)
                .filter(row -> known(all, row * width, width))
                .toArray();
        float[] targets = kept.length * width == all.length ? all : TargetTable.rows(all, width, kept);
        return new MeasuredRows(table.kind(), table.units(), table.names(), targets, kept);
    }

    private static boolean known(float[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (Float.isNaN(values[i])) {
                return false;
            }
        }
        return true;
    }

    /** How many rows there are. */
    public int count() {
        return kept.length;
    }

    /**
     * The outputs of the rows, a copy.
     *
     * @param outputs of all positions of the examples, {@code [n, positions, units]}
     */
    public float[] outputs(float[] outputs) {
        return TargetTable.rows(outputs, units, kept);
    }
}
