package dev.tenon.experiments.data;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Rows;

/**
 * A column's numbers as if they did not lie in memory.
 *
 * @param complete whether it says that nothing is unknown
 */
public record Unheld(float[] values, int width, boolean complete) implements Rows {

    /** A column that is read. */
    public static Column of(Column column) {
        return column.with(new Unheld(column.values(), column.shape().size(), !column.unknowns()));
    }

    @Override
    public int size() {
        return values.length / width;
    }

    @Override
    public void read(int index, float[] into, int at) {
        System.arraycopy(values, index * width, into, at, width);
    }
}
