package dev.tenon.backend.cpu.steps;

import dev.tenon.api.graph.Window;
import dev.tenon.api.lowering.ConvShape;
import dev.tenon.backend.cpu.kernels.copy.CopyKernels;
import dev.tenon.backend.cpu.kernels.product.RowTerms;
import dev.tenon.backend.cpu.run.SlicedStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A convolution or its input gradient as a matrix product whose left operand is read where it is stored: the rows are
 * pixels, the terms are taps. Images are slices; several small ones are worked on together, so that tiles are full, and
 * few ones are divided into bands of rows, so that several threads have work.
 */
public final class ConvStep implements SlicedStep {
    /** Rows that are worked on at a time: their results stay in the second-level cache from chunk to chunk. */
    private static final int ROWS = 240;

    /** Images are worked on together, so that tiles are full, until they have this many rows. */
    private static final int TOGETHER_ROWS = 640;

    /** The fraction of the work that more images must save to be worth more of the second-level cache. */
    private static final double WASTE = 0.015;

    /** Units wanted, so that several threads have work. */
    private static final int UNITS = 16;

    /** The same of images beside each other: each unit copies rows that its neighbours copy, too. */
    private static final int LANE_BANDS = 4;

    /** A unit should have as many operations, or it is no work for a thread of its own. */
    private static final long UNIT_COST = 10_000;

    private final String name;
    private final ConvShape shape;
    private final PaddedImage padded;
    private final TensorSlice x;
    private final TensorSlice result;
    private final PixelProducts products;
    private final CopyKernels copies;
    private final boolean forward;
    private final int inSize;
    private final int outSize;
    private final int tileRows;
    private final int imagesTogether;

    /** In how many units each group of images that are worked on together is divided. */
    private final int bands;

    /** For each phase its rows by the number of images. */
    private final OutputPixels.Rows[][] phases;

    private ConvStep(
            String name,
            ConvShape shape,
            PaddedImage padded,
            TensorSlice x,
            TensorSlice result,
            PixelProducts products,
            CopyKernels copies,
            List<OutputPixels> phases,
            boolean forward) {
        this.name = name;
        this.shape = shape;
        this.padded = padded;
        this.x = x;
        this.result = result;
        this.products = products;
        this.copies = copies;
        this.forward = forward;
        this.inSize = forward ? shape.imageSize() : shape.resultSize();
        this.outSize = forward ? shape.resultSize() : shape.imageSize();
        List<OutputPixels> pixels = phases.stream()
                .map(each -> products.trims() ? each : each.boundless())
                .toList();
        this.tileRows = products.tileRows();
        this.imagesTogether = imagesTogether(pixels);
        this.phases = pixels.stream().map(this::rows).toArray(OutputPixels.Rows[][]::new);
        this.bands = bands();
    }

    private int bands() {
        int groups = Math.ceilDiv(shape.images(), imagesTogether);
        int most = Math.ceilDiv(UNITS, groups);
        return Math.clamp(cost() / groups / UNIT_COST, 1, products.lanes() > 1 ? Math.min(most, LANE_BANDS) : most);
    }

    /** The fewest images whose rows fill tiles almost whole; of up to {@link #TOGETHER_ROWS} rows the best. */
    private int imagesTogether(List<OutputPixels> phases) {
        if (products.lanes() > 1) {
            return products.lanes();
        }
        int positions = phases.stream().mapToInt(OutputPixels::results).sum();
        int most = Math.max(1, Math.min(Math.min(shape.images(), tileRows), TOGETHER_ROWS / positions));
        if (most == 1) {
            return 1;
        }
        if (products.runs()) {
            // Tiles are full; only calls are saved.
            return Math.clamp(ROWS / positions, 1, most);
        }
        int best = 1;
        double least = Double.MAX_VALUE;
        for (int images = 1; images <= most; images++) {
            int count = images;
            double work = (double) phases.stream()
                            .mapToLong(each -> each.work(count, tileRows))
                            .sum()
                    / images;
            if (work < least * (1 - WASTE)) {
                least = work;
                best = images;
            }
        }
        return best;
    }

    private OutputPixels.Rows[] rows(OutputPixels pixels) {
        return IntStream.rangeClosed(1, products.lanes() > 1 ? 1 : imagesTogether)
                .mapToObj(images -> pixels.rows(images, tileRows))
                .toArray(OutputPixels.Rows[]::new);
    }

    /** The convolution. */
    public static ConvStep forward(
            ConvShape shape, TensorSlice x, TensorSlice result, PixelProducts products, CopyKernels copies) {
        PaddedImage padded = PaddedImage.of(shape);
        return new ConvStep(
                "conv2d",
                shape,
                padded,
                x,
                result,
                products,
                copies,
                List.of(forwardPixels(shape, padded, products)),
                true);
    }

