package dev.tenon.plugins.augmentations;

import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.augmentation.Change;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/** Multiplies the difference of each pixel from its channel's mean over the image: the mean stays. */
@Type("contrast")
@Describe("Raises or lowers the contrast; the mean of each channel is preserved.")
public final class Contrast implements Augmentation<Contrast.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The largest deviation of the factor from 1.")
            @Default("0.2")
            @Range(min = 0, above = true, max = 1)
            double most) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Change draw(Settings s, Shape image, RandomStream random) {
        double factor = 1 + AugmentationDraws.around(random, s.most());
        return Change.repaint((pixels, shape, drawn) -> {
            int channels = shape.dim(-1);
            for (int channel = 0; channel < channels; channel++) {
                double sum = 0;
                for (int i = channel; i < pixels.length; i += channels) {
                    sum += pixels[i];
                }
                double mean = sum * channels / pixels.length;
                for (int i = channel; i < pixels.length; i += channels) {
                    pixels[i] = (float) (mean + factor * (pixels[i] - mean));
                }
            }
        });
    }
}
