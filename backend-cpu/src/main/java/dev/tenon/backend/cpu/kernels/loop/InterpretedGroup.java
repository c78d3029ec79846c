package dev.tenon.backend.cpu.kernels.loop;

import dev.tenon.backend.cpu.kernels.elementwise.ElementwiseKernels;
import java.util.List;

/** Calls a kernel for each instruction. With a thousand elements a call, the dispatch costs nothing. */
final class InterpretedGroup implements ElementwiseGroup {
    private final ElementwiseKernels kernels;
    private final Instruction[] instructions;

    InterpretedGroup(ElementwiseKernels kernels, List<Instruction> instructions) {
        this.kernels = kernels;
        this.instructions = instructions.toArray(Instruction[]::new);
    }

    @Override
    public void run(float[][] arrays, int[] bases, int from, int to) {
        for (Instruction instruction : instructions) {
            run(instruction, arrays, bases, from, to - from);
        }
    }

    private void run(Instruction instruction, float[][] a, int[] b, int from, int count) {
        switch (instruction) {
            case Instruction.Apply1 i ->
                kernels.unary(i.kind(), a[i.x()], b[i.x()] + from, a[i.result()], b[i.result()] + from, count);
            case Instruction.Apply2 i ->
                kernels.binary(
                        i.kind(),
                        a[i.x()],
                        b[i.x()] + from,
                        a[i.y()],
                        b[i.y()] + from,
                        a[i.result()],
                        b[i.result()] + from,
                        count);
            case Instruction.Fma i ->
                kernels.fma(
                        a[i.x()],
                        b[i.x()] + from,
                        a[i.y()],
                        b[i.y()] + from,
                        a[i.z()],
                        b[i.z()] + from,
                        a[i.result()],
                        b[i.result()] + from,
                        count);
            case Instruction.Choose i ->
                kernels.select(
                        a[i.condition()],
                        b[i.condition()] + from,
                        a[i.x()],
                        b[i.x()] + from,
                        a[i.y()],
                        b[i.y()] + from,
                        a[i.result()],
                        b[i.result()] + from,
                        count);
            case Instruction.ChooseLess i ->
                kernels.selectLess(
                        a[i.a()],
                        b[i.a()] + from,
                        a[i.b()],
                        b[i.b()] + from,
                        a[i.x()],
                        b[i.x()] + from,
                        a[i.y()],
                        b[i.y()] + from,
                        a[i.result()],
                        b[i.result()] + from,
                        count);
            case Instruction.Copy i ->
                System.arraycopy(a[i.x()], b[i.x()] + from, a[i.result()], b[i.result()] + from, count);
        }
    }
}
