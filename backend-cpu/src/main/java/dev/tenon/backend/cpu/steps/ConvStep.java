package dev.tenon.backend.cpu.steps;

import dev.tenon.api.graph.Window;
import dev.tenon.backend.cpu.kernels.TermChunks;
import dev.tenon.backend.cpu.run.Operand;
import dev.tenon.backend.cpu.run.SlicedStep;
import dev.tenon.backend.cpu.run.Worker;
import java.util.Arrays;

/**
 * A convolution or its input gradient as a matrix product whose left operand is read where it lies: the rows are pixels, the
 * terms are taps. Images are slices; several small ones are worked on together, so that tiles are full.
 */
public final class ConvStep implements SlicedStep {
    /** Rows that are worked on at a time: their results stay in the second-level cache from chunk to chunk. */
    private static final int ROWS = 240;

    /** Images are worked on together, so that tiles are full, until they have this many rows. */
    private static final int TOGETHER_ROWS = 640;

    /** What another image must save of the work to be worth more room in the second-level cache. */
    private static final double WASTE = 0.015;

    /** Result pixels whose terms are the same taps: all of them, but for the gradient of a strided convolution. */
    private record Phase(TermChunks chunks, int[] rowA, int[] rowC) {}

    private final String name;
    private final ConvShape shape;
    private final Border border;
    private final Operand x;
    private final Operand result;
    private final PixelProducts products;
    private final int inSize;
    private final int outSize;
    private final int imagesTogether;
    private final Phase[] phases;

    private ConvStep(
            String name,
            ConvShape shape,
            Border border,
            Operand x,
            Operand result,
            PixelProducts products,
            boolean forward) {
        this.name = name;
        this.shape = shape;
        this.border = border;
        this.x = x;
        this.result = result;
        this.products = products;
        this.inSize = forward ? shape.imageSize() : shape.resultSize();
        this.outSize = forward ? shape.resultSize() : shape.imageSize();
        int positions = forward ? shape.positions() : shape.height() * shape.width();
        this.imagesTogether = Math.min(shape.images(), imagesTogether(positions, products.tileRows()));
        this.phases = forward ? forwardPhases() : gradientPhases();
    }

    /** The fewest images whose rows fill tiles almost whole; of up to {@link #TOGETHER_ROWS} rows the best. */
    private static int imagesTogether(int positions, int tileRows) {
        int best = 1;
        double least = Double.MAX_VALUE;
        for (int images = 1; images == 1 || images * positions <= TOGETHER_ROWS; images++) {
            int rows = images * positions;
            int computed = (rows + tileRows - 1) / tileRows * tileRows;
            double waste = (double) computed / rows;
            if (waste < least - WASTE) {
                least = waste;
                best = images;
            }
        }
        return best;
    }

    /** The convolution. */
    public static ConvStep forward(ConvShape shape, Operand x, Operand result, PixelProducts products) {
        return new ConvStep("conv2d", shape, Border.of(shape), x, result, products, true);
    }

    /** The input gradient. */
    public static ConvStep inputGradient(ConvShape shape, Operand gradient, Operand result, PixelProducts products) {
        return new ConvStep("conv2d-input-gradient", shape, gradientBorder(shape), gradient, result, products, false);
    }

    private Phase[] forwardPhases() {
        int[] rowC = new int[imagesTogether * shape.positions()];
        Arrays.setAll(rowC, row -> row * shape.filters());
        int[] rowA = border.starts(shape, imagesTogether, shape.down());
        return new Phase[] {new Phase(border.terms(shape), rowA, rowC)};
    }

    /**
     * The rows of the result's gradient that pixels need, first and last, from the tap that meets each: tap t of a turned
     * kernel meets pixel p at {@code (p + t * dilation - reach + pad) / stride} if that is whole.
     */
    private static int meeting(int pixel, int tap, int taps, int dilation, int pad, int stride) {
        int at = pixel + tap * dilation - (taps - 1) * dilation + pad;
        return Math.floorMod(at, stride) == 0 ? Math.floorDiv(at, stride) : Integer.MIN_VALUE;
    }

