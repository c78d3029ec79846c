package dev.tenon.experiments.report.draw;

import java.util.Locale;

/** Marks that tell series apart without colour. */
public final class Marker {

    private Marker() {}

    /** Draws the mark of a look around a place. */
    static void draw(Svg svg, int look, double x, double y, double r) {
        String style = "mark s" + look % Series.LOOKS;
        switch (look % Series.LOOKS) {
            case 0 -> svg.element("circle", "cx", x, "cy", y, "r", r, "class", style);
            case 1 -> svg.element("rect", "x", x - r, "y", y - r, "width", 2 * r, "height", 2 * r, "class", style);
            case 2 -> path(svg, style, "M%f %fL%f %fL%f %fZ", x, y - 1.2 * r, x + 1.15 * r, y + r, x - 1.15 * r, y + r);
            case 3 ->
                path(
                        svg,
                        style,
                        "M%f %fL%f %fL%f %fL%f %fZ",
                        x,
                        y - 1.4 * r,
                        x + 1.4 * r,
                        y,
                        x,
                        y + 1.4 * r,
                        x - 1.4 * r,
                        y);
            case 4 -> path(svg, style, "M%f %fL%f %fL%f %fZ", x, y + 1.2 * r, x + 1.15 * r, y - r, x - 1.15 * r, y - r);
            case 5 -> svg.element("circle", "cx", x, "cy", y, "r", r, "class", "hollow s5");
            case 6 ->
                svg.element("rect", "x", x - r, "y", y - r, "width", 2 * r, "height", 2 * r, "class", "hollow s6");
            default ->
                path(
                        svg,
                        "hollow " + style,
                        "M%f %fL%f %fM%f %fL%f %f",
                        x - r,
                        y - r,
                        x + r,
                        y + r,
                        x - r,
                        y + r,
                        x + r,
                        y - r);
        }
    }

    private static void path(Svg svg, String style, String format, Object... numbers) {
        String d = String.format(Locale.ROOT, format.replace("%f", "%.2f"), numbers);
        svg.element("path", "d", d, "class", style);
    }

    /** A mark on its own, to stand in a line of text. */
    public static String inline(int look) {
        Svg svg = new Svg(12, 12, "inline", "");
        draw(svg, look, 6, 6, 4);
        return svg.done().replace("role=\"img\"", "aria-hidden=\"true\"").replace(" aria-label=\"\"", "");
    }
}
