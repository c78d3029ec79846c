package dev.tenon.api.augmentation;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;

/**
 * Takes the numbers of a column from other positions: numbers between pixels are interpolated linearly in both directions, in double;
 * classes and signs are those of the nearest pixel. A position that is a pixel's centre gives that pixel.
 *
 * <p>A column may have another number of rows and columns than the image, as a mask of half its size: it covers the same area, and its
 * places are scaled.
 */
public final class Resampling {

    private final Change.Move move;
    private final Shape image;

    /**
     * A change of examples.
     *
     * @param image {@code [height, width, ...]} of the image whose pixels the change counts in
     */
    public Resampling(Change.Move move, Shape image) {
        this.move = move;
        this.image = image;
    }

    /** Whether a column's numbers lie at places, in rows and columns. */
    public static boolean lies(Targets kind, Shape shape) {
        return shape.rank() - (kind == Targets.CLASSES ? 0 : 1) == 2;
    }

    /**
     * The numbers of one example after the change.
     *
     * @param shape {@code [height, width]} for classes, else {@code [height, width, units]}
     * @param values row-major; not written to. NaN, which is not known, stays so, and so do numbers between it and others
     * @return a new array
     */
    public float[] applied(Targets kind, Shape shape, float[] values) {
        int height = shape.dim(0);
        int width = shape.dim(1);
        int units = shape.size() / (height * width);
        double down = (double) image.dim(0) / height;
        double across = (double) image.dim(1) / width;
        Grid grid = new Grid(values, height, width, units, kind != Targets.NUMBERS);
        float[] result = new float[values.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Change.Place from = move.places().from((y + 0.5) * down - 0.5, (x + 0.5) * across - 0.5);
                grid.take(
                        (from.down() + 0.5) / down - 0.5,
                        (from.across() + 0.5) / across - 0.5,
                        result,
                        (y * width + x) * units);
            }
        }
        return result;
    }

    private final class Grid {
        private final float[] values;
        private final int height;
        private final int width;
        private final int units;
        private final boolean nearest;

        Grid(float[] values, int height, int width, int units, boolean nearest) {
            this.values = values;
            this.height = height;
            this.width = width;
            this.units = units;
            this.nearest = nearest;
        }

        void take(double down, double across, float[] result, int to) {
            if (nearest) {
                int from = (inside((int) Math.floor(down + 0.5), height) * width
                                + inside((int) Math.floor(across + 0.5), width))
                        * units;
                System.arraycopy(values, from, result, to, units);
                return;
            }
            int top = (int) Math.floor(down);
            int left = (int) Math.floor(across);
            double lower = down - Math.floor(down);
            double right = across - Math.floor(across);
            for (int unit = 0; unit < units; unit++) {
                double sum = part(top, left, unit, (1 - lower) * (1 - right));
                sum += part(top, left + 1, unit, (1 - lower) * right);
                sum += part(top + 1, left, unit, lower * (1 - right));
                sum += part(top + 1, left + 1, unit, lower * right);
                result[to + unit] = (float) sum;
            }
        }

        /** A weight of 0 takes nothing, also where NaN is. */
        private double part(int row, int column, int unit, double weight) {
            boolean outside = row < 0 || row >= height || column < 0 || column >= width;
            if (weight == 0 || (outside && move.outside() == Outside.ZERO)) {
                return 0;
            }
            return weight * values[(inside(row, height) * width + inside(column, width)) * units + unit];
        }

        private int inside(int index, int extent) {
            if (move.outside() != Outside.REFLECT) {
                return Math.clamp(index, 0, extent - 1);
            }
            int period = Math.max(1, 2 * (extent - 1));
            int at = Math.floorMod(index, period);
            return Math.min(at, period - at);
        }
    }
}
