package dev.tenon.backend.cpu.steps;

import dev.tenon.api.numerics.Contract;
import dev.tenon.backend.cpu.kernels.MoveKernels;
import dev.tenon.backend.cpu.kernels.Panels;
import dev.tenon.backend.cpu.kernels.Product;
import dev.tenon.backend.cpu.kernels.TermChunks;
import dev.tenon.backend.cpu.run.Operand;
import dev.tenon.backend.cpu.run.Step;
import dev.tenon.backend.cpu.run.Worker;

/**
 * The weight gradient of a convolution: a sum over pieces (a few images, or a few rows of one), of which each is a matrix
 * product with taps for rows, positions for terms and filters for columns. A unit sums one group of eight pieces, as the
 * sequence rule has it, for some channels; if there are several groups, {@link GroupSumStep} adds them.
 *
 * <p>A unit's sums stay in the second-level cache from piece to piece; its terms are neighbours in {@link Planes}.
 */
public final class ConvWeightGradientStep implements Step {
    /** Units wanted, so that threads share them evenly. */
    private static final int UNITS = 8;

    /** Floats of a unit's sums at most, as far as it is in a unit's hand: half of a second-level cache. */
    private static final int SUMS = 1 << 16;

    /** Floats of a unit's planes at most: a part of a third-level cache. */
    private static final int PLANES = 1 << 18;

    /** Rows that a unit has at least, or packing the gradients for it does not pay. */
    private static final int ROWS = 96;

    private final ConvShape shape;
    private final Planes planes;
    private final MoveKernels moves;
    private final Operand x;
    private final Operand gradient;
    private final Operand result;
    private final Panels panels;

    private final Cut cut;
    private final int ranges;
    private final int rangeChannels;

    /** The rows of a unit by its number of channels in a group. */
    private final Rows[] rows;

    /** Terms of a piece by its length: images if it has several, rows if it is a part of one. */
    private final TermChunks[] chunks;

    /**
     * Rows of a unit.
     *
     * @param a where each begins in the planes of its channels
     * @param c where its results are, from those of the first channel's first tap
     */
    private record Rows(int[] a, int[] c) {}

    /**
     * A step.
     *
     * @param result as many gradients as the {@linkplain Cut cut} has groups
     */
    public ConvWeightGradientStep(
            ConvShape shape, Operand x, Operand gradient, Operand result, Panels panels, MoveKernels moves) {
        this.shape = shape;
        this.moves = moves;
        this.x = x;
        this.gradient = gradient;
        this.result = result;
        this.panels = panels;
        this.planes = new Planes(shape);
        this.cut = Cut.of(shape);
        this.rangeChannels = rangeChannels();
        this.ranges = (shape.channels() + rangeChannels - 1) / rangeChannels;
        this.rows = new Rows[shape.groupChannels() + 1];
        this.chunks = new TermChunks[cut.mostLength() + 1];
        prepareRows();
        prepareChunks();
    }

    /** Channels of a unit: some of the only group, or all of some groups. */
    private int rangeChannels() {
        int most =
                Math.min(SUMS / (shape.taps() * shape.groupFilters()), PLANES / (cut.images() * planes.channelStep()));
        int wanted = (UNITS + cut.groups() - 1) / cut.groups();
        int shared = Math.max((shape.channels() + wanted - 1) / wanted, (ROWS + shape.taps() - 1) / shape.taps());
        int least = shape.groups() == 1 ? panels.tileRows() : shape.groupChannels();
        int channels = Math.min(shape.channels(), Math.min(most, shared));
        return Math.max(least, channels / least * least);
    }

    private void prepareRows() {
        for (int range = 0; range < ranges; range++) {
            int count = Math.min(shape.groupChannels(), channels(range));
            if (rows[count] == null) {
                rows[count] = rows(count);
            }
        }
    }

    /** How many channels a range has. */
    private int channels(int range) {
        return Math.min(rangeChannels, shape.channels() - range * rangeChannels);
    }

    /**
     * Rows in the order in which they are computed: all taps of as many channels as a tile has rows, then those of the next. What
     * these channels' planes hold then stays in the first-level cache from tap to tap.
     */
    private Rows rows(int channels) {
        int block = panels.tileRows();
        int[] a = new int[channels * shape.taps()];
        int[] c = new int[a.length];
        int height = shape.window().height();
        int width = shape.window().width();
        int row = 0;
        for (int first = 0; first < channels; first += block) {
            int last = Math.min(first + block, channels);
            for (int turn = 0; turn < shape.taps(); turn++) {
                int i = planes.byColumn() ? turn % height : turn / width;
                int j = planes.byColumn() ? turn / height : turn % width;
                int tap = i * width + j;
                for (int channel = first; channel < last; channel++) {
                    a[row] = channel * planes.channelStep() + planes.tap(i, j);
                    c[row] = (tap * shape.groupChannels() + channel) * shape.filters();
                    row++;
                }
            }
        }
        return new Rows(a, c);
    }

