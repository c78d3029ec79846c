package dev.tenon.backend.cpu.compile;

import dev.tenon.backend.cpu.run.TensorSlice;
import java.util.ArrayList;
import java.util.List;

/** What a step over slices reads: operands of which a slice needs its own slice only, and those that every slice needs whole. */
final class SliceReads {
    private final List<TensorSlice> sliced = new ArrayList<>();
    private final List<TensorSlice> whole = new ArrayList<>();

    /** An operand of a number of floats that is cut; it counts as whole if it is a part of another tensor. */
    SliceReads sliced(TensorSlice operand, int length) {
        (isTensor(operand, length) ? sliced : whole).add(operand);
        return this;
    }

    /** An operand that every slice needs. */
    SliceReads whole(TensorSlice operand) {
        whole.add(operand);
        return this;
    }

    List<TensorSlice> sliced() {
        return sliced;
    }

    List<TensorSlice> whole() {
        return whole;
    }

    /** Whether an operand is a tensor from end to end, so that equal numbers of slices are equal slices. */
    static boolean isTensor(TensorSlice operand, int length) {
        return operand.shift() == 0 && operand.tensor().size() == length;
    }
}
