package dev.tenon.api.data;

import dev.tenon.api.graph.Shape;
import java.util.Optional;

/** Rows in memory. */
record HeldRows(Shape shape, float[] values) implements Rows {

    HeldRows {
        if (shape.size() == 0 || values.length == 0 || values.length % shape.size() != 0) {
            throw new DataException(values.length + " numbers are not a column of " + shape + " for each example");
        }
    }

    @Override
    public int size() {
        return values.length / shape.size();
    }

    @Override
    public void read(int index, float[] into, int at) {
        int width = shape.size();
        System.arraycopy(values, index * width, into, at, width);
    }

    @Override
    public Optional<float[]> array() {
        return Optional.of(values);
    }
}
