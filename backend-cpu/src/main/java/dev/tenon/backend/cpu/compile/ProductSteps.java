package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.api.lowering.ConvShape;
import dev.tenon.api.numerics.Contract;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.product.Panels;
import dev.tenon.backend.cpu.kernels.tile.ImageTiles;
import dev.tenon.backend.cpu.kernels.tile.SumTiles;
import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.SlicedStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.steps.BiasRelu;
import dev.tenon.backend.cpu.steps.ConvStep;
import dev.tenon.backend.cpu.steps.ConvWeightGradientStep;
import dev.tenon.backend.cpu.steps.DepthwiseWeightGradientStep;
import dev.tenon.backend.cpu.steps.GroupSumStep;
import dev.tenon.backend.cpu.steps.ImageWeightGradientStep;
import dev.tenon.backend.cpu.steps.MatMulStep;
import dev.tenon.backend.cpu.steps.PackStep;
import dev.tenon.backend.cpu.steps.PieceGrid;
import dev.tenon.backend.cpu.steps.PixelProducts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the steps of matrix products and convolutions. */
final class ProductSteps {
    /** More columns fill other tiles. */
    private static final int FEW_COLUMNS = 16;

    /** By their distance from so many columns a tile loses, as a share of its work. */
    private static final int FULL_COLUMNS = 28;

    /** To copy a float takes as long as so many multiply-adds. */
    private static final long COPY = 16;

    /** Floats of the copies in which images are beside each other, at most: they should stay in the second-level cache. */
    private static final int LANES = 1 << 17;

    private final LoweredProgram lowered;
    private final ExecutionPlan plan;
    private final Kernels kernels;

    ProductSteps(LoweredProgram lowered, ExecutionPlan plan, Kernels kernels) {
        this.lowered = lowered;
        this.plan = plan;
        this.kernels = kernels;
    }

    private static List<TensorSlice> reads(TensorSlice a, TensorSlice b, BiasRelu biasRelu) {
        List<TensorSlice> reads = new ArrayList<>(List.of(a, b));
        if (biasRelu.bias() != null) {
            reads.add(biasRelu.bias());
        }
        return reads;
    }

    /**
     * The right operand as the panels want it: where it is, or packed by a step of its own.
     *
     * @param marks how many marks are wanted behind the packed form that tell whether it is finite: none or one for each unit
     */
    private TensorSlice right(Panels panels, PackStep.Layout layout, TensorSlice source, int marks) {
        if (!panels.packed()) {
            return source;
        }
        int size = layout.stacks() * panels.packedSize(layout.depth()) + marks;
        boolean lasting = lowered.onlyRead(source);
        TensorSlice packed = lasting ? TensorSlice.alone(size) : LoweredProgram.temporary(size);
        plan.add(
                new PackStep(panels, layout, source, packed, lasting, marks > 0 ? kernels.reductions() : null),
                List.of(source),
                List.of(packed));
        return packed;
    }

    void matmul(Primitive.MatMul op, Value value, TensorSlice result, List<TensorSlice> in, BiasRelu biasRelu) {
        Shape a = value.input(0).shape();
        Shape c = value.shape();
        int stacks = c.rank() == 3 ? c.dim(0) : 1;
        int m = c.dim(-2);
        int n = c.dim(-1);
        int k = a.dim(op.transposeA() ? -2 : -1);
        Panels panels = op.transposeA() ? MatMulStep.panelsOfColumns(kernels, m, k, n, op.transposeB()) : null;
        if (panels == null) {
            panels = Panels.of(kernels, m, n, op.transposeB());
        }
        PackStep.Layout layout =
                new PackStep.Layout(stacks, 1, k, n, k * n, 0, 0, op.transposeB() ? 1 : n, op.transposeB() ? k : 1);
        TensorSlice b = right(panels, layout, in.get(1), 0);
        plan.add(
                new MatMulStep(panels, in.get(0), b, result, stacks, m, k, op.transposeA(), biasRelu),
                reads(in.get(0), b, biasRelu),
                List.of(result));
    }

