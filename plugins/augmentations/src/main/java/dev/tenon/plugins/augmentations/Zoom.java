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

/** Shrinks or enlarges what an image shows about its centre; each factor between the two is as likely. */
@Type("zoom")
@Describe("Shrinks or enlarges the image about its centre by a random factor.")
public final class Zoom implements Augmentation<Zoom.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The smallest factor, such as 0.9.") @Default("0.9") @Range(min = 0.1, max = 10)
            double least,

            @Describe("The largest factor, such as 1.1.") @Default("1.1") @Range(min = 0.1, max = 10)
            double most,

            @Describe("How the border is filled where the image shrinks.") @Default("zero")
            Outside outside) {

        public Settings {
            if (least > most) {
                throw new IllegalArgumentException(
                        "has \"least\" " + least + " above \"most\" " + most + "; exchange them");
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Change draw(Settings s, Shape image, RandomStream random) {
        double factor = AugmentationDraws.between(random, s.least(), s.most());
        double middle = (image.dim(0) - 1) / 2.0;
        double centre = (image.dim(1) - 1) / 2.0;
        return new Change.Move(
                (down, across) ->
                        new Change.Place(middle + (down - middle) / factor, centre + (across - centre) / factor),
                s.outside());
    }
}
