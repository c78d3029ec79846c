package dev.tenon.backend.cpu.steps;

import dev.tenon.backend.cpu.kernels.loop.ElementwiseGroup;
import dev.tenon.backend.cpu.kernels.loop.GroupFactory;
import dev.tenon.backend.cpu.kernels.loop.Instruction;
import dev.tenon.backend.cpu.run.CommonMultiples;
import dev.tenon.backend.cpu.run.SlicedStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.run.WorkerState;
import java.util.Arrays;
import java.util.List;

/**
 * An elementwise group over tensors of one size, run tile by tile: intermediates stay in vector registers, or in the
 * first-level cache where the group has no generated loop.
 */
public final class ElementwiseStep implements SlicedStep {
    /** Floats of a tile, about: 4 KiB, so that half a dozen registers fit the first-level cache. */
    private static final int TILE = 1024;

    /** Where the elements of a register are. */
    public sealed interface Register {
        /** Element i of the step is element i of the operand. */
        record Direct(TensorSlice operand) implements Register {}

        /** Element i of the step is element {@code i / inner % count} of the operand. */
        record Repeated(TensorSlice operand, int inner, int count, int slot) implements Register {}

        /** A tile of scratch. */
        record Slot(int slot) implements Register {}
    }

    private final ElementwiseGroup group;
    private final int functions;
    private final int size;
    private final int slices;
    private final int tile;
    private final int slots;
    private final Register[] registers;

    /**
     * A step.
     *
     * @param size elements of every tensor
     * @param slices slices of every tensor; the size is a multiple
     * @param slots scratch tiles in use
     */
    public ElementwiseStep(
            GroupFactory groups,
            int size,
            int slices,
            int slots,
            List<Register> registers,
            List<Instruction> instructions) {
        this.slices = slices;
        this.group = groups.of(instructions, register -> registers.get(register) instanceof Register.Direct, size);
        this.functions = instructions.size();
        this.size = size;
        this.slots = slots;
        this.registers = registers.toArray(Register[]::new);
        this.tile = tile(registers);
    }

    /**
     * A common multiple of the extents of broadcast rows, if they are short, so that they begin at the same offset in
     * every tile.
     */
    private static int tile(List<Register> registers) {
        int tile = 1;
        for (Register register : registers) {
            if (register instanceof Register.Repeated r && r.inner() == 1) {
                int common = CommonMultiples.leastCommon(tile, r.count());
                if (common <= 2 * TILE) {
                    tile = common;
                }
            }
        }
        return Math.max(1, TILE / tile) * tile;
    }

    @Override
    public int scratch() {
        return slots * tile;
    }

    @Override
    public int registerCount() {
        return registers.length;
    }

    @Override
    public String name() {
        return "elementwise";
    }

    @Override
    public int units() {
        return (size + tile - 1) / tile;
    }

    @Override
    public long cost() {
        return (long) size * functions;
    }

    @Override
    public void run(int from, int to, WorkerState worker) {
        elements(from * tile, Math.min(to * tile, size), worker);
    }

    @Override
    public int slices() {
        return slices;
    }

    @Override
    public void slices(int from, int to, WorkerState worker) {
        int slice = size / slices;
        elements(from * slice, to * slice, worker);
    }

    private void elements(int from, int to, WorkerState worker) {
        float[] scratch = worker.scratch().floats();
        float[][] arrays = worker.arrays();
        int[] bases = worker.bases();
        for (int i = 0; i < registers.length; i++) {
            switch (registers[i]) {
                case Register.Direct d -> {
                    arrays[i] = d.operand().floats(worker);
                    bases[i] = d.operand().base(worker) + from;
                }
                case Register.Repeated r -> {
                    arrays[i] = scratch;
                    bases[i] = r.slot() * tile;
                    if (everyTileAlike(r, from)) {
                        fill(r, 0, Math.min(tile, to - from), scratch, bases[i]);
                    }
                }
                case Register.Slot s -> {
                    arrays[i] = scratch;
                    bases[i] = s.slot() * tile;
                }
            }
        }
        for (int first = from; first < to; first += tile) {
            int count = Math.min(tile, to - first);
            for (int i = 0; i < registers.length; i++) {
                if (registers[i] instanceof Register.Repeated r && !everyTileAlike(r, from)) {
                    fill(r, first, count, scratch, bases[i]);
                }
            }
            group.run(arrays, bases, 0, count);
            for (int i = 0; i < registers.length; i++) {
                if (registers[i] instanceof Register.Direct) {
                    bases[i] += tile;
                }
            }
        }
    }

    /** Whether a broadcast operand begins at the same offset in all tiles from an element on. */
    private boolean everyTileAlike(Register.Repeated r, int from) {
        return r.count() == 1 || (r.inner() == 1 && tile % r.count() == 0 && from % r.count() == 0);
    }

    /** Writes elements {@code first} to {@code first + count - 1} of a repeated operand to a tile. */
    private static void fill(Register.Repeated r, int first, int count, float[] out, int at) {
        float[] x = r.operand().floats();
        int base = r.operand().base();
        int done = 0;
        while (done < count) {
            int i = first + done;
            int index = i / r.inner() % r.count();
            if (r.inner() == 1 && done >= r.count()) {
                // What is written so far begins with what comes next.
                int again = done / r.count() * r.count();
                int run = Math.min(again, count - done);
                System.arraycopy(out, at + done - again, out, at + done, run);
                done += run;
            } else if (r.inner() == 1) {
                int run = Math.min(r.count() - index, count - done);
                System.arraycopy(x, base + index, out, at + done, run);
                done += run;
            } else {
                int run = Math.min(r.inner() - i % r.inner(), count - done);
                Arrays.fill(out, at + done, at + done + run, x[base + index]);
                done += run;
            }
        }
    }
}
