package dev.tenon.experiments.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table for a terminal: columns as wide as what is in them, the first to the left, the others to the right. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. */
    public TextTable(List<String> head) {
        this.head = List.copyOf(head);
    }

    /** Adds a row; as many cells as the head has. */
    public void row(List<String> cells) {
        if (cells.size() != head.size()) {
            throw new IllegalArgumentException(cells.size() + " cells under " + head.size() + " headings");
        }
        rows.add(List.copyOf(cells));
    }

    /** Whether there is anything in it. */
    boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * Its lines. Where it is wider than allowed, columns go on in further blocks, each with the first column.
     *
     * @param most columns of the terminal
     */
    public List<String> lines(int most) {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        for (int from = 1, to; from < widths.length || from == 1; from = to) {
            int width = widths[0];
            to = from;
            while (to < widths.length && (to == from || width + GAP.length() + widths[to] <= most)) {
                width += GAP.length() + widths[to];
                to++;
            }
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(line(head, widths, from, to));
            for (List<String> row : rows) {
                lines.add(line(row, widths, from, to));
            }
            if (to == from) {
                break;
            }
        }
        return lines;
    }

    /** Columns of the terminal that it takes in one block. */
    int width() {
        return Arrays.stream(widths()).sum() + GAP.length() * (head.size() - 1);
    }

    private int[] widths() {
        int[] widths = new int[head.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = TerminalText.width(head.get(column));
            for (List<String> row : rows) {
                widths[column] = StrictMath.max(widths[column], TerminalText.width(row.get(column)));
            }
        }
        return widths;
    }

    private static String line(List<String> cells, int[] widths, int from, int to) {
        StringBuilder line = new StringBuilder(TerminalText.left(cells.getFirst(), widths[0]));
        for (int column = from; column < to; column++) {
            line.append(GAP).append(TerminalText.right(cells.get(column), widths[column]));
        }
        return line.toString().stripTrailing();
    }
}
