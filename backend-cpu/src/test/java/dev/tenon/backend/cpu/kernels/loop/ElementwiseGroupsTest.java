package dev.tenon.backend.cpu.kernels.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.VectorWidth;
import dev.tenon.backend.cpu.kernels.elementwise.ElementwiseKernels;
import dev.tenon.testkit.cases.Fill;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An elementwise group as one loop gives the bits of its functions one after the other. */
final class ElementwiseGroupsTest {
    private static final int OPERANDS = 4;
    private static final int COUNT = 133;
    /** A group of any functions of anything that came before; some results are in memory. */
    private record Sample(List<Instruction> instructions, Set<Integer> memory) {
        static Sample of(RandomStream random, int length) {
            List<Instruction> instructions = new ArrayList<>();
            Set<Integer> memory = new HashSet<>();
            for (int i = 0; i < OPERANDS; i++) {
                memory.add(i);
            }
            for (int result = OPERANDS; result < OPERANDS + length; result++) {
                instructions.add(instruction(random, result));
                if (random.nextInt(4) == 0 || result == OPERANDS + length - 1) {
                    memory.add(result);
                }
            }
            return new Sample(instructions, memory);
        }

        private static Instruction instruction(RandomStream random, int result) {
            int[] in = IntStream.range(0, 4).map(i -> random.nextInt(result)).toArray();
            Unary.Kind[] unary = Unary.Kind.values();
            Binary.Kind[] binary = Binary.Kind.values();
            return switch (random.nextInt(8)) {
                case 0, 1 -> new Instruction.Apply1(unary[random.nextInt(unary.length)], in[0], result);
                case 2 -> new Instruction.Fma(in[0], in[1], in[2], result);
                case 3 -> new Instruction.Choose(in[0], in[1], in[2], result);
                case 4 -> new Instruction.ChooseLess(in[0], in[1], in[2], in[3], result);
                case 5 -> new Instruction.Copy(in[0], result);
                default -> new Instruction.Apply2(binary[random.nextInt(binary.length)], in[0], in[1], result);
            };
        }

        int registers() {
            return OPERANDS + instructions.size();
        }
    }

    private static float[][] memory(RandomStream random, int registers) {
        float[][] arrays = new float[registers][COUNT + 3];
        for (int i = 0; i < OPERANDS; i++) {
            arrays[i] = (i % 2 == 0 ? Fill.ANY : Fill.TIES).values(random, arrays[i].length);
        }
        return arrays;
    }

    static List<VectorWidth> widths() {
        return VectorWidth.available();
    }

    @ParameterizedTest
    @MethodSource("widths")
    void anyGroupGivesTheBitsOfItsFunctions(VectorWidth width) {
        RandomStream random = new RandomStream(7, "chains");
        for (int turn = 0; turn < 60; turn++) {
            Sample sample = Sample.of(random, 1 + random.nextInt(turn % 10 == 9 ? 70 : 12));
            float[][] expected = memory(random, sample.registers());
            float[][] found = Arrays.stream(expected).map(float[]::clone).toArray(float[][]::new);
            int[] bases = IntStream.range(0, sample.registers()).map(i -> i % 3).toArray();
            int from = random.nextInt(3);
            int to = COUNT - random.nextInt(20);
            new InterpretedGroup(ElementwiseKernels.scalar(), sample.instructions()).run(expected, bases, from, to);
            Kernels.of(width)
                    .groups()
                    .of(sample.instructions(), sample.memory()::contains, COUNT)
                    .run(found, bases, from, to);
            for (int register : sample.memory()) {
                for (int i = 0; i < expected[register].length; i++) {
                    assertEquals(
                            Float.floatToIntBits(expected[register][i]),
                            Float.floatToIntBits(found[register][i]),
                            "element " + i + " of register " + register + " of " + sample.instructions());
                }
            }
        }
    }

