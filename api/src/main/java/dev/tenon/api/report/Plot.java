package dev.tenon.api.report;

/**
 * How a table is drawn, where something can draw: a figure is a table that says what its axes are, so that a paper or a terminal, which
 * cannot draw it, has its numbers.
 *
 * @param kind what is drawn
 * @param x the column along the first axis: numbers for lines, words for points
 * @param y the column of what is measured, with its intervals where it has estimates
 * @param by the column of words that tells one line, or one point in a row, from another; empty if the arm alone does
 */
public record Plot(Kind kind, String x, String y, String by) {

    /** What is drawn. */
    public enum Kind {
        /** A line through the points of each arm, over numbers. */
        LINES,
        /** A point for each row of the table, under one another, with its interval. */
        POINTS
    }
}
