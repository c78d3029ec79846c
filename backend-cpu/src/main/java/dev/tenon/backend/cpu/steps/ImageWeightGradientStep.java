package dev.tenon.backend.cpu.steps;

import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Window;
import dev.tenon.api.lowering.ConvShape;
import dev.tenon.api.numerics.Contract;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.copy.CopyKernels;
import dev.tenon.backend.cpu.kernels.elementwise.ElementwiseKernels;
import dev.tenon.backend.cpu.kernels.tile.SumTile;
import dev.tenon.backend.cpu.kernels.tile.SumTiles;
import dev.tenon.backend.cpu.run.SlicedStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;
import java.util.Arrays;

/**
 * The weight gradient of a convolution of few filters: as {@link ConvWeightGradientStep}, but with the {@linkplain PieceGrid
 * pieces} of as many images beside each other as vectors have lanes, so that no lane is empty whatever the number of filters.
 * Images and gradients are copied to such vectors; a tile sums products of both over a piece's positions; the sums of all
 * lanes are then added in the order of their pieces.
 */
public final class ImageWeightGradientStep implements SlicedStep {
    /** Units wanted for the same images at most: each copies all of them. */
    private static final int BANDS = 4;

    private final ConvShape shape;
    private final PaddedImage padded;
    private final PieceGrid grid;
    private final TensorSlice x;
    private final TensorSlice gradient;
    private final TensorSlice result;
    private final CopyKernels copies;
    private final ElementwiseKernels elementwise;
    private final SumTile tile;
    private final int lanes;
    private final int size;

    /** In how many parts the taps are divided, so that several threads have work. */
    private final int bands;

    /** For each tap and channel its place in a padded image. */
    private final int[] taps;

    /** For each kind of piece its positions. */
    private final int[][] segments;

    /**
     * A step.
     *
     * @param result as many gradients as the {@linkplain PieceGrid cut} has groups
     */
    public ImageWeightGradientStep(
            ConvShape shape, TensorSlice x, TensorSlice gradient, TensorSlice result, SumTiles tiles, Kernels kernels) {
        this.shape = shape;
        this.padded = PaddedImage.of(shape);
        this.grid = PieceGrid.of(shape);
        this.x = x;
        this.gradient = gradient;
        this.result = result;
        this.copies = kernels.copies();
        this.elementwise = kernels.elementwise();
        this.tile = tiles.of(shape.filters());
        this.lanes = tiles.lanes();
        this.taps = taps();
        this.size = taps.length * shape.filters();
        this.bands = Math.min(BANDS, Math.ceilDiv(taps.length, tile.rows()));
        this.segments = new int[grid.images() > 1 ? 1 : grid.perImage()][];
        for (int piece = 0; piece < segments.length; piece++) {
            segments[piece] = segments(grid.firstRow(piece), grid.images() > 1 ? shape.down() : grid.length(piece));
        }
    }

    /**
     * Whether tiles can compute a shape.
     *
     * @param most floats of the copies, or of sums, at most
     */
    public static boolean suits(SumTiles tiles, ConvShape shape, int most) {
        PieceGrid grid = PieceGrid.of(shape);
        int copied = grid.images() * (PaddedImage.of(shape).size() + shape.resultSize());
        int sums = grid.perImage() * shape.depth() * shape.filters();
        return tiles.lanes() % Contract.GROUP == 0
                && shape.filters() >= tiles.leastColumns()
                && shape.depth() >= tiles.rows()
                && tiles.lanes() * Math.max(copied, sums) <= most;
    }

