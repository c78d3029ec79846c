package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.draw.Ramp;
import dev.tenon.experiments.run.Features;

/** Colours of the pixels of test images, from the least to the largest number in any of them. */
final class Pixels {

    private final Features features;
    private final int channels;
    private final float low;
    private final float high;

    Pixels(Features features) {
        this.features = features;
        this.channels = features.image().dim(2);
        float least = Float.MAX_VALUE;
        float most = -Float.MAX_VALUE;
        for (float pixel : features.pixels()) {
            least = StrictMath.min(least, pixel);
            most = StrictMath.max(most, pixel);
        }
        this.low = least;
        this.high = most;
    }

    /** The colour, 0xRRGGBB, of a pixel: three channels as red, green, blue, any other number as the grey of the first. */
    int colour(int index, int pixel) {
        int at = index * features.image().size() + pixel * channels;
        if (channels != 3) {
            return Ramp.GREY.at(share(features.pixels()[at]));
        }
        int colour = 0;
        for (int c = 0; c < 3; c++) {
            colour = colour << 8 | (int) StrictMath.rint(255 * share(features.pixels()[at + c]));
        }
        return colour;
    }

    private double share(float value) {
        return high == low ? 0 : StrictMath.clamp((value - low) / (double) (high - low), 0.0, 1.0);
    }
}
