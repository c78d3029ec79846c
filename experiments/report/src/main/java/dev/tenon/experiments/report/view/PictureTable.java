package dev.tenon.experiments.report.view;

import java.util.List;

/**
 * Pictures in rows and columns.
 *
 * @param arm whose they are; empty if of several
 * @param mark markup of the arm's mark; empty if of several
 * @param open whether it is shown at once
 * @param head over the columns, one more than each row has pictures; a line break parts a name from its size
 */
public record PictureTable(String arm, String mark, boolean open, List<String> head, List<Row> rows) {

    /**
     * A row.
     *
     * @param name at its start
     * @param note below the name
     * @param pictures markup, each under its heading; captions may be empty
     */
    public record Row(String name, String note, List<Figure> pictures) {}
}
