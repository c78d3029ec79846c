package dev.tenon.plugins.datasets.retinas;

import dev.tenon.api.numerics.RandomStream;
import java.util.Arrays;

/** Paints an eye: the light that comes from it, then what the camera makes of that. Edges are as soft as a pixel is wide. */
final class Painting {

    /** The field of view's radius, as a part of the image's side. */
    private static final double FIELD = 0.47;

    private static final double[] DISC = {0.98, 0.74, 0.42};
    private static final double[] CUP = {1, 0.9, 0.65};
    private static final double[] REFLEX = {0.95, 0.75, 0.6};
    private static final double[] DUST = {0.6, 0.6, 0.6};

    /** What a vessel's blood lets through of red, green and blue. */
    private static final double[] BLOOD = {0.6, 0.3, 0.4};

    private static final float NOISE = 0.03f;

    private final int side;

    /** {@code [side, side, 3]}. */
    private final double[] light;

    private Painting(int side) {
        this.side = side;
        this.light = new double[side * side * 3];
    }

    /** Where a pixel's centre is, in radii of the field of view. */
    static double place(int pixel, int side) {
        return (pixel + 0.5 - side / 2.0) / (FIELD * side);
    }

    /** The pixel in which a place is, or the nearest one. */
    static int pixel(double place, int side) {
        return StrictMath.clamp((long) StrictMath.floor(place * FIELD * side + side / 2.0), 0, side - 1);
    }

    /**
     * Paints an image.
     *
     * @param noise of the camera
     * @param into receives {@code [side, side, 3]}, from 0 to 1
     */
    static void paint(Eye eye, int side, RandomStream noise, float[] into, int at) {
        Painting painting = new Painting(side);
        painting.ground(eye);
        painting.blend(eye.disc(), 0.03, 0.85, DISC, true);
        painting.blend(
                Spot.circle(eye.disc().x(), eye.disc().y(), 0.4 * eye.disc().radius()), 0.04, 0.5, CUP, true);
        painting.vessels(eye);
        for (Lesion lesion : eye.lesions().all()) {
            painting.blend(lesion.spot(), 0, lesion.strength(), lesion.kind().colour(), lesion.kind().covers);
        }
        eye.reflexes().forEach(spot -> painting.blend(spot, 0.03, 0.35, REFLEX, true));
        eye.dust().forEach(spot -> painting.blend(spot, 0.01, 0.9, DUST, false));
        painting.develop(eye.camera(), noise, into, at);
    }

    private void ground(Eye eye) {
        for (int row = 0; row < side; row++) {
            double y = place(row, side);
            for (int column = 0; column < side; column++) {
                double x = place(column, side);
                double far = eye.fovea().distance(x, y) / eye.fovea().radius();
                double shade = (1 + mottle(eye.mottling(), row, column)) * (1 - 0.3 / (1 + far * far));
                for (int channel = 0; channel < 3; channel++) {
                    light[(row * side + column) * 3 + channel] = shade * eye.pigment()[channel];
                }
            }
        }
    }

    /** Between the places of the grid, by straight lines. */
    private double mottle(double[] grid, int row, int column) {
        int last = Eye.MOTTLES - 1;
        double down = (double) row * last / side;
        double across = (double) column * last / side;
        int at = ((int) down) * Eye.MOTTLES + (int) across;
        double y = down - (int) down;
        double x = across - (int) across;
        return (1 - y) * ((1 - x) * grid[at] + x * grid[at + 1])
                + y * ((1 - x) * grid[at + Eye.MOTTLES] + x * grid[at + Eye.MOTTLES + 1]);
    }

    private void vessels(Eye eye) {
        // Where pieces overlap, the darker one counts: they are one vessel, or one lies above the other.
        double[] depth = new double[side * side];
        for (Vessel vessel : eye.vessels()) {
            vessel(vessel, depth);
        }
        for (int i = 0; i < light.length; i++) {
            light[i] *= 1 - depth[i / 3] * (1 - BLOOD[i % 3]);
        }
    }

    private void vessel(Vessel vessel, double[] depth) {
        Spot from = vessel.from();
        Spot to = vessel.to();
        double reach = from.radius() + 1 / (FIELD * side);
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double square = dx * dx + dy * dy;
        int lastRow = pixel(StrictMath.max(from.y(), to.y()) + reach, side);
        int lastColumn = pixel(StrictMath.max(from.x(), to.x()) + reach, side);
        for (int row = pixel(StrictMath.min(from.y(), to.y()) - reach, side); row <= lastRow; row++) {
            for (int column = pixel(StrictMath.min(from.x(), to.x()) - reach, side); column <= lastColumn; column++) {
                double x = place(column, side) - from.x();
                double y = place(row, side) - from.y();
                double along = StrictMath.clamp((x * dx + y * dy) / square, 0, 1);
                double ex = x - along * dx;
                double ey = y - along * dy;
                double part = vessel.depth() * part(StrictMath.sqrt(ex * ex + ey * ey), from.radius(), 0);
                int i = row * side + column;
                depth[i] = StrictMath.max(depth[i], part);
            }
        }
    }

    /** How much of a pixel is covered by what ends at a radius; what is thinner than a pixel covers less of it. */
    private double part(double distance, double radius, double soft) {
        double edge = soft + 0.5 / (FIELD * side);
        double within = StrictMath.clamp((radius + edge - distance) / (2 * edge), 0, 1);
        return within * StrictMath.min(1, 2 * radius * FIELD * side);
    }

    private void blend(Spot spot, double soft, double strength, double[] colour, boolean covers) {
        double reach = spot.radius() * spot.stretch() + 2 * (soft + 1 / (FIELD * side));
        int lastRow = pixel(spot.y() + reach, side);
        int lastColumn = pixel(spot.x() + reach, side);
        for (int row = pixel(spot.y() - reach, side); row <= lastRow; row++) {
            for (int column = pixel(spot.x() - reach, side); column <= lastColumn; column++) {
                double distance = spot.distance(place(column, side), place(row, side));
                double part = strength * part(distance, spot.radius(), soft);
                for (int channel = 0; channel < 3; channel++) {
                    int i = (row * side + column) * 3 + channel;
                    double under = light[i];
                    light[i] = under + part * (colour[channel] * (covers ? 1 : under) - under);
                }
            }
        }
    }

    private void develop(Camera camera, RandomStream noise, float[] into, int at) {
        Arrays.fill(into, at, at + light.length, 0f);
        for (int row = 0; row < side; row++) {
            double y = place(row, side);
            for (int column = 0; column < side; column++) {
                double x = place(column, side);
                double field = StrictMath.clamp((1 - StrictMath.sqrt(x * x + y * y)) * FIELD * side + 0.5, 0, 1);
                double lit = camera.light(x, y);
                for (int channel = 0; field > 0 && channel < 3; channel++) {
                    int i = (row * side + column) * 3 + channel;
                    double seen = camera.seen(light[i] * lit, channel);
                    double noisy = seen + NOISE * (2 * noise.nextFloat() - 1);
                    into[at + i] = (float) (field * StrictMath.clamp(noisy, 0, 1));
                }
            }
        }
    }
}
