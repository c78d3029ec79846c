package dev.tenon.plugins.augmentations;

import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.augmentation.Change;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/** Adds a number of its own to each pixel and channel, of the normal distribution of mean 0. */
@Type("noise")
@Describe("Adds Gaussian noise to each pixel.")
public final class Noise implements Augmentation<Noise.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The standard deviation of the noise, in the data's units.")
            @Default("0.1")
            @Range(min = 0, above = true)
            double deviation) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Change draw(Settings s, Shape image, RandomStream random) {
        return Change.repaint((pixels, shape, drawn) -> {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) (pixels[i] + s.deviation() * drawn.nextGaussian());
            }
        });
    }
}
