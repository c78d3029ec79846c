package dev.tenon.plugins.datasets.pentomino;

/**
 * A shape of five squares that fits four by four, by the letter that it resembles. The straight one does not fit. None is another one
 * turned; mirrored they are not.
 */
enum Piece {
    F(".##", "##.", ".#."),
    L("#.", "#.", "#.", "##"),
    N(".#", ".#", "##", "#."),
    P("##", "##", "#."),
    T("###", ".#.", ".#."),
    U("#.#", "###"),
    V("#..", "#..", "###"),
    W("#..", "##.", ".##"),
    Y(".#", "##", ".#", ".#"),
    Z("##.", ".#.", ".##"),
    X(".#.", "###", ".#.");

    private final String[] rows;

    Piece(String... rows) {
        this.rows = rows;
    }

    /** Squares from top to bottom when it is turned. */
    int height(int quarters) {
        return quarters % 2 == 0 ? rows.length : rows[0].length();
    }

    /** Squares from left to right when it is turned. */
    int width(int quarters) {
        return height(quarters + 1);
    }

    /**
     * Whether one of its squares is there.
     *
     * @param quarters by how many quarters of a circle it is turned clockwise, 0 to 3
     */
    boolean fills(int quarters, int row, int column) {
        int down = rows.length - 1;
        int across = rows[0].length() - 1;
        return switch (quarters) {
            case 0 -> rows[row].charAt(column) == '#';
            case 1 -> rows[down - column].charAt(row) == '#';
            case 2 -> rows[down - row].charAt(across - column) == '#';
            default -> rows[column].charAt(across - row) == '#';
        };
    }
}
