package dev.tenon.backend.cpu.steps;

import dev.tenon.api.lowering.ConvShape;
import dev.tenon.api.numerics.Contract;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.copy.CopyKernels;
import dev.tenon.backend.cpu.kernels.product.Panels;
import dev.tenon.backend.cpu.kernels.product.RowTerms;
import dev.tenon.backend.cpu.kernels.product.TiledProduct;
import dev.tenon.backend.cpu.kernels.reduce.ReductionKernels;
import dev.tenon.backend.cpu.run.SlicedStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;

/**
 * The weight gradient of a convolution: a sum over pieces (a few images, or a few rows of one), of which each is a matrix
 * product with taps for rows, positions for terms and filters for columns. A unit sums one group of eight pieces, as the
 * sequence rule has it, for some channels; if there are several groups, {@link GroupSumStep} adds them.
 *
 * <p>A unit's sums stay in the second-level cache from piece to piece; its terms are adjacent in {@link ChannelPlanes}.
 */
public final class ConvWeightGradientStep implements SlicedStep {
    /** Units wanted, so that threads share them evenly. */
    private static final int UNITS = 8;

    /** Floats of a unit's sums at most, as far as it is in a unit's hand: half of a second-level cache. */
    private static final int SUMS = 1 << 16;

    /** Floats of a unit's planes at most: a part of a third-level cache. */
    private static final int PLANES = 1 << 18;

    /** Rows that a unit has at least, or packing the gradients for it does not pay. */
    private static final int ROWS = 96;

    private final ConvShape shape;
    private final ChannelPlanes planes;
    private final CopyKernels copies;
    private final ReductionKernels reductions;
    private final TensorSlice x;
    private final TensorSlice gradient;
    private final TensorSlice result;
    private final Panels panels;

    private final PieceGrid grid;
    private final int ranges;
    private final int rangeChannels;

    /** The rows of a unit by its number of channels in a group. */
    private final TapMatrix[] rows;

    /**
     * A step.
     *
     * @param result as many gradients as the {@linkplain PieceGrid cut} has groups
     */
    public ConvWeightGradientStep(
            ConvShape shape, TensorSlice x, TensorSlice gradient, TensorSlice result, Panels panels, Kernels kernels) {
        this.shape = shape;
        this.copies = kernels.copies();
        this.reductions = kernels.reductions();
        this.x = x;
        this.gradient = gradient;
        this.result = result;
        this.panels = panels;
        this.planes = new ChannelPlanes(shape);
        this.grid = PieceGrid.of(shape);
        this.rangeChannels = rangeChannels();
        this.ranges = (shape.channels() + rangeChannels - 1) / rangeChannels;
        this.rows = new TapMatrix[shape.groupChannels() + 1];
        prepareRows();
    }

    /** Channels of a unit: some of the only group, or all of some groups. */
    private int rangeChannels() {
        int most =
                Math.min(SUMS / (shape.taps() * shape.groupFilters()), PLANES / (grid.images() * planes.channelStep()));
        int wanted = (UNITS + grid.groups() - 1) / grid.groups();
        int shared = Math.max((shape.channels() + wanted - 1) / wanted, (ROWS + shape.taps() - 1) / shape.taps());
        int least = shape.groups() == 1 ? panels.tileRows() : shape.groupChannels();
        int channels = Math.min(most, shared);
        if (channels >= shape.channels()) {
            return shape.channels();
        }
        // Full tiles but for the last unit's; not more units than wanted, for each packs all gradients.
        int rounded = channels == most ? channels / least : Math.ceilDiv(channels, least);
        return Math.max(1, rounded) * least;
    }

    private void prepareRows() {
        for (int range = 0; range < ranges; range++) {
            int count = Math.min(shape.groupChannels(), channels(range));
            if (rows[count] == null) {
                rows[count] = new TapMatrix(shape, planes, grid, panels, imageStep(), count);
            }
        }
    }

    /** How many channels a range has. */
    private int channels(int range) {
        return Math.min(rangeChannels, shape.channels() - range * rangeChannels);
    }

    /** Distance of the planes of neighbouring images. */
    private int imageStep() {
        return rangeChannels * planes.channelStep();
    }

    private int planesSize() {
        return grid.images() * imageStep();
    }

