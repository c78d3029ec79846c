package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.LayerResult;

/**
 * A feature map at the size of the image it is of, between its places linearly. The map's middle lies over the image's; neighbours are as
 * far apart as their fields. Where no field has its centre, within half that distance, nothing was looked for: it is least.
 */
final class Enlarged {

    private final Axis down;
    private final Axis across;

    /** One axis: for each pixel the places before and after it, and how near the second is; -1 where there is none. */
    private record Axis(int places, int[] before, int[] after, float[] share) {

        static Axis of(int places, int pixels, double apart) {
            int[] before = new int[pixels];
            int[] after = new int[pixels];
            float[] share = new float[pixels];
            for (int i = 0; i < pixels; i++) {
                double at = (i - (pixels - 1) / 2.0) / apart + (places - 1) / 2.0;
                if (at < -0.5 || at > places - 0.5) {
                    before[i] = -1;
                    continue;
                }
                double within = Math.clamp(at, 0, places - 1);
                before[i] = (int) Math.floor(within);
                after[i] = Math.min(before[i] + 1, places - 1);
                share[i] = (float) (within - before[i]);
            }
            return new Axis(places, before, after, share);
        }
    }

    /** Of a layer's maps over images of some size. */
    Enlarged(LayerResult layer, int height, int width) {
        this.down = Axis.of(
                layer.shape().dim(0), height, apart(layer.down(), layer.shape().dim(0), height));
        this.across = Axis.of(
                layer.shape().dim(1), width, apart(layer.across(), layer.shape().dim(1), width));
    }

    /** Where places do not say how far they are apart, they share the image. */
    private static double apart(double said, int places, int pixels) {
        return said > 0 ? said : (double) pixels / places;
    }

    /** Where the middle of the field of a place lies, on one axis of the image. */
    static double middle(int place, int places, int pixels, double apart) {
        return (place - (places - 1) / 2.0) * apart(apart, places, pixels) + (pixels - 1) / 2.0;
    }

    /**
     * The map of a unit for an image.
     *
     * @param maps {@code [n, h, w, units]}
     * @param into {@code [n, height, width]}
     */
    void put(float[] maps, int image, int unit, int units, float[] into) {
        int width = across.before.length;
        int height = down.before.length;
        int columns = across.places;
        int offset = image * down.places * columns;
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                int at = (image * height + i) * width + j;
                if (down.before[i] < 0 || across.before[j] < 0) {
                    into[at] = Float.NEGATIVE_INFINITY;
                    continue;
                }
                int top = offset + down.before[i] * columns;
                int below = offset + down.after[i] * columns;
                float above = between(maps, top, j, unit, units);
                float under = between(maps, below, j, unit, units);
                into[at] = above + (under - above) * down.share[i];
            }
        }
    }

    private float between(float[] maps, int row, int j, int unit, int units) {
        float left = maps[(row + across.before[j]) * units + unit];
        float right = maps[(row + across.after[j]) * units + unit];
        return left + (right - left) * across.share[j];
    }
}
