package dev.tenon.backend.cpu.kernels;

import java.util.List;
import java.util.function.IntPredicate;

/** Makes {@link Chain}s. */
public interface Chains {
    /**
     * A chain.
     *
     * @param instructions in the order in which they follow each other; each register is written once at most, by its only
     *     instruction or before the chain
     * @param memory whether a register is read by others than the chain; the rest only passes between instructions
     * @param size elements of the tensors, from which follows what is worth the while
     */
    Chain of(List<Instruction> instructions, IntPredicate memory, int size);
}
