package dev.tenon.experiments.report.view;

import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.report.table.CellText;
import java.util.ArrayList;
import java.util.List;

/**
 * A table; texts are not markup.
 *
 * @param caption what it shows
 * @param head as many as each row has cells
 */
public record TableView(String caption, List<String> head, List<List<Cell>> rows) {

    static final TableView NONE = new TableView("", List.of(), List.of());

    /** A table as data, whose first column names arms or what is of them. */
    static TableView of(dev.tenon.api.report.Table table, Arms arms) {
        List<List<Cell>> rows = new ArrayList<>();
        for (List<dev.tenon.api.report.Cell> row : table.rows()) {
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                Cell cell = Cell.of(table.columns().get(i), row.get(i));
                cells.add(i == 0 && arms.look(cell.text()) >= 0 ? arms.cell(cell.text()) : cell);
            }
            rows.add(cells);
        }
        return new TableView(
                table.caption(), table.columns().stream().map(CellText::head).toList(), rows);
    }

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

        /** A cell of a table as data. */
        static Cell of(TableColumn column, dev.tenon.api.report.Cell cell) {
            String style = switch (cell.tone()) {
                case PLAIN -> "";
                case MUTED -> "muted";
                case GOOD -> "better";
                case BAD -> "worse";
            };
            String text = CellText.of(column, cell);
            return column.kind() == TableColumn.Kind.TEXT ? new Cell(text, style, "") : number(text, style);
        }

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
