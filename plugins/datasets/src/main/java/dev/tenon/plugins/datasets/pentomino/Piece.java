package dev.tenon.plugins.datasets.pentomino;

import java.util.List;

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

    /** From top to bottom; never changed. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> rows;

    Piece(String... rows) {
        this.rows = List.of(rows);
    }

    /** Squares from top to bottom when it is turned. */
    int height(int quarters) {
        return quarters % 2 == 0 ? rows.size() : rows.get(0).length();
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
        int down = rows.size() - 1;
        int across = rows.get(0).length() - 1;
        return switch (quarters) {
            case 0 -> rows.get(row).charAt(column) == '#';
            case 1 -> rows.get(down - column).charAt(row) == '#';
            case 2 -> rows.get(down - row).charAt(across - column) == '#';
            default -> rows.get(column).charAt(across - row) == '#';
        };
    }
}
