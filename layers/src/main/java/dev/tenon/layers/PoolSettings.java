package dev.tenon.layers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Window;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Padding;
import dev.tenon.api.settings.Range;
import dev.tenon.api.settings.Size;
import java.util.Optional;

/** What a user may set of a pooling layer. */
public record PoolSettings(
        @Describe("Height and width of the window, in pixels.") @Default("2") @Range(min = 1)
        Size size,

        @Describe("The stride between windows, vertically and horizontally, in pixels (default: the size).")
        @Range(min = 1)
        Optional<Size> stride,

        @Describe("Padding around the image; it never contributes to a window.") @Default("valid")
        Padding padding) {

    public PoolSettings {
        if (Math.max(padding.top(), padding.bottom()) >= size.height()
                || Math.max(padding.left(), padding.right()) >= size.width()) {
            throw new IllegalArgumentException(
                    "padding must be smaller than the size, or a window could lie wholly in the border");
        }
    }

    /** The window over images of a shape. */
    Window window(Shape images) {
        Size step = stride.orElse(size);
        Window window = Window.of(size.height(), size.width()).stride(step.height(), step.width());
        return padding.around(window, images.dim(1), images.dim(2));
    }
}
