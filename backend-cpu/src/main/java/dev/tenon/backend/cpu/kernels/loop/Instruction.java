package dev.tenon.backend.cpu.kernels.loop;

import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Unary;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** One op of an {@link ElementwiseGroup}; registers by number. */
public sealed interface Instruction {
    /** Registers that are read. */
    List<Integer> inputs();

    /** The register that is written. */
    int result();

    /** The same function of other registers. */
    Instruction renumbered(IntUnaryOperator number);

    /** A function of one register. */
    record Apply1(Unary.Kind kind, int x, int result) implements Instruction {
        @Override
        public List<Integer> inputs() {
            return List.of(x);
        }

        @Override
        public Instruction renumbered(IntUnaryOperator number) {
            return new Apply1(kind, number.applyAsInt(x), number.applyAsInt(result));
        }
    }

    /** A function of two. */
    record Apply2(Binary.Kind kind, int x, int y, int result) implements Instruction {
        @Override
        public List<Integer> inputs() {
            return List.of(x, y);
        }

        @Override
        public Instruction renumbered(IntUnaryOperator number) {
            return new Apply2(kind, number.applyAsInt(x), number.applyAsInt(y), number.applyAsInt(result));
        }
    }

    /** x * y + z. */
    record Fma(int x, int y, int z, int result) implements Instruction {
        @Override
        public List<Integer> inputs() {
            return List.of(x, y, z);
        }

        @Override
        public Instruction renumbered(IntUnaryOperator number) {
            return new Fma(number.applyAsInt(x), number.applyAsInt(y), number.applyAsInt(z), number.applyAsInt(result));
        }
    }

    /** condition != 0 ? x : y. */
    record Choose(int condition, int x, int y, int result) implements Instruction {
        @Override
        public List<Integer> inputs() {
            return List.of(condition, x, y);
        }

        @Override
        public Instruction renumbered(IntUnaryOperator number) {
            return new Choose(
                    number.applyAsInt(condition),
                    number.applyAsInt(x),
                    number.applyAsInt(y),
                    number.applyAsInt(result));
        }
    }

    /** a < b ? x : y. */
    record ChooseLess(int a, int b, int x, int y, int result) implements Instruction {
        @Override
        public List<Integer> inputs() {
            return List.of(a, b, x, y);
        }

        @Override
        public Instruction renumbered(IntUnaryOperator number) {
            return new ChooseLess(
                    number.applyAsInt(a),
                    number.applyAsInt(b),
                    number.applyAsInt(x),
                    number.applyAsInt(y),
                    number.applyAsInt(result));
        }
    }

    /** The same elements in another place: for results that replace an operand of the group. */
    record Copy(int x, int result) implements Instruction {
        @Override
        public List<Integer> inputs() {
            return List.of(x);
        }

        @Override
        public Instruction renumbered(IntUnaryOperator number) {
            return new Copy(number.applyAsInt(x), number.applyAsInt(result));
        }
    }
}
