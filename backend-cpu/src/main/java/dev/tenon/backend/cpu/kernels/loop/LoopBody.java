package dev.tenon.backend.cpu.kernels.loop;

import dev.tenon.api.graph.Primitive.Unary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Instructions of a group that become one loop, in which what passes between them stays in vector registers.
 *
 * @param code what the loop computes
 * @param registers for each register of the code the group's
 */
record LoopBody(Code code, List<Integer> registers) {
    /**
     * Vector operations, loads and stores among them, of a loop: beyond about fifty C2 reaches its limits and leaves
     * calls that box vectors.
     */
    private static final int WORK = 40;

    /** Registers of a loop that are memory: with more, addresses take more than is saved. */
    private static final int STREAMS = 12;

    /**
     * What a loop computes: the same for all groups with the same structure, whatever their register numbers.
     *
     * @param instructions with registers numbered in the order in which they are met
     * @param stored registers whose elements are written to memory
     */
    record Code(List<Instruction> instructions, List<Integer> stored) {
        /** How many registers there are. */
        int registers() {
            return instructions.stream()
                            .flatMap(i -> Stream.concat(i.inputs().stream(), Stream.of(i.result())))
                            .mapToInt(Integer::intValue)
                            .max()
                            .orElse(-1)
                    + 1;
        }

        /** Registers that the loop reads from memory or writes there. */
        List<Integer> inMemory() {
            Set<Integer> passing = new HashSet<>();
            instructions.forEach(instruction -> passing.add(instruction.result()));
            stored.forEach(passing::remove);
            return IntStream.range(0, registers())
                    .filter(register -> !passing.contains(register))
                    .boxed()
                    .toList();
        }
    }

    /**
     * Splits a group into loop bodies, as long as possible. Where nothing can be gained, a body has a single instruction.
     *
     * @param memory whether a register is read by others than the group
     */
    static List<LoopBody> split(List<Instruction> group, IntPredicate memory) {
        List<LoopBody> bodies = new ArrayList<>();
        Load load = new Load(memory);
        int first = 0;
        for (int i = 0; i < group.size(); i++) {
            Instruction next = group.get(i);
            if (i > first && !(joins(next) && joins(group.get(i - 1)) && load.bears(next))) {
                bodies.add(of(group, first, i, memory));
                first = i;
                load = new Load(memory);
            }
            load.add(next);
        }
        bodies.add(of(group, first, group.size(), memory));
        return bodies;
    }

    /** What a loop has to do so far. */
    private static final class Load {
        private final IntPredicate memory;
        private final Set<Integer> met = new HashSet<>();
        private int work;
        private int streams;

        Load(IntPredicate memory) {
            this.memory = memory;
        }

        private int newStreams(Instruction next) {
            long reads = next.inputs().stream()
                    .distinct()
                    .filter(input -> !met.contains(input))
                    .count();
            return (int) reads + (memory.test(next.result()) ? 1 : 0);
        }

        private static int operations(Instruction next) {
            return switch (next) {
                case Instruction.Copy copy -> 0;
                case Instruction.Fma fma -> 1;
                case Instruction.Choose choose -> 2;
                case Instruction.ChooseLess choose -> 2;
                case Instruction.Apply1 apply -> apply.kind() == Unary.Kind.RELU ? 2 : 1;
                case Instruction.Apply2 apply ->
                    switch (apply.kind()) {
                        case ADD, SUBTRACT, MULTIPLY, DIVIDE -> 1;
                        case MAX, MIN, LESS, LESS_EQUAL, EQUAL -> 2;
                    };
            };
        }

        boolean bears(Instruction next) {
            return work + newStreams(next) + operations(next) <= WORK && streams + newStreams(next) <= STREAMS;
        }

        void add(Instruction next) {
            streams += newStreams(next);
            work += newStreams(next) + operations(next);
            met.addAll(next.inputs());
            met.add(next.result());
        }
    }

    /** Exponentials and their like are loops of their own: they need all vector registers. */
    private static boolean joins(Instruction instruction) {
        return !(instruction instanceof Instruction.Apply1 apply)
                || switch (apply.kind()) {
                    case EXP, LOG, TANH -> false;
                    case NEGATE, ABS, SQRT, RELU -> true;
                };
    }

    private static LoopBody of(List<Instruction> group, int from, int to, IntPredicate memory) {
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        List<Instruction> instructions = new ArrayList<>();
        List<Integer> stored = new ArrayList<>();
        List<Instruction> later = group.subList(to, group.size());
        for (Instruction instruction : group.subList(from, to)) {
            instruction.inputs().forEach(input -> numbers.putIfAbsent(input, numbers.size()));
            numbers.putIfAbsent(instruction.result(), numbers.size());
            instructions.add(instruction.renumbered(numbers::get));
            int result = instruction.result();
            if (memory.test(result)
                    || later.stream().anyMatch(next -> next.inputs().contains(result))) {
                stored.add(numbers.get(result));
            }
        }
        return new LoopBody(new Code(List.copyOf(instructions), List.copyOf(stored)), List.copyOf(numbers.keySet()));
    }

    /** The instructions with the group's registers. */
    List<Instruction> instructions() {
        return code.instructions().stream()
                .map(instruction -> instruction.renumbered(registers::get))
                .toList();
    }

    boolean single() {
        return code.instructions().size() == 1;
    }

    /** The chain's registers, for a loop. */
    int[] registerTable() {
        return registers.stream().mapToInt(Integer::intValue).toArray();
    }
}
