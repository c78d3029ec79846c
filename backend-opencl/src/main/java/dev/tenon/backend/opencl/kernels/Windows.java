package dev.tenon.backend.opencl.kernels;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Window;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.List;

/** Pooling, its gradients, patches and their transpose. */
public final class Windows {
    private final Style style;

    /** For a device. */
    public Windows(Style style) {
        this.style = style;
    }

    private Launch.Builder launch(String kernel) {
        return Launch.of(kernel.replace('_', '-'), Common.code(style, kernel));
    }

    private static Launch.Builder arguments(Launch.Builder launch, int count, Window w, Shape images) {
        return launch.whole(count, images.dim(1), images.dim(2), images.dim(3))
                .whole(w.windowsDown(images.dim(1)), w.windowsAcross(images.dim(2)))
                .whole(w.height(), w.width(), w.strideHeight(), w.strideWidth())
                .whole(w.dilationHeight(), w.dilationWidth(), w.padTop(), w.padLeft());
    }

    /** Channels side by side, then places. */
    private Launch over(Launch.Builder launch, int size, Window w, Shape images) {
        int channels = images.dim(3);
        int across = Math.min(style.group(), Integer.highestOneBit(2 * channels - 1));
        int places = size / channels;
        return arguments(launch, places, w, images)
                .grid(List.of((long) channels, (long) places), List.of((long) across, (long) style.group() / across));
    }

    private static int results(Window w, Shape images) {
        return images.dim(0) * w.windowsDown(images.dim(1)) * w.windowsAcross(images.dim(2)) * images.dim(3);
    }

    /** Patches of images. */
    public Launch unfold(Window w, Shape images, Tensor x, Tensor y) {
        int size = results(w, images) * w.height() * w.width();
        return arguments(launch("unfold").in(x).out(y), size, w, images).over(size, style.group());
    }

    /** Images from their patches. */
    public Launch fold(Window w, Shape images, Tensor patches, Tensor y) {
        return over(launch("fold").in(patches).out(y), images.size(), w, images);
    }

    /** The largest under each window. */
    public Launch maxPool(Window w, Shape images, Tensor x, Tensor y) {
        return over(launch("max_pool").in(x).out(y), results(w, images), w, images);
    }

    /**
     * Which tap was the largest, window by window.
     *
     * @param winner whole numbers in place of floats
     */
    public Launch maxPoolWinner(Window w, Shape images, Tensor x, Tensor y, Tensor winner) {
        return over(launch("max_pool_winner").in(x).in(y).out(winner), results(w, images), w, images);
    }

    /** Each window's gradient at its winner. */
    public Launch maxPoolGradient(Window w, Shape images, Tensor winner, Tensor g, Tensor dx) {
        return over(launch("max_pool_gradient").in(winner).in(g).out(dx), images.size(), w, images);
    }

    /** The mean under each window. */
    public Launch averagePool(Window w, Shape images, Tensor x, Tensor y) {
        return over(launch("average_pool").in(x).out(y), results(w, images), w, images);
    }

    /** The gradient of the mean. */
    public Launch averagePoolGradient(Window w, Shape images, Tensor g, Tensor dx) {
        return over(launch("average_pool_gradient").in(g).out(dx), images.size(), w, images);
    }
}
