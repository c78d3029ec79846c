package dev.tenon.experiments.report;

import dev.tenon.experiments.stats.Figures;
import java.util.ArrayList;
import java.util.List;

/**
 * A small map whose numbers are shown.
 *
 * @param title what it is
 * @param rows how many
 * @param columns how many
 * @param values {@code [rows, columns]}
 */
record NumberGrid(String title, int rows, int columns, float[] values) {

    /** Maps of more rows or columns than this are drawn as pictures without numbers. */
    static final int MOST = 12;

    NumberGrid {
        if (rows * columns != values.length) {
            throw new IllegalArgumentException(values.length + " numbers are no grid of " + rows + " x " + columns);
        }
    }

    /** One channel of a map {@code [height, width, channels]} that starts at an offset of an array. */
    static NumberGrid channel(String title, float[] values, int offset, int height, int width, int channels, int of) {
        float[] picked = new float[height * width];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[offset + i * channels + of];
        }
        return new NumberGrid(title, height, width, picked);
    }

    /** A number as it is written in a cell. */
    String cell(int row, int column) {
        return Figures.shortest(values[row * columns + column]);
    }

    /** The largest absolute value. */
    float largest() {
        float largest = 0;
        for (float value : values) {
            largest = StrictMath.max(largest, StrictMath.abs(value));
        }
        return largest;
    }

    /** Its title and its rows as text of one width. */
    List<String> lines() {
        int cell = 1;
        for (int i = 0; i < values.length; i++) {
            cell = StrictMath.max(cell, cell(i / columns, i % columns).length());
        }
        List<String> lines = new ArrayList<>();
        lines.add(TerminalText.safe(title));
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                line.append(column == 0 ? "" : " ").append(TerminalText.right(cell(row, column), cell));
            }
            lines.add(line.toString());
        }
        int width = lines.stream().mapToInt(TerminalText::width).max().orElse(0);
        return lines.stream().map(line -> TerminalText.left(line, width)).toList();
    }
}
