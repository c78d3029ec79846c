package dev.tenon.backend.cpu.kernels.loop;

import dev.tenon.backend.cpu.kernels.elementwise.ElementwiseKernels;
import dev.tenon.backend.cpu.kernels.jit.WarmupSwitch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Elementwise groups whose generated loops each have a {@link WarmupSwitch}. Compiling a loop takes some hundredths of a
 * second, so only groups over many elements have one.
 */
final class SwitchingGroupFactory implements GroupFactory {
    /** Elements of a tensor from which a loop is worthwhile. */
    private static final int MANY = 4096;

    /** Vectors of a warm-up at most, and how many fewer there may be. */
    private static final int LENGTH = 24;

    private static final int ROUNDS = 8;

    /**
     * Vectors of the timed run, and what a function may take for each: compiled it takes a nanosecond or two, boxed
     * some fifty.
     */
    private static final int TIMED = 8;

    private static final long NANOS_A_FUNCTION = 100;
    private static final long NANOS = 300;

    private final VectorGroupFactory vector;
    private final ElementwiseKernels switching;
    private final Map<LoopBody.Code, WarmupSwitch> warmups = new ConcurrentHashMap<>();

    /**
     * With a warm-up for each loop.
     *
     * @param vector makes the loops
     * @param switching kernels for instructions that stand alone and for few elements
     */
    SwitchingGroupFactory(VectorGroupFactory vector, ElementwiseKernels switching) {
        this.vector = vector;
        this.switching = switching;
    }

    @Override
    public ElementwiseGroup of(List<Instruction> instructions, IntPredicate memory, int size) {
        if (size < MANY) {
            return new InterpretedGroup(switching, instructions);
        }
        return VectorGroupFactory.sequence(LoopBody.split(instructions, memory), switching, this::switching);
    }

    private ElementwiseGroup switching(LoopBody body) {
        ElementwiseGroup fast = vector.compiled(body);
        ElementwiseGroup slow = VectorGroupFactory.scalar(body);
        WarmupSwitch warmup = warmups.computeIfAbsent(body.code(), this::warmup);
        warmup.start();
        return (arrays, bases, from, to) -> (warmup.ready() ? fast : slow).run(arrays, bases, from, to);
    }

    /** Runs of different lengths, none of them empty, or the JVM would compile a loop whose functions it has never seen. */
    private WarmupSwitch warmup(LoopBody.Code code) {
        CompiledLoop loop = vector.loop(code);
        int length = vector.length();
        float[][] arrays = new float[code.registers()][LENGTH * length];
        int[] bases = new int[arrays.length];
        int[] registers = IntStream.range(0, arrays.length).toArray();
        for (int i = 0; i < LENGTH * length; i++) {
            for (int j = 0; j < arrays.length; j++) {
                arrays[j][i] = (i - j * 8) / 8f;
            }
        }
        return new WarmupSwitch(
                turn -> loop.run(arrays, bases, registers, 0, (LENGTH - turn % ROUNDS) * length),
                () -> loop.run(arrays, bases, registers, 0, TIMED * length),
                NANOS + NANOS_A_FUNCTION * code.instructions().size());
    }
}
