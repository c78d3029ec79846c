package dev.tenon.plugins.augmentations;

import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.augmentation.Change;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/** Mirrors images; pixels are those of the image, none is computed. */
@Type("flip")
@Describe("Mirrors the image with a given probability.")
public final class Flip implements Augmentation<Flip.Settings> {

    /** Which way. */
    public enum Axis {
        @Describe("horizontally: left becomes right")
        HORIZONTAL,
        @Describe("vertically: top becomes bottom")
        VERTICAL
    }

    /** What a user may set. */
    public record Settings(
            @Describe("The direction.") @Default("horizontal")
            Axis axis,

            @Describe("The probability, from 0 to 1.") @Default("0.5") @Range(min = 0, max = 1)
            double probability) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Change draw(Settings s, Shape image, RandomStream random) {
        if (random.nextDouble() >= s.probability()) {
            return Change.nothing();
        }
        int bottom = image.dim(0) - 1;
        int right = image.dim(1) - 1;
        return Change.move(
                switch (s.axis()) {
                    case HORIZONTAL -> (down, across) -> new Change.Place(down, right - across);
                    case VERTICAL -> (down, across) -> new Change.Place(bottom - down, across);
                });
    }
}
