package dev.tenon.layers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Window;
import dev.tenon.api.settings.Padding;
import dev.tenon.api.settings.Size;

/** The window that a layer's settings describe. */
final class Windows {

    private Windows() {}

    /** Over images of a shape. */
    static Window over(Shape images, Size kernel, Size stride, Size dilation, Padding padding) {
        Window window = Window.of(kernel.height(), kernel.width())
                .stride(stride.height(), stride.width())
                .dilation(dilation.height(), dilation.width());
        return padding.around(window, images.dim(1), images.dim(2));
    }

    /** A product of counts; one that is no int is the largest, of which a shape says in words that it is too large. */
    static int count(int a, int b) {
        return (int) Math.min(Integer.MAX_VALUE, (long) a * b);
    }
}
