package dev.tenon.experiments.report.view;

import java.util.List;

/**
 * A table; texts are not markup.
 *
 * @param caption what it shows
 * @param head as many as each row has cells
 */
public record Table(String caption, List<String> head, List<List<Cell>> rows) {

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * A cell.
     *
     * @param style CSS classes; empty for none
     * @param mark markup of an arm's mark; empty for none
     */
    public record Cell(String text, String style, String mark) {

        /** Words. */
        public static Cell of(String text) {
            return new Cell(text, "", "");
        }

        /** A number, to the right. */
        public static Cell number(String text) {
            return new Cell(text, "num", "");
        }

        /** A number that stands out as what a verdict says. */
        public static Cell number(String text, String style) {
            return new Cell(text, "num " + style, "");
        }
    }
}
