package dev.tenon.api.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table as data. Who renders it decides what it looks like; a program reads its numbers.
 *
 * @param caption what it shows, in a sentence or two
 * @param columns at least one
 * @param rows each with a cell for each column: words in a column of texts, numbers or estimates in the others
 * @param plot how it is drawn, if it is a figure
 */
public record Table(String caption, List<TableColumn> columns, List<List<Cell>> rows, Optional<Plot> plot) {

    /**
     * Keeps copies.
     *
     * @throws IllegalArgumentException if a row does not fit the columns, or two columns have one name
     */
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a table needs a column");
        }
        if (columns.stream().map(TableColumn::name).distinct().count() < columns.size()) {
            throw new IllegalArgumentException("two columns of a table have one name: "
                    + columns.stream().map(TableColumn::name).toList());
        }
        for (List<Cell> row : rows) {
            check(columns, row);
        }
        List<TableColumn> all = columns;
        plot.ifPresent(drawn -> check(all, drawn));
    }

    /** A table that is not drawn. */
    public Table(String caption, List<TableColumn> columns, List<List<Cell>> rows) {
        this(caption, columns, rows, Optional.empty());
    }

    private static void check(List<TableColumn> columns, Plot plot) {
        check(columns, plot.x(), plot.kind() != Plot.Kind.LINES);
        check(columns, plot.y(), false);
        if (!plot.by().isEmpty()) {
            check(columns, plot.by(), true);
        }
    }

    private static void check(List<TableColumn> columns, String name, boolean words) {
        boolean fits = columns.stream()
                .anyMatch(column -> column.name().equals(name) && (column.kind() == TableColumn.Kind.TEXT) == words);
        if (!fits) {
            throw new IllegalArgumentException("a table is drawn by its column \"" + name
                    + "\", which would have to hold " + (words ? "words" : "numbers"));
        }
    }

    private static void check(List<TableColumn> columns, List<Cell> row) {
        if (row.size() != columns.size()) {
            throw new IllegalArgumentException(row.size() + " cells under " + columns.size() + " columns: " + row);
        }
        for (int i = 0; i < columns.size(); i++) {
            boolean words = columns.get(i).kind() == TableColumn.Kind.TEXT;
            if (words != (row.get(i) instanceof Cell.Text)) {
                throw new IllegalArgumentException("column " + columns.get(i).name() + " holds "
                        + (words ? "words" : "numbers") + ", not " + row.get(i));
            }
        }
    }

    /** Starts a table. */
    public static Builder of(String caption, TableColumn... columns) {
        return new Builder(caption, List.of(columns));
    }

    /** Gathers rows. */
    public static final class Builder {
        private final String caption;
        private final List<TableColumn> columns;
        private final List<List<Cell>> rows = new ArrayList<>();
        private Optional<Plot> plot = Optional.empty();

        private Builder(String caption, List<TableColumn> columns) {
            this.caption = caption;
            this.columns = columns;
        }

        /**
         * A row.
         *
         * @param cells for each column a {@link Cell}, a text or a number; NaN for none
         * @throws IllegalArgumentException if they are others, or do not fit the columns
         */
        public Builder row(Object... cells) {
            List<Cell> row = new ArrayList<>();
            for (Object cell : cells) {
                row.add(
                        switch (cell) {
                            case Cell ready -> ready;
                            case String text -> Cell.of(text);
                            case Number number -> Cell.of(number.doubleValue());
                            default -> throw new IllegalArgumentException("a cell is a text or a number, not " + cell);
                        });
            }
            check(columns, row);
            rows.add(row);
            return this;
        }

        /** Says how it is drawn. */
        public Builder drawn(Plot how) {
            plot = Optional.of(how);
            return this;
        }

        /** The table. */
        public Table build() {
            return new Table(caption, columns, rows, plot);
        }
    }

    /** Whether it has no rows. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }
}
