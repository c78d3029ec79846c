package dev.tenon.plugins.augmentations;

import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.augmentation.Change;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/** Adds one number to all pixels and channels of an image. */
@Type("brightness")
@Describe("Makes the image brighter or darker.")
public final class Brightness implements Augmentation<Brightness.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The largest offset added to or subtracted from every pixel, in the data's units.")
            @Default("0.2")
            @Range(min = 0, above = true)
            double most) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Change draw(Settings s, Shape image, RandomStream random) {
        double more = AugmentationDraws.around(random, s.most());
        return Change.repaint((pixels, shape, drawn) -> {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) (pixels[i] + more);
            }
        });
    }
}
