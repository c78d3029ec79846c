package dev.tenon.experiments.report.draw;

/** Small maps of equal size side by side in one image, a transparent pixel between them. */
public final class Sheet {

    private final int columns;
    private final int height;
    private final int width;
    private final Raster raster;

    /**
     * An empty sheet.
     *
     * @param rows of maps
     * @param columns of maps
     * @param height of each map, in pixels
     * @param width of each map
     */
    public Sheet(int rows, int columns, int height, int width) {
        this.columns = columns;
        this.height = height;
        this.width = width;
        this.raster = new Raster(columns * (width + 1) - 1, rows * (height + 1) - 1);
    }

    /** How many columns suit so many maps: at most so many, and if it can be, so that rows are full. */
    public static int columns(int maps, int most) {
        int limit = StrictMath.max(1, StrictMath.min(maps, most));
        for (int columns = limit; columns > limit / 2; columns--) {
            if (maps % columns == 0) {
                return columns;
            }
        }
        return limit;
    }

    /** Sets a pixel of a map, counted row by row. */
    public void set(int map, int row, int column, int colour) {
        raster.set(map / columns * (height + 1) + row, map % columns * (width + 1) + column, colour);
    }

    /**
     * The sheet as an element that shows each pixel as a square.
     *
     * @param most the widest it may be, in CSS pixels; pixels are enlarged by a whole number that fits, at most 8
     */
    public String image(int most, String alternative) {
        int scale = StrictMath.clamp((long) most / raster.width(), 1, 8);
        return "<img class=\"pixels\" src=\"" + raster.uri() + "\" width=\"" + raster.width() * scale + "\" height=\""
                + raster.height() * scale + "\" alt=\"" + Svg.escape(alternative) + "\"/>";
    }
}
