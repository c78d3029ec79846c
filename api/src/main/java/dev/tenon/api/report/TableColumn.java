package dev.tenon.api.report;

/**
 * A column of a table.
 *
 * @param name over it, such as {@code AUROC}
 * @param kind what is in it, and so how it is written
 * @param unit of its numbers, such as {@code pixels}; empty for none
 */
public record TableColumn(String name, Kind kind, String unit) {

    /** What a column holds. */
    public enum Kind {
        /** Words. They name a row: rows of several seeds that have the same words are averaged. */
        TEXT,
        /** Whole numbers, written with thousands set apart. */
        COUNT,
        /** Any numbers, written with as many decimals as their size or uncertainty makes sense of. */
        VALUE
    }

    /** Refuses a column without a name. */
    public TableColumn {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a column of a table needs a name");
        }
    }

    /** A column of words. */
    public static TableColumn text(String name) {
        return new TableColumn(name, Kind.TEXT, "");
    }

    /** A column of whole numbers. */
    public static TableColumn count(String name) {
        return new TableColumn(name, Kind.COUNT, "");
    }

    /** A column of numbers without unit. */
    public static TableColumn value(String name) {
        return new TableColumn(name, Kind.VALUE, "");
    }

    /** A column of numbers. */
    public static TableColumn value(String name, String unit) {
        return new TableColumn(name, Kind.VALUE, unit);
    }
}