    @Test
    void aResultMayReplaceAnOperand() {
        List<Instruction> group = List.of(
                new Instruction.Apply2(Binary.Kind.ADD, 0, 1, 2),
                new Instruction.Apply2(Binary.Kind.MULTIPLY, 2, 0, 3),
                new Instruction.Copy(2, 4));
        float[] x = new float[COUNT];
        float[] y = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            x[i] = i;
            y[i] = 1f;
        }
        float[][] arrays = {x, y, new float[COUNT], new float[COUNT], x};
        Kernels.of(VectorWidth.preferred())
                .groups()
                .of(group, register -> register > 2, COUNT)
                .run(arrays, new int[5], 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            assertEquals(i + 1f, x[i]);
            assertEquals((i + 1f) * i, arrays[3][i]);
        }
    }

    @Test
    void groupsWithTheSameStructureShareALoop() {
        List<Instruction> some = List.of(
                new Instruction.Apply2(Binary.Kind.ADD, 0, 1, 2), new Instruction.Apply1(Unary.Kind.RELU, 2, 3));
        List<Instruction> others = List.of(
                new Instruction.Apply2(Binary.Kind.ADD, 7, 4, 9), new Instruction.Apply1(Unary.Kind.RELU, 9, 5));
        List<LoopBody> first = LoopBody.split(some, register -> register == 3);
        assertEquals(1, first.size());
        assertEquals(
                first.getFirst().code(),
                LoopBody.split(others, register -> register == 5).getFirst().code());
        assertEquals(
                List.of(7, 4, 9, 5),
                LoopBody.split(others, register -> register == 5).getFirst().registers());
    }

    @Test
    void aLoopIsSplitBeforeTheLimitsOfC2() {
        List<Instruction> group = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            group.add(new Instruction.Apply2(Binary.Kind.MAX, i, 0, i + 1));
        }
        List<LoopBody> bodies = LoopBody.split(group, register -> register == 60);
        assertTrue(bodies.size() > 2, "120 operations are more than fit one loop");
        assertEquals(
                60,
                bodies.stream()
                        .mapToInt(each -> each.code().instructions().size())
                        .sum());
    }

    /** The JVM would otherwise make an object of every vector; that is over some seconds after the start. */
    @Test
    void aCompiledLoopAllocatesNothing() {
        List<Instruction> group = List.of(
                new Instruction.Apply2(Binary.Kind.MAX, 0, 1, 2),
                new Instruction.ChooseLess(0, 1, 2, 1, 3),
                new Instruction.Apply1(Unary.Kind.RELU, 3, 4));
        ElementwiseGroup loop =
                Kernels.switching(VectorWidth.preferred()).groups().of(group, register -> register == 4, 1 << 20);
        float[][] arrays = new float[5][1024];
        int[] bases = new int[5];
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().threadId();
        long deadline = System.nanoTime() + 60_000_000_000L;
        long bytes = 1;
        while (bytes > 0 && System.nanoTime() < deadline) {
            long before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < 1000; i++) {
                loop.run(arrays, bases, 0, 1024);
            }
            bytes = threads.getThreadAllocatedBytes(id) - before;
        }
        assertEquals(0, bytes);
    }

    @Test
    void anExponentialStandsAlone() {
        List<Instruction> group = List.of(
                new Instruction.Apply2(Binary.Kind.SUBTRACT, 0, 1, 2),
                new Instruction.Apply1(Unary.Kind.NEGATE, 2, 3),
                new Instruction.Apply1(Unary.Kind.EXP, 3, 4),
                new Instruction.Apply2(Binary.Kind.DIVIDE, 4, 2, 5));
        List<LoopBody> bodies = LoopBody.split(group, register -> register == 5);
        assertEquals(3, bodies.size());
        assertTrue(bodies.get(1).single());
        // What the later loop bodies read is written, what nobody else reads is not.
        assertEquals(2, bodies.getFirst().code().stored().size());
    }
}
