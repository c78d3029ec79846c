package dev.tenon.backend.cpu.steps;

import dev.tenon.api.graph.Window;
import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;
import java.util.Arrays;

/**
 * Adds patches to the image positions that they were taken from, one image per unit. Windows are visited from last to
 * first, so that the terms of a pixel come in ascending order of taps.
 */
public final class FoldStep implements ProgramStep {
    private final Window window;
    private final TensorSlice patches;
    private final TensorSlice result;
    private final int images;
    private final int height;
    private final int width;
    private final int channels;
    private final int down;
    private final int across;

    /** Images {@code [images, height, width, channels]} from their patches. */
    public FoldStep(
            Window window, TensorSlice patches, TensorSlice result, int images, int height, int width, int channels) {
        this.window = window;
        this.patches = patches;
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
        return "fold";
    }

    @Override
    public int units() {
        return images;
    }

    @Override
    public long cost() {
        return (long) images * down * across * window.height() * window.width() * channels;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        float[] in = patches.floats();
        float[] out = result.floats();
        int size = height * width * channels;
        int patch = window.height() * window.width() * channels;
        for (int image = from; image < to; image++) {
            int base = result.base() + image * size;
            Arrays.fill(out, base, base + size, 0f);
            for (int row = down - 1; row >= 0; row--) {
                for (int column = across - 1; column >= 0; column--) {
                    int source = patches.base() + ((image * down + row) * across + column) * patch;
                    add(in, source, out, base, row, column);
                }
            }
        }
    }

    private void add(float[] in, int source, float[] out, int base, int row, int column) {
        int top = row * window.strideHeight() - window.padTop();
        int left = column * window.strideWidth() - window.padLeft();
        for (int i = 0; i < window.height(); i++) {
            int y = top + i * window.dilationHeight();
            for (int j = 0; j < window.width(); j++) {
                int x = left + j * window.dilationWidth();
                if (y >= 0 && y < height && x >= 0 && x < width) {
                    int from = source + (i * window.width() + j) * channels;
                    int to = base + (y * width + x) * channels;
                    for (int c = 0; c < channels; c++) {
                        out[to + c] = out[to + c] + in[from + c];
                    }
                }
            }
        }
    }
}