    /** The input gradient. */
    public static ConvStep inputGradient(
            ConvShape shape, TensorSlice gradient, TensorSlice result, PixelProducts products, CopyKernels copies) {
        PaddedImage padded = gradientPadding(shape);
        return new ConvStep(
                "conv2d-input-gradient",
                shape,
                padded,
                gradient,
                result,
                products,
                copies,
                gradientPixels(shape, padded),
                false);
    }

    /**
     * The fewest results of an image that have the same taps, or for the input gradient those that share a phase: tiles
     * of images have no others.
     */
    public static int fewestResults(ConvShape shape, boolean forward) {
        return forward
                ? shape.positions()
                : gradientPixels(shape, gradientPadding(shape)).stream()
                        .mapToInt(OutputPixels::results)
                        .filter(results -> results > 0)
                        .min()
                        .orElse(0);
    }

    /** Floats of an image as it is read and of its results. */
    public static int footprint(ConvShape shape, boolean forward) {
        PaddedImage padded = forward ? PaddedImage.of(shape) : gradientPadding(shape);
        return padded.size() + (forward ? shape.resultSize() : shape.imageSize());
    }

    /** Whether windows of a convolution reach beyond the image. */
    public static boolean padded(ConvShape shape) {
        return !PaddedImage.of(shape).none();
    }

    /** Whether those of its input gradient reach beyond the gradient that they sum. */
    public static boolean gradientBordered(ConvShape shape) {
        return !gradientPadding(shape).none();
    }

    private static OutputPixels forwardPixels(ConvShape s, PaddedImage padded, PixelProducts products) {
        return new OutputPixels(
                padded,
                AxisTaps.of(s.downAxis()),
                AxisTaps.of(s.acrossAxis()),
                s.window().width(),
                s.groupChannels(),
                0,
                s.across() * s.filters(),
                s.filters(),
                s.resultSize(),
                products.runs() ? products.tileRows() : 1);
    }

    private static PaddedImage gradientPadding(ConvShape s) {
        int[] down = s.downAxis().reach();
        int[] across = s.acrossAxis().reach();
        return new PaddedImage(
                s.down(),
                s.across(),
                s.filters(),
                -down[0],
                -across[0],
                down[1] - down[0] + 1,
                across[1] - across[0] + 1);
    }

    /** For each remainder that the rows and columns of pixels leave by the strides those pixels: their taps are the same. */
    private static List<OutputPixels> gradientPixels(ConvShape s, PaddedImage padded) {
        Window w = s.window();
        List<OutputPixels> phases = new ArrayList<>();
        for (int y = 0; y < s.downAxis().phases(); y++) {
            AxisTaps down = AxisTaps.ofGradient(s.downAxis(), y, padded.top());
            for (int x = 0; x < s.acrossAxis().phases(); x++) {
                AxisTaps across = AxisTaps.ofGradient(s.acrossAxis(), x, padded.left());
                phases.add(new OutputPixels(
                        padded,
                        down,
                        across,
                        w.width(),
                        s.groupFilters(),
                        (y * s.width() + x) * s.channels(),
                        w.strideHeight() * s.width() * s.channels(),
                        w.strideWidth() * s.channels(),
                        s.imageSize(),
                        1));
            }
        }
        return phases;
    }