    void conv(Composite.Conv2d op, Value value, TensorSlice result, List<TensorSlice> in, BiasRelu biasRelu) {
        ConvShape shape = ConvShape.of(
                op.window(), op.groups(), value.input(0).shape(), value.shape().dim(3));
        PixelProducts products = forward(shape, in.get(1), biasRelu);
        SliceReads reads = new SliceReads()
                .sliced(in.get(0), value.input(0).shape().size())
                .whole(products.kernels());
        if (biasRelu.bias() != null) {
            reads.whole(biasRelu.bias());
        }
        plan.add(
                ConvStep.forward(shape, in.get(0), result, products, kernels.copies()),
                reads,
                List.of(result),
                value.shape().size());
    }

    private PixelProducts forward(ConvShape shape, TensorSlice kernel, BiasRelu biasRelu) {
        if (depthwise(shape)) {
            return PixelProducts.OfChannels.forward(shape, kernels.depthwise(), kernel, biasRelu);
        }
        boolean padded = ConvStep.padded(shape);
        boolean mustPack = shape.groups() > 1 || padded;
        Panels panels = ofImages(shape, shape.groupFilters(), mustPack, true);
        if (panels == null) {
            panels = ofFewChannels(shape, mustPack);
        }
        if (panels == null) {
            panels = Panels.of(kernels, shape.images() * shape.positions(), shape.groupFilters(), mustPack);
        }
        PackStep.Layout layout = new PackStep.Layout(
                shape.groups(), 1, shape.depth(), shape.groupFilters(), shape.groupFilters(), 0, 0, shape.filters(), 1);
        int marks = padded ? layout.units() : 0;
        return PixelProducts.OfGroups.forward(shape, panels, right(panels, layout, kernel, marks), marks, biasRelu);
    }

    /**
     * Whether a tile of columns beside each other would lose more than it takes to copy images and results, so that images
     * are beside each other: a loss that grows as columns become fewer.
     */
    private static boolean copiesPay(ConvShape shape, int columns) {
        long floats = (long) shape.imageSize() + shape.resultSize();
        return columns <= FEW_COLUMNS && (FULL_COLUMNS - columns) * shape.imageProducts() > COPY * columns * floats;
    }

    /** Whether two thirds of the lanes of vectors have an image. */
    private static boolean fills(int images, int lanes) {
        return 3 * images >= 2 * lanes * Math.ceilDiv(images, lanes);
    }

    /**
     * Panels for images beside each other, if a tile of columns beside each other would have few and there are as many images;
     * null if others are better.
     *
     * @param columns filters of the convolution, channels of the input gradient
     */
    private @Nullable Panels ofImages(ConvShape shape, int columns, boolean mustPack, boolean forward) {
        ImageTiles tiles = kernels.imageTiles();
        if (tiles == null
                || !copiesPay(shape, columns)
                || !fills(shape.images(), tiles.lanes())
                || tiles.lanes() * ConvStep.footprint(shape, forward) > LANES) {
            return null;
        }
        Panels panels = Panels.ofImages(tiles, kernels.copies(), columns, mustPack);
        return ConvStep.fewestResults(shape, forward) < panels.tileRows() ? null : panels;
    }

    /**
     * Panels for pixels of few channels; null if others are better, or if sums of several chunks would be added to some
     * pixels twice.
     */
    private @Nullable Panels ofFewChannels(ConvShape shape, boolean mustPack) {
        Window window = shape.window();
        boolean neighbours = shape.groups() == 1 && window.dilationWidth() == 1;
        return shape.depth() > Contract.CHUNK
                ? null
                : Panels.ofPixels(
                        kernels,
                        shape.across(),
                        window.strideWidth() * shape.channels(),
                        shape.groupChannels() * (neighbours ? window.width() : 1),
                        shape.groupFilters(),
                        mustPack);
    }

