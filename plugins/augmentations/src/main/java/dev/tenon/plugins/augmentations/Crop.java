package dev.tenon.plugins.augmentations;

import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.augmentation.Change;
import dev.tenon.api.augmentation.Outside;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/**
 * Enlarges a piece of the image to the whole: its sides are a random part of the image's, the same for both, and its place is random
 * within the image (after Szegedy and others, <i>Going deeper with convolutions</i>, 2015, section 6, without the change of aspect).
 */
@Type("crop")
@Describe("Crops a random region and enlarges it to the size of the image.")
public final class Crop implements Augmentation<Crop.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The smallest fraction of the image's height and width that is kept, such as 0.8.")
            @Default("0.8")
            @Range(min = 0, above = true, max = 1)
            double least) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Change draw(Settings s, Shape image, RandomStream random) {
        double part = AugmentationDraws.between(random, s.least(), 1);
        double top = random.nextDouble() * (1 - part) * image.dim(0) - 0.5;
        double left = random.nextDouble() * (1 - part) * image.dim(1) - 0.5;
        // The outermost half pixel of the piece may lie beyond the last pixel's centre.
        return new Change.Move(
                (down, across) -> new Change.Place(top + part * (down + 0.5), left + part * (across + 0.5)),
                Outside.EDGE);
    }
}
