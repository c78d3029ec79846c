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
import dev.tenon.api.settings.Size;

/**
 * Shifts images by whole pixels, each shift up to the greatest as likely. This is what is elsewhere called a random crop with padding: of
 * an image that is padded on all sides a piece of the image's own size.
 */
@Type("shift")
@Describe("Shifts the image by whole pixels (a random crop after padding).")
public final class Shift implements Augmentation<Shift.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The largest shift in every direction, in pixels.") @Range(min = 0)
            Size pixels,

            @Describe("How the uncovered border is filled.") @Default("zero")
            Outside outside) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Change draw(Settings s, Shape image, RandomStream random) {
        if (s.pixels().height() >= image.dim(0) || s.pixels().width() >= image.dim(1)) {
            throw new IllegalArgumentException("cannot move images of " + image.dim(0) + " x " + image.dim(1)
                    + " pixels by up to " + s.pixels().height() + " x "
                    + s.pixels().width()
                    + ", which leaves nothing of some; lower \"pixels\"");
        }
        int up = random.nextInt(-s.pixels().height(), s.pixels().height());
        int left = random.nextInt(-s.pixels().width(), s.pixels().width());
        return new Change.Move((down, across) -> new Change.Place(down + up, across + left), s.outside());
    }
}
