package dev.tenon.backend.opencl.kernels;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Window;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.List;

/** Pooling, its gradients, patches and their transpose. */
public final class WindowKernels {
    private final Style style;

    /** For a device. */
    public WindowKernels(Style style) {
        this.style = style;
    }

    private Launch.Builder launch(String kernel) {
        return Launch.of(kernel.replace('_', '-'), BuiltinProgram.code(style, kernel));
    }

    private static Launch.Builder arguments(Launch.Builder launch, int count, Window w, Shape images) {
        return launch.whole(count, images.dim(1), images.dim(2), images.dim(3))
                .whole(w.windowsDown(images.dim(1)), w.windowsAcross(images.dim(2)))
                .whole(w.height(), w.width(), w.strideHeight(), w.strideWidth())
                .whole(w.dilationHeight(), w.dilationWidth(), w.padTop(), w.padLeft());
    }

    /** Channels side by side, then places. */
    private Launch over(Launch.Builder launch, int size, Window w, Shape images) {
        return over(launch, images.dim(3), size / images.dim(3), w, images);
    }

    private Launch over(Launch.Builder launch, int channels, int places, Window w, Shape images) {
        int across = Math.min(style.group(), Integer.highestOneBit(2 * channels - 1));
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

    /** Channels in vectors, if they divide, then places. */
    private Launch maxima(String kernel, int size, Window w, Shape images, Tensors tensors) {
        int channels = images.dim(3);
        int width = channels % style.width() == 0 ? style.width() : 1;
        String name = kernel.replace("_apart", "").replace('_', '-');
        Launch.Builder launch = Launch.of(name, BuiltinProgram.code(style, width == 1 ? kernel : kernel + "_wide"));
        return over(tensors.to(launch), channels / width, size / channels, w, images);
    }

    private interface Tensors {
        Launch.Builder to(Launch.Builder launch);
    }

    /** The largest under each window. */
    public Launch maxPool(Window w, Shape images, Tensor x, Tensor y) {
        return maxima(
                "max_pool",
                results(w, images),
                w,
                images,
                launch -> launch.in(x).out(y));
    }

    /** Whether no pixel is under two windows. */
    public static boolean apart(Window w) {
        return w.strideHeight() >= w.spanHeight() && w.strideWidth() >= w.spanWidth();
    }

    /** Whether every pixel is under a window. */
    public static boolean covered(Window w, Shape images) {
        return covered(w.strideHeight(), w.height(), w.padTop(), w.windowsDown(images.dim(1)), images.dim(1))
                && covered(w.strideWidth(), w.width(), w.padLeft(), w.windowsAcross(images.dim(2)), images.dim(2))
                && w.dilationHeight() == 1
                && w.dilationWidth() == 1;
    }

    private static boolean covered(int stride, int taps, int pad, int windows, int pixels) {
        return stride <= taps && (windows - 1) * stride - pad + taps >= pixels;
    }

    /** Each window's gradient at its winner, where windows are {@link #apart}; other pixels are left as they are. */
    public Launch maxPoolGradientApart(Window w, Shape images, Tensor x, Tensor y, Tensor g, Tensor dx) {
        return maxima(
                "max_pool_gradient_apart",
                results(w, images),
                w,
                images,
                launch -> launch.in(x).in(y).in(g).out(dx));
    }

    /**
     * Which tap was the largest, window by window.
     *
     * @param winner whole numbers in place of floats
     */
    public Launch maxPoolWinner(Window w, Shape images, Tensor x, Tensor y, Tensor winner) {
        return maxima(
                "max_pool_winner",
                results(w, images),
                w,
                images,
                launch -> launch.in(x).in(y).out(winner));
    }

    /** Each window's gradient at its winner. */
    public Launch maxPoolGradient(Window w, Shape images, Tensor winner, Tensor g, Tensor dx) {
        return maxima(
                "max_pool_gradient",
                images.size(),
                w,
                images,
                launch -> launch.in(winner).in(g).out(dx));
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
