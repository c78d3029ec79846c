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

/** Turns images about their centre. */
@Type("rotate")
@Describe("Rotates the image about its centre by a random angle.")
public final class Rotate implements Augmentation<Rotate.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The largest angle to either side, in degrees.")
            @Default("15")
            @Range(min = 0, above = true, max = 180)
            double degrees,

            @Describe("How the corners are filled.") @Default("zero")
            Outside outside) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Change draw(Settings s, Shape image, RandomStream random) {
        double angle = Math.toRadians(AugmentationDraws.around(random, s.degrees()));
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double middle = (image.dim(0) - 1) / 2.0;
        double centre = (image.dim(1) - 1) / 2.0;
        return new Change.Move(
                (down, across) -> {
                    double y = down - middle;
                    double x = across - centre;
                    return new Change.Place(middle + cos * y + sin * x, centre - sin * y + cos * x);
                },
                s.outside());
    }
}
