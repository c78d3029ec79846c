package dev.tenon.backend.cpu.steps;

import dev.tenon.api.graph.Window;
import dev.tenon.api.lowering.ConvShape;
import dev.tenon.backend.cpu.kernels.copy.CopyKernels;
import java.util.Arrays;

/**
 * Some channels of an image one after the other, with zeros around them, and in each row the columns that a strided
 * window meets one after the other. So what a tap of one channel meets in a row of windows is contiguous, and so are
 * the terms of a kernel's gradient. The copy costs one pass over the image, the gradient one for each tap and filter.
 *
 * <p>Where rows are short, the columns of the kernel have planes of their own: plane {@code j} holds the pixels under column
 * {@code j} in all windows, and what a tap meets in several rows of windows is contiguous too.
 */
final class ChannelPlanes {
    /** Floats of a cache line. */
    private static final int LINE = 16;

    /**
     * Beginning a segment costs a tile as much as copying this many sixteenths of a float for each of its vectors of
     * filters.
     */
    private static final int SEGMENT = 3;

    private final ConvShape shape;
    private final Window window;

    /** Rows and columns of the image with its padding, as far as windows reach. */
    private final int rows;

    private final int columns;

    /** Columns of the padded image that leave the same remainder by the stride; rows likewise. */
    private final int phaseColumns;

    private final int phaseRows;

    /** Whether each column of the kernel has a plane. */
    private final boolean byColumn;

    private final int paddedChannel;
    private final int planeSize;
    private final int channelStep;

    ChannelPlanes(ConvShape shape) {
        this.shape = shape;
        this.window = shape.window();
        this.rows = (shape.down() - 1) * window.strideHeight() + window.spanHeight();
        this.columns = (shape.across() - 1) * window.strideWidth() + window.spanWidth();
        this.phaseRows = (rows + window.strideHeight() - 1) / window.strideHeight();
        this.phaseColumns = (columns + window.strideWidth() - 1) / window.strideWidth();
        this.paddedChannel = oddLines(rows * window.strideWidth() * phaseColumns);
        this.planeSize = window.strideHeight() * phaseRows * shape.across();
        // Taps of a column times filters: what a row of windows is read for, each time with a segment of its own.
        this.byColumn = 16 * shape.across() < SEGMENT * window.height() * shape.groupFilters();
        this.channelStep = byColumn ? oddLines(window.width() * planeSize) : paddedChannel;
    }

    /** An odd number of cache lines, so that neighbouring channels do not contend for the same places. */
    private static int oddLines(int floats) {
        return ((floats + LINE - 1) / LINE | 1) * LINE;
    }

    /** Whether taps of one kernel column read the same memory, and not those of one kernel row. */
    boolean byColumn() {
        return byColumn;
    }

    /** Distance of neighbouring channels. */
    int channelStep() {
        return channelStep;
    }

    /** Distance of what a tap meets in neighbouring rows of windows. */
    int rowStep() {
        return byColumn ? shape.across() : window.strideHeight() * pitch();
    }

    /** Where a tap of the kernel meets the first window, from the beginning of a channel. */
    int tap(int i, int j) {
        int row = i * window.dilationHeight();
        if (!byColumn) {
            return row * pitch() + column(j * window.dilationWidth());
        }
        return j * planeSize + (row % window.strideHeight() * phaseRows + row / window.strideHeight()) * shape.across();
    }

    /** Floats of scratch that {@link #copy} needs for itself. */
    int scratch(int channels) {
        return byColumn ? channels * paddedChannel : 0;
    }

    /**
     * Writes the zeros around channels, which {@link #copy} leaves as they are.
     *
     * @param count how many channels
     * @param paddedBase index in {@code out} of {@link #scratch} floats
     */
    void clear(int count, float[] out, int oi, int paddedBase) {
        int row1 = window.padTop() + shape.height();
        int column1 = window.padLeft() + shape.width();
        if (window.padTop() > 0 || row1 < rows || window.padLeft() > 0 || column1 < columns || pitch() > columns) {
            int from = byColumn ? paddedBase : oi;
            Arrays.fill(out, from, from + count * paddedChannel, 0f);
        }
    }

    /**
     * Writes the planes of some channels to {@code out[oi]...}, around which zeros were written before.
     *
     * @param x an array with the image at {@code xi}
     * @param first the first channel
     * @param count how many
     * @param paddedBase index in {@code out} of {@link #scratch} floats
     */
    void copy(CopyKernels copies, float[] x, int xi, int first, int count, float[] out, int oi, int paddedBase) {
        pad(copies, x, xi + first, count, out, byColumn ? paddedBase : oi);
        if (byColumn) {
            columns(copies, count, out, oi, paddedBase);
        }
    }

    private void columns(CopyKernels copies, int count, float[] out, int oi, int paddedBase) {
        for (int j = 0; j < window.width(); j++) {
            int from = paddedBase + column(j * window.dilationWidth());
            int to = oi + j * planeSize;
            for (int phase = 0; phase < Math.min(rows, window.strideHeight()); phase++) {
                copies.rows(
                        out,
                        from + phase * pitch(),
                        paddedChannel,
                        window.strideHeight() * pitch(),
                        out,
                        to + phase * phaseRows * shape.across(),
                        channelStep,
                        shape.across(),
                        count,
                        (rows - phase + window.strideHeight() - 1) / window.strideHeight(),
                        shape.across());
            }
        }
    }

    /** Distance of rows with a padding. */
    private int pitch() {
        return window.strideWidth() * phaseColumns;
    }

    /** Where a column of the padded image is in its row: those of one remainder by the stride follow each other. */
    private int column(int x) {
        return x % window.strideWidth() * phaseColumns + x / window.strideWidth();
    }

    /** The channels, one after the other, within their zeros. */
    private void pad(CopyKernels copies, float[] x, int xi, int count, float[] out, int oi) {
        int top = window.padTop();
        int left = window.padLeft();
        int stride = window.strideWidth();
        int row0 = Math.min(top, rows);
        int row1 = Math.min(rows, top + shape.height());
        int column1 = Math.min(columns, left + shape.width());
        int from = xi + (row0 - top) * shape.width() * shape.channels();
        int to = oi + row0 * pitch();
        for (int phase = 0; phase < stride; phase++) {
            // The first column of this remainder that lies in the image.
            int first = left + Math.floorMod(phase - left, stride);
            int places = (column1 - first + stride - 1) / stride;
            if (places > 0 && row0 < row1) {
                copies.transposed(
                        x,
                        from + (first - left) * shape.channels(),
                        shape.width() * shape.channels(),
                        stride * shape.channels(),
                        out,
                        to + column(first),
                        pitch(),
                        paddedChannel,
                        row1 - row0,
                        places,
                        count);
            }
        }
    }
}