    private int[] taps() {
        Window w = shape.window();
        int[] places = new int[shape.depth()];
        int at = 0;
        for (int i = 0; i < w.height(); i++) {
            for (int j = 0; j < w.width(); j++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    int pixel = i * w.dilationHeight() * padded.fullWidth() + j * w.dilationWidth();
                    places[at++] = pixel * shape.channels() + channel;
                }
            }
        }
        return places;
    }

    /** The rows of positions of a piece: where each begins in the images, in the gradients, and its length. */
    private int[] segments(int row, int rows) {
        int[] triples = new int[3 * grid.images() * rows];
        int at = 0;
        for (int image = 0; image < grid.images(); image++) {
            for (int y = row; y < row + rows; y++) {
                triples[at++] = image * padded.size() + y * padded.rowStep(shape);
                triples[at++] = image * shape.positions() + y * shape.across();
                triples[at++] = shape.across();
            }
        }
        return triples;
    }

    private int imagesSize() {
        return lanes * grid.images() * padded.size();
    }

    private int gradientsSize() {
        return lanes * grid.images() * shape.resultSize();
    }

    private int sumsSize() {
        return lanes * grid.perImage() * size;
    }

    /** In this order: images, gradients, sums, sums of one lane after the other; the last where the first were. */
    @Override
    public int scratch() {
        return Math.max(imagesSize() + gradientsSize(), sumsSize()) + sumsSize();
    }

    @Override
    public String name() {
        return "conv2d-weight-gradient";
    }

    @Override
    public int slices() {
        return shape.images();
    }

    @Override
    public int together() {
        return lanes * grid.images();
    }

    @Override
    public int aligned() {
        return grid.imagesOfGroups();
    }

    @Override
    public long cost() {
        return shape.images() * shape.imageProducts() / 8;
    }

    @Override
    public int units() {
        return Math.ceilDiv(shape.images(), together()) * bands;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        for (int unit = from; unit < to; ) {
            int group = unit / bands;
            int end = Math.min(to, (group + 1) * bands);
            int first = group * together();
            images(
                    first,
                    Math.min(first + together(), shape.images()),
                    unit - group * bands,
                    end - group * bands,
                    worker);
            unit = end;
        }
    }

    @Override
    public void slices(int from, int to, WorkerState worker) {
        for (int first = from; first < to; first += together()) {
            images(first, Math.min(first + together(), to), 0, bands, worker);
        }
    }

    /** The rows of tiles with which a band begins. */
    private int row(int band) {
        return Math.ceilDiv(taps.length, tile.rows()) * band / bands * tile.rows();
    }

    /** Sums some images for bands {@code from} to {@code to - 1} of the taps. */
    private void images(int first, int end, int from, int to, WorkerState worker) {
        copy(first, end, worker);
        float[] work = worker.scratch().floats();
        int row = row(from);
        int last = to == bands ? taps.length : row(to);
        int sums = scratch() - sumsSize();
        for (int piece = 0; piece < segments.length; piece++) {
            products(segments[piece], row, last, work, sums + piece * lanes * size);
        }
        int at = row * shape.filters();
        int count = last * shape.filters() - at;
        for (int piece = 0; piece < segments.length; piece++) {
            copies.transposed(
                    work,
                    sums + (piece * size + at) * lanes,
                    0,
                    lanes,
                    work,
                    piece * size,
                    0,
                    segments.length * size,
                    1,
                    count,
                    lanes);
        }
        add(grid.firstPiece(first), grid.firstPiece(end), at, count, work);
    }

    private void copy(int first, int end, WorkerState worker) {
        float[] work = worker.scratch().floats();
        int images = grid.images();
        for (int i = 0; i < images; i++) {
            // Of the images that are a lane's, number i.
            int count = Math.max(0, Math.ceilDiv(end - first - i, images));
            int xi = x.base(worker) + (first + i) * shape.imageSize();
            padded.copyLanes(
                    copies,
                    x.floats(worker),
                    xi,
                    images,
                    count,
                    lanes,
                    0,
                    padded.fullHeight(),
                    work,
                    i * lanes * padded.size());
            int to = imagesSize() + i * lanes * shape.resultSize();
            if (count < lanes) {
                Arrays.fill(work, to, to + lanes * shape.resultSize(), 0f);
            }
            int from = gradient.base(worker) + (first + i) * shape.resultSize();
            copies.transposed(
                    gradient.floats(worker),
                    from,
                    0,
                    images * shape.resultSize(),
                    work,
                    to,
                    0,
                    lanes,
                    1,
                    count,
                    shape.resultSize());
        }
    }

    /** The sums of a piece of all lanes, for rows {@code from} to {@code to - 1}. */
    private void products(int[] positions, int from, int to, float[] work, int sums) {
        SumTile now = tile.now();
        int filters = shape.filters();
        int aStep = shape.window().strideWidth() * shape.channels();
        for (int column = 0; column < filters; column += now.columns()) {
            int j = Math.min(column, filters - now.columns());
            for (int row = from; row < to; row += now.rows()) {
                int i = Math.min(row, taps.length - now.rows());
                now.run(
                        work,
                        0,
                        taps,
                        i,
                        positions,
                        0,
                        positions.length,
                        aStep,
                        work,
                        imagesSize() / lanes + j,
                        filters,
                        work,
                        sums / lanes + j,
                        filters);
            }
        }
    }

    /** Adds some sums of some pieces, group by group. */
    private void add(int from, int to, int first, int count, float[] work) {
        float[] out = result.floats();
        for (int piece = from; piece < to; piece++) {
            int at = result.base() + piece / Contract.GROUP * size + first;
            int sums = (piece - from) * size;
            if (piece % Contract.GROUP == 0) {
                System.arraycopy(work, sums, out, at, count);
            } else {
                elementwise.binary(Binary.Kind.ADD, out, at, work, sums, out, at, count);
            }
        }
    }
}
