package dev.tenon.backend.cpu.compile;

import dev.tenon.backend.cpu.run.TensorSlice;
import java.util.ArrayList;
import java.util.List;

/**
 * The operands of a sliced step: those of which a slice reads only its own part, and those that every slice reads whole.
 */
final class SliceReads {
    private final List<TensorSlice> sliced = new ArrayList<>();
    private final List<TensorSlice> whole = new ArrayList<>();

    /** A sliced operand of so many floats; it counts as whole if it is a part of another tensor. */
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