    private static Border gradientBorder(ConvShape s) {
        Window w = s.window();
        int[] down = reach(s.height(), w.height(), w.dilationHeight(), w.padTop(), w.strideHeight(), s.down());
        int[] across = reach(s.width(), w.width(), w.dilationWidth(), w.padLeft(), w.strideWidth(), s.across());
        return new Border(
                s.down(),
                s.across(),
                s.filters(),
                -down[0],
                -across[0],
                down[1] - down[0] + 1,
                across[1] - across[0] + 1);
    }

    private static int[] reach(int pixels, int taps, int dilation, int pad, int stride, int results) {
        int low = 0;
        int high = results - 1;
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int tap = 0; tap < taps; tap++) {
                int at = meeting(pixel, tap, taps, dilation, pad, stride);
                if (at != Integer.MIN_VALUE) {
                    low = Math.min(low, at);
                    high = Math.max(high, at);
                }
            }
        }
        return new int[] {low, high};
    }

    private Phase[] gradientPhases() {
        Window w = shape.window();
        int phasesDown = Math.min(w.strideHeight(), shape.height());
        int phasesAcross = Math.min(w.strideWidth(), shape.width());
        Phase[] all = new Phase[phasesDown * phasesAcross];
        for (int y = 0; y < phasesDown; y++) {
            for (int x0 = 0; x0 < phasesAcross; x0++) {
                all[y * phasesAcross + x0] = gradientPhase(y, x0);
            }
        }
        return all;
    }

    /** The pixels whose row and column leave the given remainders by the strides. */
    private Phase gradientPhase(int y0, int x0) {
        Window w = shape.window();
        TermChunks.Builder terms = new TermChunks.Builder(1);
        for (int i = 0; i < w.height(); i++) {
            int row = meeting(y0, i, w.height(), w.dilationHeight(), w.padTop(), w.strideHeight());
            for (int j = 0; j < w.width(); j++) {
                int column = meeting(x0, j, w.width(), w.dilationWidth(), w.padLeft(), w.strideWidth());
                if (row != Integer.MIN_VALUE && column != Integer.MIN_VALUE) {
                    int shift = ((row + border.top()) * border.fullWidth() + column + border.left()) * shape.filters();
                    int term = (i * w.width() + j) * shape.groupFilters();
                    terms.add(term, shift, term, shape.groupFilters());
                }
            }
        }
        int down = (shape.height() - y0 + w.strideHeight() - 1) / w.strideHeight();
        int across = (shape.width() - x0 + w.strideWidth() - 1) / w.strideWidth();
        int[] rowA = new int[imagesTogether * down * across];
        int[] rowC = new int[rowA.length];
        int row = 0;
        for (int image = 0; image < imagesTogether; image++) {
            for (int y = 0; y < down; y++) {
                for (int x1 = 0; x1 < across; x1++) {
                    rowA[row] = image * border.size() + (y * border.fullWidth() + x1) * shape.filters();
                    rowC[row] = image * shape.imageSize()
                            + ((y0 + y * w.strideHeight()) * shape.width() + x0 + x1 * w.strideWidth())
                                    * shape.channels();
                    row++;
                }
            }
        }
        return new Phase(terms.build(), rowA, rowC);
    }

    @Override
    public int scratch() {
        return border.none() ? 0 : imagesTogether * border.size();
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
    public void slices(int from, int to, Worker worker) {
        for (int first = from; first < to; first += imagesTogether) {
            int count = Math.min(imagesTogether, to - first);
            float[] a = x.floats(worker);
            int aBase = x.base(worker) + first * inSize;
            if (!border.none()) {
                float[] bordered = worker.scratch().floats();
                border.copy(a, aBase, count, bordered);
                a = bordered;
                aBase = 0;
            }
            float[] c = result.floats(worker);
            int cBase = result.base(worker) + first * outSize;
            for (Phase phase : phases) {
                int rows = phase.rowA().length / imagesTogether * count;
                for (int row = 0; row < rows; row += ROWS) {
                    int end = Math.min(row + ROWS, rows);
                    products.rows(phase.chunks(), a, aBase, phase.rowA(), row, end, c, cBase, phase.rowC(), worker);
                }
            }
        }
    }
}