    @Override
    public int scratch() {
        if (products.lanes() > 1) {
            return products.lanes() * (padded.size() + outSize);
        }
        return padded.none() ? 0 : imagesTogether * padded.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int slices() {
        return shape.images();
    }

    @Override
    public int together() {
        return imagesTogether;
    }

    @Override
    public long cost() {
        return shape.images() * shape.imageProducts() / 8;
    }

    @Override
    public int units() {
        return Math.ceilDiv(shape.images(), imagesTogether) * bands;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        for (int unit = from; unit < to; ) {
            int group = unit / bands;
            int end = Math.min(to, (group + 1) * bands);
            int first = group * imagesTogether;
            int count = Math.min(imagesTogether, shape.images() - first);
            group(first, count, unit - group * bands, end - group * bands, worker);
            unit = end;
        }
    }

    @Override
    public void slices(int from, int to, WorkerState worker) {
        for (int first = from; first < to; first += imagesTogether) {
            group(first, Math.min(imagesTogether, to - first), 0, bands, worker);
        }
    }

    /** Computes bands {@code from} to {@code to - 1} of some images that are worked on together. */
    private void group(int first, int count, int from, int to, WorkerState worker) {
        if (products.lanes() > 1) {
            lanes(first, count, from, to, worker);
            return;
        }
        float[] a = x.floats(worker);
        int aBase = x.base(worker) + first * inSize;
        if (!padded.none()) {
            float[] paddedFloats = worker.scratch().floats();
            if (to - from == bands) {
                padded.copy(a, aBase, count, paddedFloats);
            } else {
                copyBands(a, aBase, count, from, to, paddedFloats);
            }
            a = paddedFloats;
            aBase = 0;
        }
        float[] c = result.floats(worker);
        int cBase = result.base(worker) + first * outSize;
        products(count, from, to, a, aBase, c, cBase, worker);
    }

    /** Computes bands of some images side by side, in copies whose elements are vectors of as many. */
    private void lanes(int first, int count, int from, int to, WorkerState worker) {
        float[] work = worker.scratch().floats();
        boolean whole = to - from == bands;
        padded.copyLanes(
                copies,
                x.floats(worker),
                x.base(worker) + first * inSize,
                1,
                count,
                products.lanes(),
                whole ? 0 : top(1, from, to),
                whole ? padded.fullHeight() : bottom(1, from, to),
                work,
                0);
        products(1, from, to, work, 0, work, padded.size(), worker);
        if (whole) {
            copyResults(0, outSize, first, count, worker);
            return;
        }
        int columns = forward ? shape.filters() : shape.channels();
        for (OutputPixels.Rows[] phase : phases) {
            int[] places = phase[0].c();
            int last = row(phase[0], to);
            for (int row = row(phase[0], from); row < last; ) {
                int begin = places[row];
                int end = begin;
                while (row < last && places[row] == end) {
                    end += columns;
                    row++;
                }
                copyResults(begin, end, first, count, worker);
            }
        }
    }

    /** Writes some floats of the results of images that were computed side by side. */
    private void copyResults(int from, int to, int first, int count, WorkerState worker) {
        copies.transposed(
                worker.scratch().floats(),
                (padded.size() + from) * products.lanes(),
                0,
                products.lanes(),
                result.floats(worker),
                result.base(worker) + first * outSize + from,
                0,
                outSize,
                1,
                to - from,
                count);
    }

    private void products(int count, int from, int to, float[] a, int aBase, float[] c, int cBase, WorkerState worker) {
        // A zero times a kernel's infinity is not a number, and that must be seen.
        boolean inside = products.finite();
        for (OutputPixels.Rows[] phase : phases) {
            OutputPixels.Rows rows = phase[count - 1];
            RowTerms terms = inside ? rows.inside() : rows.all();
            int last = row(rows, to);
            for (int row = row(rows, from); row < last; ) {
                // The last are not so few that they fill no tile.
                int end = last - row < ROWS + tileRows ? last : row + ROWS;
                products.rows(terms, a, aBase, rows.a(), row, end, c, cBase, rows.c(), worker);
                row = end;
            }
        }
    }

    /** The rows of the padded images that some bands read. */
    private void copyBands(float[] a, int aBase, int count, int from, int to, float[] paddedFloats) {
        int top = top(count, from, to);
        int bottom = bottom(count, from, to);
        if (top < bottom) {
            padded.copy(a, aBase, count, top, bottom, paddedFloats);
        }
    }

    /** The first row of the padded images that some bands read. */
    private int top(int count, int from, int to) {
        int top = padded.fullHeight();
        for (OutputPixels.Rows[] phase : phases) {
            OutputPixels.Rows rows = phase[count - 1];
            int last = row(rows, to);
            for (int row = row(rows, from); row < last; row++) {
                top = Math.min(top, y(rows, row));
            }
        }
        return top;
    }

    /** After the last; not before the first. */
    private int bottom(int count, int from, int to) {
        int bottom = top(count, from, to);
        for (OutputPixels.Rows[] phase : phases) {
            OutputPixels.Rows rows = phase[count - 1];
            int last = row(rows, to);
            for (int row = row(rows, from); row < last; row++) {
                bottom = Math.max(bottom, y(rows, row) + rows.reach());
            }
        }
        return bottom;
    }

    /** The row of a padded image in which a result's window begins. */
    private int y(OutputPixels.Rows rows, int row) {
        return rows.a()[row] % padded.size() / (padded.fullWidth() * padded.channels());
    }

    /** The row with which a band begins: the first of a tile. */
    private int row(OutputPixels.Rows rows, int band) {
        int tiles = rows.a().length / tileRows;
        return band == bands ? rows.a().length : (int) ((long) tiles * band / bands) * tileRows;
    }
}
