package dev.tenon.backend.cpu.kernels.loop;

import dev.tenon.backend.cpu.kernels.elementwise.ElementwiseKernels;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import jdk.incubator.vector.VectorSpecies;

/** Elementwise groups with generated loops: see {@link LoopCompiler}. */
final class VectorGroupFactory implements GroupFactory {
    private static final ElementwiseKernels SCALAR = ElementwiseKernels.scalar();

    private final VectorSpecies<Float> species;
    private final ElementwiseKernels single;

    /** Groups with the same structure share one loop, also across programs. */
    private final Map<LoopBody.Code, CompiledLoop> loops = new ConcurrentHashMap<>();

    /**
     * For vectors of a species.
     *
     * @param single kernels for instructions that stand alone
     */
    VectorGroupFactory(VectorSpecies<Float> species, ElementwiseKernels single) {
        this.species = species;
        this.single = single;
    }

    @Override
    public ElementwiseGroup of(List<Instruction> instructions, IntPredicate memory, int size) {
        return sequence(LoopBody.split(instructions, memory), single, this::compiled);
    }

    /** A loop body as a loop; elements that fill no vector are left to scalar code. */
    ElementwiseGroup compiled(LoopBody body) {
        CompiledLoop loop = loop(body.code());
        int[] registers = body.registerTable();
        int length = species.length();
        ElementwiseGroup rest = scalar(body);
        return (arrays, bases, from, to) -> {
            int whole = to - (to - from) % length;
            loop.run(arrays, bases, registers, from, whole);
            if (whole < to) {
                rest.run(arrays, bases, whole, to);
            }
        };
    }

    /** A loop body without vectors. */
    static ElementwiseGroup scalar(LoopBody body) {
        return new InterpretedGroup(SCALAR, body.instructions());
    }

    /** The loop for a loop body. */
    CompiledLoop loop(LoopBody.Code code) {
        return loops.computeIfAbsent(code, c -> LoopCompiler.loop(c, species));
    }

    int length() {
        return species.length();
    }

    /**
     * Loop bodies one after the other.
     *
     * @param single kernels for instructions that stand alone
     * @param made makes the group of any other
     */
    static ElementwiseGroup sequence(
            List<LoopBody> bodies, ElementwiseKernels single, Function<LoopBody, ElementwiseGroup> made) {
        List<ElementwiseGroup> parts = bodies.stream()
                .map(body -> body.single() ? new InterpretedGroup(single, body.instructions()) : made.apply(body))
                .toList();
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        ElementwiseGroup[] all = parts.toArray(ElementwiseGroup[]::new);
        return (arrays, bases, from, to) -> {
            for (ElementwiseGroup part : all) {
                part.run(arrays, bases, from, to);
            }
        };
    }
}
