package dev.tenon.experiments.report.draw;

import java.util.List;

/**
 * An image, heat laid over it, and boxes around what is known to be in it.
 *
 * @param raster the image with the heat
 * @param boxes in pixels of the image
 */
public record Overlay(Raster raster, List<Box> boxes) {

    /**
     * A frame.
     *
     * @param whole whether it is around the whole thing, not a part of it
     */
    public record Box(String label, int top, int left, int height, int width, boolean whole) {}

    /** Draws it so wide, in CSS pixels. */
    public String svg(int wide, String alternative) {
        double scale = (double) wide / raster.width();
        Svg svg = new Svg(wide, raster.height() * scale, "overlay", alternative);
        svg.element(
                "image",
                "href",
                raster.uri(),
                "width",
                wide,
                "height",
                raster.height() * scale,
                "class",
                "pixels",
                "preserveAspectRatio",
                "none");
        for (Box box : boxes) {
            svg.open(
                    "rect",
                    "x",
                    box.left() * scale,
                    "y",
                    box.top() * scale,
                    "width",
                    box.width() * scale,
                    "height",
                    box.height() * scale,
                    "class",
                    box.whole() ? "box whole" : "box");
            svg.title(box.label()).close("rect");
        }
        return svg.done();
    }
}
