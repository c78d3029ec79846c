package dev.tenon.experiments.report.view;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.report.draw.Ramp;
import dev.tenon.experiments.run.Features;

/** Colours of the pixels of test images, from the least to the largest number in any of them. */
final class Pixels {

    private final float[] pixels;
    private final int size;
    private final int channels;
    private final float low;
    private final float high;

    Pixels(Features features) {
        this(features.image(), features.pixels());
    }

    /** Of images one after the other. */
    Pixels(Shape image, float[] pixels) {
        this.pixels = pixels;
        this.size = image.size();
        this.channels = image.dim(2);
        float least = Float.MAX_VALUE;
        float most = -Float.MAX_VALUE;
        for (float pixel : pixels) {
            if (!Float.isNaN(pixel)) {
                least = StrictMath.min(least, pixel);
                most = StrictMath.max(most, pixel);
            }
        }
        this.low = least;
        this.high = most;
    }

    /** The colour, 0xRRGGBB, of a pixel: three channels as red, green, blue, any other number as the grey of the first. */
    int colour(int index, int pixel) {
        int at = index * size + pixel * channels;
        if (channels != 3) {
            return Ramp.GREY.at(share(pixels[at]));
        }
        int colour = 0;
        for (int c = 0; c < 3; c++) {
            colour = colour << 8 | (int) StrictMath.rint(255 * share(pixels[at + c]));
        }
        return colour;
    }

    private double share(float value) {
        return high == low ? 0 : StrictMath.clamp((value - low) / (double) (high - low), 0.0, 1.0);
    }
}
