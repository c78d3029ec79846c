package dev.tenon.backend.cpu.steps;

import dev.tenon.api.graph.Window;
import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;
import java.util.Arrays;

/** Copies the patches under a window, one row of windows per unit. */
public final class UnfoldStep implements ProgramStep {
    private final Window window;
    private final TensorSlice x;
    private final TensorSlice result;
    private final int images;
    private final int height;
    private final int width;
    private final int channels;
    private final int down;
    private final int across;

    /** Patches of images {@code [images, height, width, channels]}. */
    public UnfoldStep(
            Window window, TensorSlice x, TensorSlice result, int images, int height, int width, int channels) {
        this.window = window;
        this.x = x;
        this.result = result;
        this.images = images;
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.down = window.windowsDown(height);
        this.across = window.windowsAcross(width);
    }

    @Override
    public String name() {
        return "unfold";
    }

    @Override
    public int units() {
        return images * down;
    }

    @Override
    public long cost() {
        return (long) images * down * across * window.height() * window.width() * channels;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        float[] in = x.floats();
        float[] out = result.floats();
        int patch = window.height() * window.width() * channels;
        for (int unit = from; unit < to; unit++) {
            int image = x.base() + unit / down * height * width * channels;
            int top = unit % down * window.strideHeight() - window.padTop();
            for (int column = 0; column < across; column++) {
                int left = column * window.strideWidth() - window.padLeft();
                int ri = result.base() + (unit * across + column) * patch;
                for (int i = 0; i < window.height(); i++) {
                    int row = top + i * window.dilationHeight();
                    for (int j = 0; j < window.width(); j++) {
                        int at = left + j * window.dilationWidth();
                        if (row >= 0 && row < height && at >= 0 && at < width) {
                            System.arraycopy(in, image + (row * width + at) * channels, out, ri, channels);
                        } else {
                            Arrays.fill(out, ri, ri + channels, 0f);
                        }
                        ri += channels;
                    }
                }
            }
        }
    }
}