    /** In this order: planes, what copying them needs, packed gradients. */
    @Override
    public int scratch() {
        return planesSize()
                + planes.scratch(rangeChannels)
                + (panels.packed() ? panels.packedSize(grid.positions(grid.mostLength())) : 0);
    }

    @Override
    public String name() {
        return "conv2d-weight-gradient";
    }

    @Override
    public int units() {
        return grid.groups() * ranges;
    }

    @Override
    public long cost() {
        return shape.images() * shape.imageProducts() / 8;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        for (int unit = from; unit < to; unit++) {
            int first = unit / ranges * Contract.GROUP;
            pieces(first, Math.min(first + Contract.GROUP, grid.pieces()), unit % ranges, worker);
        }
    }

    /**
     * Images, if all channels have one unit: from image to image, the sums of several would not stay in the
     * second-level cache.
     */
    @Override
    public int slices() {
        return ranges == 1 ? shape.images() : 1;
    }

    @Override
    public int together() {
        return grid.images();
    }

    @Override
    public int aligned() {
        return grid.imagesOfGroups();
    }

    @Override
    public void slices(int from, int to, WorkerState worker) {
        pieces(grid.firstPiece(from), grid.firstPiece(to), 0, worker);
    }

    /** Adds pieces, of which the first of a group begins its sum, for a range of channels. */
    private void pieces(int from, int to, int range, WorkerState worker) {
        int copied = -1;
        clear(range, worker);
        for (int piece = from; piece < to; piece++) {
            int image = grid.firstImage(piece);
            if (image != copied) {
                copyImages(image, range, worker);
                copied = image;
            }
            piece(piece, image, range, worker);
        }
    }

    private void clear(int range, WorkerState worker) {
        int areas = planes.byColumn() ? 1 : Math.min(grid.images(), shape.images());
        for (int i = 0; i < areas; i++) {
            planes.clear(channels(range), worker.scratch().floats(), i * imageStep(), planesSize());
        }
    }

    private void copyImages(int first, int range, WorkerState worker) {
        for (int i = 0; i < Math.min(grid.images(), shape.images() - first); i++) {
            planes.copy(
                    copies,
                    x.floats(worker),
                    x.base(worker) + (first + i) * shape.imageSize(),
                    range * rangeChannels,
                    channels(range),
                    worker.scratch().floats(),
                    i * imageStep(),
                    planesSize());
        }
    }

    private void piece(int piece, int image, int range, WorkerState worker) {
        int row = grid.firstRow(piece);
        int depth = grid.positions(grid.length(piece));
        int firstChannel = range * rangeChannels;
        int group = firstChannel / shape.groupChannels();
        int lastGroup = (firstChannel + channels(range) - 1) / shape.groupChannels();
        TapMatrix table = rows[Math.min(shape.groupChannels(), channels(range))];
        float[] scratch = worker.scratch().floats();
        int gBase = gradient.base(worker) + image * shape.resultSize() + row * shape.across() * shape.filters();
        int cBase = result.base()
                + piece / Contract.GROUP * shape.depth() * shape.filters()
                + firstChannel % shape.groupChannels() * shape.filters();
        for (int aBase = row * planes.rowStep(); group <= lastGroup; group++) {
            int column = group * shape.groupFilters();
            float[] b = gradient.floats(worker);
            int bBase = gBase + column;
            if (panels.packed()) {
                b = scratch;
                bBase = planesSize() + planes.scratch(rangeChannels);
                panels.pack(depth, 0, depth, gradient.floats(worker), gBase + column, shape.filters(), 1, b, bBase);
            }
            RowTerms terms = table.inside(piece);
            // A zero times an infinity is not a number, and that must be seen.
            if (terms != table.all(piece) && !panels.finite(reductions, depth, 0, depth, b, bBase, worker.lanes())) {
                terms = table.all(piece);
            }
            TiledProduct.rows(
                    panels,
                    terms,
                    piece % Contract.GROUP > 0,
                    scratch,
                    aBase,
                    table.a(),
                    0,
                    table.count(),
                    1,
                    b,
                    bBase,
                    depth,
                    result.floats(),
                    cBase + column,
                    table.c(),
                    0,
                    b,
                    0,
                    worker.scratch());
            aBase += shape.groupChannels() * planes.channelStep();
        }
    }
}
