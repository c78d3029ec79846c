package dev.tenon.backend.cpu.steps;

import dev.tenon.backend.cpu.kernels.product.Panels;
import dev.tenon.backend.cpu.kernels.reduce.ReductionKernels;
import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;
import org.jspecify.annotations.Nullable;

/**
 * Packs the right operands of matrix products into panels: once for each run of the program or, if they are leaves that
 * it only reads, once for each change of those. An operand consists of equally strided blocks of rows: one block for a
 * matrix, one for each tap for a rotated kernel.
 */
public final class PackStep implements ProgramStep {
    private static final int ROWS = 256;

    /**
     * What is packed.
     *
     * @param stacks how many operands there are
     * @param blocks blocks of each operand, in order of their rows
     * @param blockRows rows of each block
     * @param columns columns of each operand
     * @param stackStep distance in the source of neighbouring operands
     * @param first index in the source of the first element of the first block
     * @param blockStep distance of neighbouring blocks, perhaps negative
     * @param rowStep distance of neighbouring rows
     * @param columnStep distance of neighbouring columns
     */
    public record Layout(
            int stacks,
            int blocks,
            int blockRows,
            int columns,
            int stackStep,
            int first,
            int blockStep,
            int rowStep,
            int columnStep) {

        /** Rows of each operand. */
        public int depth() {
            return blocks * blockRows;
        }

        private int pieces() {
            return (blockRows + ROWS - 1) / ROWS;
        }

        /** In how many parts it is packed. */
        public int units() {
            return stacks * blocks * pieces();
        }
    }

    private final Panels panels;
    private final Layout layout;
    private final TensorSlice source;
    private final TensorSlice packed;
    private final int pieces;
    private final boolean lasting;
    private final @Nullable ReductionKernels reductions;
    private int packedChanges = -1;

    /**
     * A step.
     *
     * @param lasting whether nothing else is ever put where the packed form lies, and the program itself does not change the
     *     source: then it is packed again only if somebody else has changed it
     * @param reductions if given, each unit puts a 0 behind the packed form if what it packed is finite, and else a 1:
     *     in as many places as {@linkplain Layout#units units}
     */
    public PackStep(
            Panels panels,
            Layout layout,
            TensorSlice source,
            TensorSlice packed,
            boolean lasting,
            @Nullable ReductionKernels reductions) {
        this.reductions = reductions;
        this.lasting = lasting;
        this.panels = panels;
        this.layout = layout;
        this.source = source;
        this.packed = packed;
        this.pieces = layout.pieces();
    }

    @Override
    public String name() {
        return "pack";
    }

    @Override
    public int units() {
        return layout.units();
    }

    @Override
    public long cost() {
        return (long) layout.stacks() * layout.depth() * layout.columns();
    }

    @Override
    public boolean due() {
        int changes = source.tensor().changes();
        boolean due = !lasting || changes != packedChanges;
        packedChanges = changes;
        return due;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        for (int unit = from; unit < to; unit++) {
            int row = unit % pieces * ROWS;
            int block = unit / pieces % layout.blocks();
            int stack = unit / pieces / layout.blocks();
            int first = block * layout.blockRows() + row;
            int rows = Math.min(ROWS, layout.blockRows() - row);
            int panel = packed.base() + stack * panels.packedSize(layout.depth());
            panels.pack(
                    layout.depth(),
                    first,
                    rows,
                    source.floats(),
                    source.base()
                            + stack * layout.stackStep()
                            + layout.first()
                            + block * layout.blockStep()
                            + row * layout.rowStep(),
                    layout.rowStep(),
                    layout.columnStep(),
                    packed.floats(),
                    panel);
            if (reductions != null) {
                boolean finite =
                        panels.finite(reductions, layout.depth(), first, rows, packed.floats(), panel, worker.lanes());
                int mark = packed.base() + layout.stacks() * panels.packedSize(layout.depth()) + unit;
                packed.floats()[mark] = finite ? 0f : 1f;
            }
        }
    }
}
