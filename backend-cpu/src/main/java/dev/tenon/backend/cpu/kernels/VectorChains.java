package dev.tenon.backend.cpu.kernels;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import jdk.incubator.vector.VectorSpecies;

/** Chains as loops of their own: see {@link ChainCode}. */
final class VectorChains implements Chains {
    private static final ElementwiseKernels SCALAR = new ScalarElementwise();

    private final VectorSpecies<Float> species;
    private final ElementwiseKernels single;

    /** The same loop serves all chains of one form, of one program and of the next. */
    private final Map<Stretch.Code, ChainLoop> loops = new ConcurrentHashMap<>();

    /**
     * For vectors of a species.
     *
     * @param single functions of one element, for those that stand alone
     */
    VectorChains(VectorSpecies<Float> species, ElementwiseKernels single) {
        this.species = species;
        this.single = single;
    }

    @Override
    public Chain of(List<Instruction> instructions, IntPredicate memory, int size) {
        return sequence(Stretch.cut(instructions, memory), single, this::compiled);
    }

    /** A stretch as a loop; elements that fill no vector are left to scalar code. */
    Chain compiled(Stretch stretch) {
        ChainLoop loop = loop(stretch.code());
        int[] registers = stretch.registerTable();
        int length = species.length();
        Chain rest = scalar(stretch);
        return (arrays, bases, from, to) -> {
            int whole = to - (to - from) % length;
            loop.run(arrays, bases, registers, from, whole);
            if (whole < to) {
                rest.run(arrays, bases, whole, to);
            }
        };
    }

    /** A stretch without vectors. */
    static Chain scalar(Stretch stretch) {
        return new InterpretedChain(SCALAR, stretch.instructions());
    }

    /** The loop for a stretch. */
    ChainLoop loop(Stretch.Code code) {
        return loops.computeIfAbsent(code, c -> ChainCode.loop(c, species));
    }

    int length() {
        return species.length();
    }

    /**
     * Stretches one after the other.
     *
     * @param single functions of one element, for those that stand alone
     * @param made the chain of any other
     */
    static Chain sequence(List<Stretch> stretches, ElementwiseKernels single, Function<Stretch, Chain> made) {
        List<Chain> parts = stretches.stream()
                .map(stretch ->
                        stretch.single() ? new InterpretedChain(single, stretch.instructions()) : made.apply(stretch))
                .toList();
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        Chain[] all = parts.toArray(Chain[]::new);
        return (arrays, bases, from, to) -> {
            for (Chain part : all) {
                part.run(arrays, bases, from, to);
            }
        };
    }
}
