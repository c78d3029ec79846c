package dev.tenon.experiments.report.view;

import dev.tenon.experiments.stats.Figures;

/**
 * A small map whose numbers are shown.
 *
 * @param title what it is
 * @param rows how many
 * @param columns how many
 * @param values {@code [rows, columns]}
 */
public record NumberGrid(String title, int rows, int columns, float[] values) {

    /** Maps of more rows or columns than this are drawn as pictures without numbers. */
    public static final int MOST = 12;

    public NumberGrid {
        if (rows * columns != values.length) {
            throw new IllegalArgumentException(values.length + " numbers are not a grid of " + rows + " x " + columns);
        }
    }

    /** One channel of a map {@code [height, width, channels]} that starts at an offset of an array. */
    public static NumberGrid channel(
            String title, float[] values, int offset, int height, int width, int channels, int of) {
        float[] picked = new float[height * width];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[offset + i * channels + of];
        }
        return new NumberGrid(title, height, width, picked);
    }

    /** A number as it is written in a cell. */
    public String cell(int row, int column) {
        return Figures.shortest(values[row * columns + column]);
    }

    /** The largest absolute value. */
    public float largest() {
        float largest = 0;
        for (float value : values) {
            largest = StrictMath.max(largest, StrictMath.abs(value));
        }
        return largest;
    }
}
