package dev.tenon.backend.cpu.steps;

import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.product.Panels;
import dev.tenon.backend.cpu.kernels.product.RowTerms;
import dev.tenon.backend.cpu.kernels.product.TiledProduct;
import dev.tenon.backend.cpu.kernels.tile.TermChunks;
import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;
import org.jspecify.annotations.Nullable;

/**
 * Matrix products {@code [stacks, m, k] x [stacks, k, n]}. A unit is a block of rows, or some columns of one where
 * there are few blocks.
 */
public final class MatMulStep implements ProgramStep {
    /** Rows of a unit: a multiple of every tile's, few enough that their results stay in the second-level cache. */
    private static final int ROWS = 96;

    /** Units wanted, so that several threads have work. */
    private static final int UNITS = 16;

    /** As many segments of a term each stay in the first-level cache. */
    private static final int FEW_TERMS = 512;

    private final Panels panels;
    private final Panels[] parts;
    private final TensorSlice a;
    private final TensorSlice b;
    private final TensorSlice result;
    private final int stacks;
    private final int m;
    private final int k;
    private final int n;
    private final boolean transposeA;
    private final BiasRelu biasRelu;
    private final RowTerms terms;
    private final int[] rowA;
    private final int[] rowC;
    private final int blocks;

    /**
     * A step.
     *
     * @param b the right operand, packed if the panels say so
     * @param transposeA whether a is {@code [stacks, k, m]}
     */
    public MatMulStep(
            Panels panels,
            TensorSlice a,
            TensorSlice b,
            TensorSlice result,
            int stacks,
            int m,
            int k,
            boolean transposeA,
            BiasRelu biasRelu) {
        this.panels = panels;
        this.a = a;
        this.b = b;
        this.result = result;
        this.stacks = stacks;
        this.m = m;
        this.k = k;
        this.n = panels.columns();
        this.transposeA = transposeA;
        this.biasRelu = biasRelu;
        TermChunks.Builder builder =
                panels.pixels() ? new TermChunks.Builder(aStep(), 1) : new TermChunks.Builder(aStep());
        this.terms = RowTerms.same(builder.add(0, 0, 0, k).build());
        int rows = Math.min(m, ROWS);
        this.rowA = new int[rows];
        this.rowC = new int[rows];
        for (int i = 0; i < rows; i++) {
            rowA[i] = i * rowStepA();
            rowC[i] = i * n;
        }
        this.blocks = (m + ROWS - 1) / ROWS;
        this.parts = panels.parts(Math.ceilDiv(UNITS, stacks * blocks));
    }

    /**
     * Panels for a left operand that is transposed, whose rows are therefore neighbours and whose terms are not.
     *
     * @return null if others are better
     */
    public static @Nullable Panels panelsOfColumns(Kernels kernels, int m, int k, int n, boolean mustPack) {
        int fewest = m % ROWS == 0 ? ROWS : m % ROWS;
        return k > FEW_TERMS ? null : Panels.ofPixels(kernels, fewest, 1, 1, n, mustPack);
    }

    private int aStep() {
        return transposeA ? m : 1;
    }

    private int rowStepA() {
        return transposeA ? 1 : k;
    }

    @Override
    public String name() {
        return "matmul";
    }

    @Override
    public int units() {
        return stacks * blocks * parts.length;
    }

    @Override
    public long cost() {
        return (long) stacks * m * k * n / 8;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        int bSize = panels.packed() ? panels.packedSize(k) : k * n;
        for (int unit = from; unit < to; unit++) {
            int block = unit / parts.length;
            int stack = block / blocks;
            int row = block % blocks * ROWS;
            TiledProduct.rows(
                    parts[unit % parts.length],
                    terms,
                    false,
                    a.floats(),
                    a.base() + stack * m * k + row * rowStepA(),
                    rowA,
                    0,
                    Math.min(ROWS, m - row),
                    aStep(),
                    b.floats(),
                    b.base() + stack * bSize,
                    k,
                    result.floats(),
                    result.base() + (stack * m + row) * n,
                    rowC,
                    biasRelu.mode(),
                    biasRelu.biasFloats(),
                    biasRelu.biasBase(),
                    worker.scratch());
        }
    }
}
