package dev.tenon.backend.cpu.steps;

import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.lowering.ConvShape;
import dev.tenon.api.numerics.Contract;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.depthwise.DepthwiseKernels;
import dev.tenon.backend.cpu.kernels.elementwise.ElementwiseKernels;
import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;
import java.util.Arrays;

/**
 * The weight gradient of a depthwise convolution: sums over the same pieces in the
 * same groups as {@link ConvWeightGradientStep}, read where images and gradients lie. A unit sums one group.
 */
public final class DepthwiseWeightGradientStep implements ProgramStep {
    private final ConvShape shape;
    private final PaddedImage border;
    private final PieceGrid grid;
    private final TensorSlice x;
    private final TensorSlice gradient;
    private final TensorSlice result;
    private final DepthwiseKernels depthwise;
    private final ElementwiseKernels elementwise;
    private final int size;
    private final int[] taps;

    /** Where the first tap of each position of a piece is, from that of the first. */
    private final int[] positions;

    /**
     * A step.
     *
     * @param result as many gradients as the {@linkplain PieceGrid cut} has groups
     */
    public DepthwiseWeightGradientStep(
            ConvShape shape, TensorSlice x, TensorSlice gradient, TensorSlice result, Kernels kernels) {
        this.shape = shape;
        this.border = PaddedImage.of(shape);
        this.grid = PieceGrid.of(shape);
        this.x = x;
        this.gradient = gradient;
        this.result = result;
        this.depthwise = kernels.depthwise();
        this.elementwise = kernels.elementwise();
        this.size = shape.taps() * shape.channels();
        this.taps = border.terms(shape).segments();
        this.positions = border.starts(shape, grid.images(), grid.rows());
    }

    private int imagesSize() {
        return border.none() ? 0 : grid.images() * border.size();
    }

    /** In this order: images with their borders, the sums of a chunk, those of a piece. */
    @Override
    public int scratch() {
        return imagesSize() + 2 * size;
    }

    @Override
    public String name() {
        return "conv2d-weight-gradient";
    }

    @Override
    public int units() {
        return grid.groups();
    }

    @Override
    public long cost() {
        return shape.images() * shape.imageProducts() / 8;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        for (int unit = from; unit < to; unit++) {
            int first = unit * Contract.GROUP;
            int at = result.base() + unit * size;
            Arrays.fill(result.floats(), at, at + size, 0f);
            int copied = -1;
            for (int piece = first; piece < Math.min(first + Contract.GROUP, grid.pieces()); piece++) {
                int image = grid.firstImage(piece);
                if (image != copied && !border.none()) {
                    int images = Math.min(grid.images(), shape.images() - image);
                    border.copy(
                            x.floats(),
                            x.base() + image * shape.imageSize(),
                            images,
                            worker.scratch().floats());
                }
                copied = image;
                piece(piece, image, at, worker);
            }
        }
    }

    /** Adds a piece, chunk by chunk if it has more positions than one, to what is at the given place of the result. */
    private void piece(int piece, int image, int at, WorkerState worker) {
        int row = grid.firstRow(piece);
        int count = grid.positions(grid.length(piece));
        float[] scratch = worker.scratch().floats();
        float[] images = border.none() ? x.floats() : scratch;
        int base = (border.none() ? x.base() + image * shape.imageSize() : 0) + row * border.rowStep(shape);
        int g = gradient.base() + image * shape.resultSize() + row * shape.across() * shape.channels();
        int sums = imagesSize();
        int whole = sums + size;
        boolean several = count > Contract.CHUNK;
        if (several) {
            Arrays.fill(scratch, whole, whole + size, 0f);
        }
        for (int from = 0; from < count; from += Contract.CHUNK) {
            int to = Math.min(from + Contract.CHUNK, count);
            depthwise.sums(
                    images, base, positions, from, to, taps, gradient.floats(), g, shape.channels(), scratch, sums);
            if (several) {
                elementwise.binary(Binary.Kind.ADD, scratch, whole, scratch, sums, scratch, whole, size);
            }
        }
        float[] r = result.floats();
        elementwise.binary(Binary.Kind.ADD, r, at, scratch, several ? whole : sums, r, at, size);
    }
}