    private void prepareChunks() {
        for (int piece = 0; piece < cut.pieces(); piece++) {
            int length = cut.length(piece);
            if (chunks[length] == null) {
                chunks[length] = terms(length);
            }
        }
    }

    private TermChunks terms(int length) {
        TermChunks.Builder builder = new TermChunks.Builder(1);
        int images = cut.images() > 1 ? length : 1;
        int rows = cut.images() > 1 ? shape.down() : length;
        for (int image = 0; image < images; image++) {
            for (int row = 0; row < rows; row++) {
                int term = (image * shape.down() + row) * shape.across();
                builder.add(term, image * imageStep() + row * planes.rowStep(), term, shape.across());
            }
        }
        return builder.build();
    }

    /** Distance of the planes of neighbouring images. */
    private int imageStep() {
        return rangeChannels * planes.channelStep();
    }

    private int planesSize() {
        return cut.images() * imageStep();
    }

    /** In this order: planes, what copying them needs, packed gradients. */
    @Override
    public int scratch() {
        return planesSize()
                + planes.scratch(rangeChannels)
                + (panels.packed() ? panels.packedSize(cut.positions(cut.mostLength())) : 0);
    }

    @Override
    public String name() {
        return "conv2d-weight-gradient";
    }

    @Override
    public int units() {
        return cut.groups() * ranges;
    }

    @Override
    public long cost() {
        return shape.images() * shape.imageProducts() / 8;
    }

    @Override
    public void run(int from, int to, Worker worker) {
        for (int unit = from; unit < to; unit++) {
            int range = unit % ranges;
            int first = unit / ranges * Contract.GROUP;
            int copied = -1;
            clear(range, worker);
            for (int piece = first; piece < Math.min(first + Contract.GROUP, cut.pieces()); piece++) {
                int image = cut.firstImage(piece);
                if (image != copied) {
                    copyImages(image, range, worker);
                    copied = image;
                }
                piece(piece, image, range, worker);
            }
        }
    }

    private void clear(int range, Worker worker) {
        int areas = planes.byColumn() ? 1 : Math.min(cut.images(), shape.images());
        for (int i = 0; i < areas; i++) {
            planes.clear(channels(range), worker.scratch().floats(), i * imageStep(), planesSize());
        }
    }

    private void copyImages(int first, int range, Worker worker) {
        for (int i = 0; i < Math.min(cut.images(), shape.images() - first); i++) {
            planes.copy(
                    moves,
                    x.floats(),
                    x.base() + (first + i) * shape.imageSize(),
                    range * rangeChannels,
                    channels(range),
                    worker.scratch().floats(),
                    i * imageStep(),
                    planesSize());
        }
    }

    private void piece(int piece, int image, int range, Worker worker) {
        int row = cut.firstRow(piece);
        int length = cut.length(piece);
        int terms = cut.positions(length);
        int firstChannel = range * rangeChannels;
        int group = firstChannel / shape.groupChannels();
        int lastGroup = (firstChannel + channels(range) - 1) / shape.groupChannels();
        Rows table = rows[Math.min(shape.groupChannels(), channels(range))];
        float[] scratch = worker.scratch().floats();
        int gBase = gradient.base() + image * shape.resultSize() + row * shape.across() * shape.filters();
        int cBase = result.base()
                + piece / Contract.GROUP * shape.depth() * shape.filters()
                + firstChannel % shape.groupChannels() * shape.filters();
        for (int aBase = row * planes.rowStep(); group <= lastGroup; group++) {
            int column = group * shape.groupFilters();
            float[] b = gradient.floats();
            int bBase = gBase + column;
            if (panels.packed()) {
                b = scratch;
                bBase = planesSize() + planes.scratch(rangeChannels);
                panels.pack(terms, 0, terms, gradient.floats(), gBase + column, shape.filters(), 1, b, bBase);
            }
            Product.rows(
                    panels,
                    chunks[length],
                    piece % Contract.GROUP > 0,
                    scratch,
                    aBase,
                    table.a(),
                    0,
                    table.a().length,
                    1,
                    b,
                    bBase,
                    terms,
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
