package dev.tenon.plugins.datasets.motifs;

import dev.tenon.plugins.datasets.image.LightCanvas;
import java.util.List;
import java.util.Locale;

/** A building block: a few strokes in a square. */
enum Block {
    HORIZONTAL,
    VERTICAL,
    FALLING,
    RISING,
    TOP_LEFT,
    BOTTOM_RIGHT,
    TOP_RIGHT,
    BOTTOM_LEFT,
    PLUS,
    CROSS,
    TEE,
    ROOF;

    /** A line from a point to a point, in halves of the square's side. */
    private record Stroke(int fromX, int fromY, int toX, int toY) {

        /** From a point to the line, all in pixels. */
        double distance(double x, double y, double half) {
            double alongX = (toX - fromX) * half;
            double alongY = (toY - fromY) * half;
            double offX = x - fromX * half;
            double offY = y - fromY * half;
            double part = (offX * alongX + offY * alongY) / (alongX * alongX + alongY * alongY);
            double held = Math.max(0, Math.min(1, part));
            double restX = offX - held * alongX;
            double restY = offY - held * alongY;
            return Math.sqrt(restX * restX + restY * restY);
        }
    }

    private List<Stroke> strokes() {
        return switch (this) {
            case HORIZONTAL -> List.of(new Stroke(0, 1, 2, 1));
            case VERTICAL -> List.of(new Stroke(1, 0, 1, 2));
            case FALLING -> List.of(new Stroke(0, 0, 2, 2));
            case RISING -> List.of(new Stroke(0, 2, 2, 0));
            case TOP_LEFT -> List.of(new Stroke(0, 0, 2, 0), new Stroke(0, 0, 0, 2));
            case BOTTOM_RIGHT -> List.of(new Stroke(0, 2, 2, 2), new Stroke(2, 0, 2, 2));
            case TOP_RIGHT -> List.of(new Stroke(0, 0, 2, 0), new Stroke(2, 0, 2, 2));
            case BOTTOM_LEFT -> List.of(new Stroke(0, 2, 2, 2), new Stroke(0, 0, 0, 2));
            case PLUS -> List.of(new Stroke(0, 1, 2, 1), new Stroke(1, 0, 1, 2));
            case CROSS -> List.of(new Stroke(0, 0, 2, 2), new Stroke(0, 2, 2, 0));
            case TEE -> List.of(new Stroke(0, 0, 2, 0), new Stroke(1, 0, 1, 2));
            case ROOF -> List.of(new Stroke(0, 2, 1, 0), new Stroke(1, 0, 2, 2));
        };
    }

    /** Its name in annotations: {@code top-left}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Draws it. A pixel's light falls from the contrast to nothing over one pixel of distance from the nearest stroke.
     *
     * @param side of the square, in pixels; odd, so that strokes lie on the middle of pixels
     */
    void draw(LightCanvas canvas, int top, int left, int side, float contrast) {
        List<Stroke> strokes = strokes();
        double half = (side - 1) / 2.0;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double near = 1;
                for (Stroke stroke : strokes) {
                    near = Math.min(near, stroke.distance(column, row, half));
                }
                if (near < 1) {
                    canvas.light(top + row, left + column, contrast * (float) (1 - near));
                }
            }
        }
    }
}
