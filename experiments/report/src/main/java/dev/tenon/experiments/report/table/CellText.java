package dev.tenon.experiments.report.table;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.stats.Estimate;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Interval;

/** What people read in a cell; the same in every rendering. */
public final class CellText {

    /** A number that is not known. */
    static final Cell NONE = Cell.of(Double.NaN, "-");

    /** Nothing, where a number would mean nothing. */
    static final Cell EMPTY = Cell.of(Double.NaN, " ");

    private CellText() {}

    /** A number with its interval, as people read it. */
    static Cell estimate(double value, Interval interval, String shown) {
        return new Cell.Estimate(value, interval.low(), interval.high(), shown, Cell.Tone.PLAIN);
    }

    /** Whether a number of a column is written without decimals. */
    public static boolean isWhole(TableColumn column, double value) {
        return column.kind() == TableColumn.Kind.COUNT
                && value == StrictMath.rint(value)
                && StrictMath.abs(value) < 0x1p53;
    }

    /** The name over a column, with the unit of its numbers. */
    public static String head(TableColumn column) {
        return column.unit().isEmpty() ? column.name() : column.name() + " (" + column.unit() + ")";
    }

    /** What stands in a cell. */
    public static String of(TableColumn column, Cell cell) {
        return switch (cell) {
            case Cell.Text text -> text.text();
            case Cell.Value number -> number.shown().isEmpty() ? shown(column, number.value()) : number.shown();
            case Cell.Estimate estimate -> estimate.shown().isEmpty() ? shown(column, estimate) : estimate.shown();
        };
    }

    private static String shown(TableColumn column, double value) {
        return isWhole(column, value) ? Figures.count((long) value) : Figures.value(value);
    }

    private static String shown(TableColumn column, Cell.Estimate estimate) {
        Interval interval =
                Double.isNaN(estimate.low()) ? Interval.NONE : new Interval(estimate.low(), estimate.high());
        return interval.exists()
                ? Figures.estimate(new Estimate(2, estimate.mean(), Double.NaN, interval))
                : shown(column, estimate.mean());
    }
}
