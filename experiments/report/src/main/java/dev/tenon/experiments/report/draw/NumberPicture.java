package dev.tenon.experiments.report.draw;

/** A small map with its numbers written in coloured cells. */
public final class NumberPicture {

    private NumberPicture() {}

    /**
     * Draws it.
     *
     * @param cells {@code [rows][columns]} the numbers as they are written
     * @param values {@code [rows, columns]} the numbers
     * @param largest the end of the colour scale, either sign
     */
    public static String svg(String alternative, String[][] cells, float[] values, double largest) {
        int rows = cells.length;
        int columns = cells[0].length;
        int longest = 1;
        for (String[] row : cells) {
            for (String cell : row) {
                longest = StrictMath.max(longest, cell.length());
            }
        }
        double size = StrictMath.max(34, 14 + 7.5 * longest);
        Svg svg = new Svg(columns * size + 2, rows * size + 2, "numbers", alternative);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int colour = Ramp.signed(values[row * columns + column], largest);
                double x = 1 + column * size;
                double y = 1 + row * size;
                svg.element(
                        "rect",
                        "x",
                        x + 0.75,
                        "y",
                        y + 0.75,
                        "width",
                        size - 1.5,
                        "height",
                        size - 1.5,
                        "rx",
                        3,
                        "fill",
                        Ramp.css(colour));
                svg.open(
                        "text",
                        "x",
                        x + size / 2,
                        "y",
                        y + size / 2 + 5,
                        "text-anchor",
                        "middle",
                        "class",
                        "number",
                        "fill",
                        Ramp.ink(colour));
                svg.raw(Svg.escape(cells[row][column].replace('-', '−'))).close("text");
            }
        }
        return svg.done();
    }
}
