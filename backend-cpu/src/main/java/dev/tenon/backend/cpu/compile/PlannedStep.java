package dev.tenon.backend.cpu.compile;

import dev.tenon.backend.cpu.run.ProgramStep;
import dev.tenon.backend.cpu.run.SlicedStep;
import dev.tenon.backend.cpu.run.TensorSlice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step with the tensor slices that it reads and writes.
 *
 * @param sliced the step again, if it may run slice by slice, or null
 * @param slicedReads what it reads slice by slice
 * @param wholeReads what else it reads
 * @param writes what it writes; slice by slice if it is sliced, or for nothing but steps that are not
 */
record PlannedStep(
        ProgramStep step,
        @Nullable SlicedStep sliced,
        List<TensorSlice> slicedReads,
        List<TensorSlice> wholeReads,
        List<TensorSlice> writes) {

    static PlannedStep of(ProgramStep step, List<TensorSlice> reads, List<TensorSlice> writes) {
        return new PlannedStep(step, null, List.of(), List.copyOf(reads), List.copyOf(writes));
    }

    /** A step over slices, of which each writes its part of tensors of one size. */
    static PlannedStep sliced(SlicedStep step, SliceReads reads, List<TensorSlice> writes, int length) {
        boolean cuts = step.slices() > 1 && writes.stream().allMatch(operand -> SliceReads.isTensor(operand, length));
        return over(step, cuts, reads, writes);
    }

    /** A step over slices that gathers something from them in places that no other step of the same slices touches. */
    static PlannedStep gathering(SlicedStep step, SliceReads reads, List<TensorSlice> writes) {
        return over(step, step.slices() > 1, reads, writes);
    }

    private static PlannedStep over(SlicedStep step, boolean cuts, SliceReads reads, List<TensorSlice> writes) {
        return new PlannedStep(
                step, cuts ? step : null, List.copyOf(reads.sliced()), List.copyOf(reads.whole()), List.copyOf(writes));
    }

    /** All that it reads or writes. */
    List<TensorSlice> touched() {
        List<TensorSlice> touched = new ArrayList<>(slicedReads);
        touched.addAll(wholeReads);
        touched.addAll(writes);
        return touched;
    }
}
