package dev.tenon.plugins.augmentations;

import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.augmentation.Change;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Size;

/**
 * Covers a rectangle whose middle is any pixel of the image, so that at the border less is covered (DeVries and Taylor, <i>Improved
 * regularization of convolutional neural networks with cutout</i>, 2017). A mask keeps what is under it.
 */
@Type("cutout")
@Describe("Covers a rectangle at a random position (cutout).")
public final class Cutout implements Augmentation<Cutout.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Height and width of the rectangle, in pixels of the first input.") @Range(min = 1)
            Size size,

            @Describe("The fill value, in the data's units.") @Default("0")
            double value) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Change draw(Settings s, Shape image, RandomStream random) {
        int height = image.dim(0);
        int width = image.dim(1);
        if (s.size().height() >= 2 * height || s.size().width() >= 2 * width) {
            throw new IllegalArgumentException(
                    "covers " + s.size().height() + " x " + s.size().width() + " pixels of images of " + height + " x "
                            + width + ", which is all of them; lower \"size\"");
        }
        int top = random.nextInt(height) - s.size().height() / 2;
        int left = random.nextInt(width) - s.size().width() / 2;
        return Change.repaint((pixels, shape, drawn) -> {
            // Of an image with more or fewer pixels the same part.
            double down = (double) shape.dim(0) / height;
            double across = (double) shape.dim(1) / width;
            int channels = pixels.length / (shape.dim(0) * shape.dim(1));
            for (int i = 0; i < pixels.length; i++) {
                int pixel = i / channels;
                int row = pixel / shape.dim(1);
                int column = pixel % shape.dim(1);
                double y = (row + 0.5) / down;
                double x = (column + 0.5) / across;
                if (y > top
                        && y < top + s.size().height()
                        && x > left
                        && x < left + s.size().width()) {
                    pixels[i] = (float) s.value();
                }
            }
        });
    }
}
