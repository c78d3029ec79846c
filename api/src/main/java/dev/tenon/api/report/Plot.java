package dev.tenon.api.report;

/**
 * How a table is drawn, where something can draw: a figure is a table that says what its axes are, so that a paper or a terminal, which
 * cannot draw it, has its numbers.
 *
 * @param kind what is drawn
 * @param x the column along the first axis: numbers for lines, words for the others
 * @param y the column of what is measured, with its intervals where it has estimates; with pictures what stands below each
 * @param by the column of words that tells one line, or one point in a row, or one row of pictures, from another; empty if the arm
 *     alone does
 */
public record Plot(Kind kind, String x, String y, String by) {

    /** What is drawn. */
    public enum Kind {
        /** A line through the points of each arm, over numbers. */
        LINES,
        /** A point for each row of the table, under one another, with its interval. */
        POINTS,
        /**
         * An image for each row of the table, in greys, or in colours if it has three channels.
         *
         * @since 0.2
         */
        IMAGES,
        /**
         * A map for each row of the table, coloured by sign and size.
         *
         * @since 0.2
         */
        MAPS
    }
}
