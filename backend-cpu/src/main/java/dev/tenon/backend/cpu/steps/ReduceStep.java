package dev.tenon.backend.cpu.steps;

import dev.tenon.api.graph.Primitive.Reduce;
import dev.tenon.api.numerics.Contract;
import dev.tenon.backend.cpu.kernels.reduce.ReductionKernels;
import dev.tenon.backend.cpu.run.SlicedStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;

/**
 * One group of axes reduced: {@code [outer, terms, inner] -> [outer, inner]}, by the lanes rule if the terms are innermost
 * and by the sequence rule if not. If the outermost axis stays, its elements are slices.
 */
public final class ReduceStep implements SlicedStep {
    /** Columns of one unit. */
    private static final int COLUMNS = 256;

    private final ReductionKernels kernels;
    private final Reduce.Kind kind;
    private final boolean innermost;
    private final TensorSlice x;
    private final TensorSlice result;
    private final int slices;
    private final int outer;
    private final int terms;
    private final int inner;
    private final int columnUnits;
    private final int rowsPerUnit;

    /**
     * A step.
     *
     * @param slices the extent of the outermost axis if that is not reduced, else 1
     * @param innermost whether the terms include the innermost axis; inner is 1 then
     */
    public ReduceStep(
            ReductionKernels kernels,
            Reduce.Kind kind,
            boolean innermost,
            TensorSlice x,
            TensorSlice result,
            int slices,
            int outer,
            int terms,
            int inner) {
        this.slices = slices;
        this.kernels = kernels;
        this.kind = kind;
        this.innermost = innermost;
        this.x = x;
        this.result = result;
        this.outer = outer;
        this.terms = terms;
        this.inner = inner;
        this.columnUnits = (inner + COLUMNS - 1) / COLUMNS;
        this.rowsPerUnit = Math.max(1, 4096 / Math.max(1, terms * Math.min(inner, COLUMNS)));
    }

    @Override
    public int scratch() {
        return innermost ? (terms + Contract.BLOCK - 1) / Contract.BLOCK : 0;
    }

    @Override
    public String name() {
        return "reduce";
    }

    @Override
    public int units() {
        return columnUnits * ((outer + rowsPerUnit - 1) / rowsPerUnit);
    }

    @Override
    public long cost() {
        return (long) outer * terms * inner;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        for (int unit = from; unit < to; unit++) {
            int row = unit / columnUnits * rowsPerUnit;
            int column = unit % columnUnits * COLUMNS;
            rows(row, Math.min(row + rowsPerUnit, outer), column, Math.min(COLUMNS, inner - column), worker);
        }
    }

    @Override
    public int slices() {
        return slices;
    }

    @Override
    public void slices(int from, int to, WorkerState worker) {
        int rows = outer / slices;
        rows(from * rows, to * rows, 0, inner, worker);
    }

    private void rows(int from, int to, int column, int width, WorkerState worker) {
        float[] in = x.floats(worker);
        float[] out = result.floats(worker);
        int xBase = x.base(worker);
        int resultBase = result.base(worker);
        for (int row = from; row < to; row++) {
            int xi = xBase + row * terms * inner + column;
            int ri = resultBase + row * inner + column;
            if (innermost) {
                out[ri] = lanes(in, xi, worker);
            } else if (kind == Reduce.Kind.SUM) {
                kernels.sumSequence(in, xi, inner, terms, width, out, ri);
            } else {
                kernels.maxSequence(in, xi, inner, terms, width, out, ri);
            }
        }
    }

    private float lanes(float[] in, int xi, WorkerState worker) {
        if (terms <= Contract.BLOCK) {
            return block(in, xi, terms, worker);
        }
        float[] blocks = worker.scratch().floats();
        int count = 0;
        for (int first = 0; first < terms; first += Contract.BLOCK) {
            blocks[count++] = block(in, xi + first, Math.min(Contract.BLOCK, terms - first), worker);
        }
        float[] lanes = worker.lanes();
        if (kind == Reduce.Kind.SUM) {
            kernels.sumSequence(blocks, 0, 1, count, 1, lanes, 0);
        } else {
            kernels.maxSequence(blocks, 0, 1, count, 1, lanes, 0);
        }
        return lanes[0];
    }

    private float block(float[] in, int xi, int count, WorkerState worker) {
        return kind == Reduce.Kind.SUM
                ? kernels.sumBlock(in, xi, count, worker.lanes())
                : kernels.maxBlock(in, xi, count, worker.lanes());
    }
}