    void inputGradient(Composite.Conv2dInputGradient op, Value value, List<TensorSlice> in) {
        ConvShape shape = ConvShape.of(
                op.window(), op.groups(), value.shape(), value.input(0).shape().dim(3));
        PixelProducts products = inputGradient(shape, in.get(1));
        TensorSlice result = lowered.home(value);
        plan.add(
                ConvStep.inputGradient(shape, in.get(0), result, products, kernels.copies()),
                new SliceReads()
                        .sliced(in.get(0), value.input(0).shape().size())
                        .whole(products.kernels()),
                List.of(result),
                value.shape().size());
    }

    private PixelProducts inputGradient(ConvShape shape, TensorSlice kernel) {
        if (depthwise(shape)) {
            return PixelProducts.OfChannels.inputGradient(shape, kernels.depthwise(), kernel);
        }
        Panels panels = ofImages(shape, shape.groupChannels(), true, false);
        if (panels == null) {
            panels = Panels.of(kernels, shape.images() * shape.height() * shape.width(), shape.groupChannels(), true);
        }
        // Block t is tap taps - 1 - t: rows are filters, columns are channels.
        int tap = shape.groupChannels() * shape.filters();
        PackStep.Layout layout = new PackStep.Layout(
                shape.groups(),
                shape.taps(),
                shape.groupFilters(),
                shape.groupChannels(),
                shape.groupFilters(),
                (shape.taps() - 1) * tap,
                -tap,
                1,
                shape.filters());
        int marks = ConvStep.gradientBordered(shape) ? layout.units() : 0;
        return PixelProducts.OfGroups.inputGradient(shape, panels, right(panels, layout, kernel, marks), marks);
    }

    void weightGradient(Composite.Conv2dWeightGradient op, Value value, List<TensorSlice> in) {
        ConvShape shape = ConvShape.of(
                op.window(),
                op.groups(),
                value.input(0).shape(),
                value.input(1).shape().dim(3));
        int groups = PieceGrid.of(shape).groups();
        TensorSlice result = lowered.home(value);
        int size = value.shape().size();
        TensorSlice sums = groups == 1 ? result : LoweredProgram.temporary(groups * size);
        if (depthwise(shape)) {
            ProgramStep step = new DepthwiseWeightGradientStep(shape, in.get(0), in.get(1), sums, kernels);
            plan.add(step, List.of(in.get(0), in.get(1)), List.of(sums));
        } else {
            SliceReads reads = new SliceReads()
                    .sliced(in.get(0), value.input(0).shape().size())
                    .sliced(in.get(1), value.input(1).shape().size());
            plan.gather(weightGradient(shape, in.get(0), in.get(1), sums), reads, List.of(sums));
        }
        if (groups > 1) {
            plan.add(
                    new GroupSumStep(kernels.elementwise(), sums, result, groups, size),
                    List.of(sums),
                    List.of(result));
        }
    }

    private SlicedStep weightGradient(ConvShape shape, TensorSlice x, TensorSlice gradient, TensorSlice sums) {
        if (shape.groups() == 1 && copiesPay(shape, shape.filters())) {
            for (SumTiles tiles : kernels.sumTiles()) {
                if (fills(Math.ceilDiv(shape.images(), PieceGrid.of(shape).images()), tiles.lanes())
                        && ImageWeightGradientStep.suits(tiles, shape, LANES)) {
                    return new ImageWeightGradientStep(shape, x, gradient, sums, tiles, kernels);
                }
            }
        }
        Panels panels = Panels.ofSums(kernels, shape.groupFilters(), shape.groups() > 1);
        return new ConvWeightGradientStep(shape, x, gradient, sums, panels, kernels);
    }

    /** Whether each channel has one filter of its own, of several channels, with the taps of one chunk at most. */
    private static boolean depthwise(ConvShape shape) {
        return shape.groups() > 1
                && shape.groups() == shape.channels()
                && shape.groups() == shape.filters()
                && shape.taps() <= Contract.CHUNK;
    }
}
