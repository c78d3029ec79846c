package dev.tenon.backend.cpu.kernels.loop;

import dev.tenon.backend.cpu.kernels.elementwise.ElementwiseKernels;
import java.util.List;
import java.util.function.IntPredicate;
import jdk.incubator.vector.VectorSpecies;

/** Makes {@link ElementwiseGroup}s. */
public interface GroupFactory {
    /**
     * A group.
     *
     * @param instructions in the order in which they follow each other; each register is written once at most, by its only
     *     instruction or before the group
     * @param memory whether a register is read by others than the group; the rest only passes between instructions
     * @param size elements of the tensors, which decides whether a loop is worthwhile
     */
    ElementwiseGroup of(List<Instruction> instructions, IntPredicate memory, int size);

    /** Groups that call one kernel for each instruction. */
    static GroupFactory interpreting(ElementwiseKernels single) {
        return (instructions, memory, size) -> new InterpretedGroup(single, instructions);
    }

    /**
     * Groups with generated loops, for one vector width.
     *
     * @param single kernels for instructions that stand alone
     */
    static GroupFactory vector(VectorSpecies<Float> species, ElementwiseKernels single) {
        return new VectorGroupFactory(species, single);
    }

    /** The same, with interpreted groups until the JVM has compiled a loop. */
    static GroupFactory switching(
            VectorSpecies<Float> species, ElementwiseKernels vector, ElementwiseKernels switching) {
        return new SwitchingGroupFactory(new VectorGroupFactory(species, vector), switching);
    }
}
