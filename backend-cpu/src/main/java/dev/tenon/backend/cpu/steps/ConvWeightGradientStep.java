package dev.tenon.backend.cpu.steps;

import dev.tenon.api.graph.Window;
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
 * sequence rule has it, for a range of taps; {@link ReduceStep} need not follow if there is one group only, else {@link
 * GroupSumStep} adds the groups.
 */
public final class ConvWeightGradientStep implements Step {
    /** Taps of a unit, where groups of pieces alone give few units. */
    private static final int TAPS = 96;

    /** Units wanted, so that threads share them evenly. */
    private static final int UNITS = 8;

    private final ConvShape shape;
    private final Planes planes;
    private final MoveKernels moves;
    private final Operand x;
    private final Operand gradient;
    private final Operand result;
    private final Panels panels;

    private final int imagesPerPiece;
    private final int piecesPerImage;
    private final int rowsPerPiece;
    private final int pieces;
    private final int groups;
    private final int ranges;
    private final int rangeSize;
    private final int[] rowA;
    private final int[] rowC;

    /** Terms of a piece by its length: images if it has several, rows if it is a part of one. */
    private final TermChunks[] chunks;

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
        Window w = shape.window();
        int fullHeight = (shape.down() - 1) * w.strideHeight() + w.spanHeight();
        int fullWidth = (shape.across() - 1) * w.strideWidth() + w.spanWidth();
        this.planes = new Planes(
                shape.height(),
                shape.width(),
                shape.channels(),
                w.padTop(),
                w.padLeft(),
                w.padTop() == 0 ? Math.max(fullHeight, shape.height()) : fullHeight,
                w.padLeft() == 0 ? Math.max(fullWidth, shape.width()) : fullWidth,
                w.strideWidth());
        Cut cut = Cut.of(shape);
        this.imagesPerPiece = cut.images();
        this.piecesPerImage = cut.perImage();
        this.rowsPerPiece = cut.rows();
        this.pieces = cut.pieces();
        this.groups = cut.groups();
        int depth = shape.depth();
        int wanted = Math.min((depth + TAPS - 1) / TAPS, (UNITS + groups - 1) / groups);
        // Ranges begin at multiples of every tile's rows.
        this.rangeSize = ((depth + wanted - 1) / wanted + 11) / 12 * 12;
        this.ranges = (depth + rangeSize - 1) / rangeSize;
        this.rowA = new int[depth];
        this.rowC = new int[depth];
        order(panels.tileRows());
        this.chunks = new TermChunks[(imagesPerPiece > 1 ? imagesPerPiece : rowsPerPiece) + 1];
        prepareChunks();
    }

    /**
     * How the positions of all images are cut into pieces.
     *
     * @param images images of a piece
     * @param perImage pieces of an image
     * @param rows rows of a piece that is part of an image
     * @param pieces pieces in all
     */
    public record Cut(int images, int perImage, int rows, int pieces) {
        /** The cut that the contract prescribes. */
        public static Cut of(ConvShape shape) {
            int positions = shape.positions();
            if (positions <= Contract.CHUNK) {
                int images = Contract.CHUNK / positions;
                return new Cut(images, 1, shape.down(), (shape.images() + images - 1) / images);
            }
            int wanted = (positions + Contract.CHUNK - 1) / Contract.CHUNK;
            int rows = (shape.down() + wanted - 1) / wanted;
            int perImage = (shape.down() + rows - 1) / rows;
            return new Cut(1, perImage, rows, shape.images() * perImage);
        }

        /** Groups of the sequence rule. */
        public int groups() {
            return (pieces + Contract.GROUP - 1) / Contract.GROUP;
        }
    }

    /**
     * Rows in the order in which they are computed: all taps of as many channels as a tile has rows, then those of the next. What
     * these channels' planes hold then stays in the first-level cache from tap to tap.
     */
    private void order(int block) {
        Window w = shape.window();
        int row = 0;
        for (int first = 0; first < shape.groupChannels(); first += block) {
            int last = Math.min(first + block, shape.groupChannels());
            for (int tap = 0; tap < shape.taps(); tap++) {
                int i = tap / w.width();
                int j = tap % w.width();
                for (int channel = first; channel < last; channel++) {
                    rowA[row] = channel * planes.channelStep()
                            + i * w.dilationHeight() * planes.rowStep()
                            + planes.column(j * w.dilationWidth());
                    rowC[row] = (tap * shape.groupChannels() + channel) * shape.filters();
                    row++;
                }
            }
        }
    }

    private void prepareChunks() {
        for (int piece = 0; piece < pieces; piece++) {
            int length = length(piece);
            if (chunks[length] == null) {
                chunks[length] = terms(length);
            }
        }
    }

    /** Images of a piece of several, rows of a piece of one. */
    private int length(int piece) {
        if (imagesPerPiece > 1) {
            return Math.min(imagesPerPiece, shape.images() - piece * imagesPerPiece);
        }
        return Math.min(rowsPerPiece, shape.down() - piece % piecesPerImage * rowsPerPiece);
    }

    private TermChunks terms(int length) {
        int images = imagesPerPiece > 1 ? length : 1;
        int rows = imagesPerPiece > 1 ? shape.down() : length;
        int pitch = shape.window().strideHeight() * planes.rowStep();
        TermChunks.Builder builder = new TermChunks.Builder(1);
        for (int image = 0; image < images; image++) {
            for (int row = 0; row < rows; row++) {
                int term = (image * shape.down() + row) * shape.across();
                builder.add(term, image * planes.size() + row * pitch, term, shape.across());
            }
        }
        return builder.build();
    }

    @Override
    public int scratch() {
        return planesSize() + (panels.packed() ? panels.packedSize(pieceTerms()) : 0);
    }

    private int planesSize() {
        return planes.none() ? 0 : imagesPerPiece * planes.size();
    }

    private int pieceTerms() {
        return imagesPerPiece > 1 ? imagesPerPiece * shape.positions() : rowsPerPiece * shape.across();
    }

    @Override
    public String name() {
        return "conv2d-weight-gradient";
    }

    @Override
    public int units() {
        return groups * ranges;
    }

    @Override
    public long cost() {
        return shape.images() * shape.imageProducts() / 8;
    }

    @Override
    public void run(int from, int to, Worker worker) {
        for (int unit = from; unit < to; ) {
            // Neighbouring ranges of a group are run as one: its images are copied once for all of them.
            int group = unit / ranges;
            int end = Math.min(to, (group + 1) * ranges);
            int firstTap = unit % ranges * rangeSize;
            int lastTap = Math.min((end - group * ranges) * rangeSize, shape.depth());
            int first = group * Contract.GROUP;
            int copied = -1;
            for (int piece = first; piece < Math.min(first + Contract.GROUP, pieces); piece++) {
                int image = piece / piecesPerImage * imagesPerPiece;
                if (image != copied) {
                    copyImages(image, worker);
                    copied = image;
                }
                piece(piece, image, piece > first, group, firstTap, lastTap, worker);
            }
            unit = end;
        }
    }

    private void copyImages(int first, Worker worker) {
        if (!planes.none()) {
            for (int i = 0; i < Math.min(imagesPerPiece, shape.images() - first); i++) {
                planes.copy(
                        moves,
                        x.floats(),
                        x.base() + (first + i) * shape.imageSize(),
                        worker.scratch().floats(),
                        i * planes.size());
            }
        }
    }

    private void piece(int piece, int image, boolean add, int group, int firstTap, int lastTap, Worker worker) {
        int row = piece % piecesPerImage * rowsPerPiece;
        float[] a = planes.none() ? x.floats() : worker.scratch().floats();
        int aBase = (planes.none() ? x.base() + image * shape.imageSize() : 0)
                + row * shape.window().strideHeight() * planes.rowStep();
        int length = length(piece);
        int terms = imagesPerPiece > 1 ? length * shape.positions() : length * shape.across();
        float[] g = gradient.floats();
        int gBase = gradient.base() + image * shape.resultSize() + row * shape.across() * shape.filters();
        for (int channelGroup = 0; channelGroup < shape.groups(); channelGroup++) {
            int column = channelGroup * shape.groupFilters();
            float[] b = g;
            int bBase = gBase + column;
            if (panels.packed()) {
                b = worker.scratch().floats();
                bBase = planesSize();
                panels.pack(terms, 0, terms, g, gBase + column, shape.filters(), 1, b, bBase);
            }
            Product.rows(
                    panels,
                    chunks[length],
                    add,
                    a,
                    aBase + channelGroup * shape.groupChannels() * planes.channelStep(),
                    rowA,
                    firstTap,
                    lastTap,
                    1,
                    b,
                    bBase,
                    terms,
                    result.floats(),
                    result.base() + group * shape.depth() * shape.filters() + column,
                    rowC,
                    0,
                    b,
                    0,
                    worker.scratch());
        }
    }
}
