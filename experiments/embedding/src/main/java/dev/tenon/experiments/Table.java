package dev.tenon.experiments;

import dev.tenon.experiments.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table of words and numbers. As a text it is aligned, with four decimals.
 *
 * <p>Experimental.
 *
 * @param columns their names, each once
 * @param rows each with a {@link String}, {@link Long} or {@link Double} for each column; NaN for what is not known
 * @since 0.2
 */
public record Table(List<String> columns, List<List<Object>> rows) {

    /** Keeps copies. */
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * All values of a column of numbers, in the order of rows.
     *
     * @throws TenonException if there is no such column
     * @throws ClassCastException if it holds words
     */
    public double[] numbers(String column) {
        int at = at(column);
        return rows.stream()
                .mapToDouble(row -> ((Number) row.get(at)).doubleValue())
                .toArray();
    }

    /**
     * All values of a column as text, in the order of rows.
     *
     * @throws TenonException if there is no such column
     */
    public List<String> texts(String column) {
        int at = at(column);
        return rows.stream().map(row -> text(row.get(at))).toList();
    }

    private int at(String column) {
        int at = columns.indexOf(column);
        if (at < 0) {
            throw new TenonException("the table has no column \"" + column + "\"; it has " + columns);
        }
        return at;
    }

    private static String text(Object value) {
        return switch (value) {
            case Double number -> Double.isNaN(number) ? "-" : String.format(Locale.ROOT, "%.4f", number);
            default -> value.toString();
        };
    }

    @Override
    public String toString() {
        TextTable table = new TextTable(columns);
        rows.forEach(row -> table.row(row.stream().map(Table::text).toList()));
        return String.join("\n", table.lines(Integer.MAX_VALUE));
    }

    /** Gathers rows. */
    static final class Builder {
        private final List<String> columns;
        private final List<List<Object>> rows = new ArrayList<>();

        Builder(List<String> columns) {
            this.columns = columns;
        }

        void row(List<Object> cells) {
            rows.add(cells);
        }

        Table build() {
            return new Table(columns, rows);
        }
    }
}
