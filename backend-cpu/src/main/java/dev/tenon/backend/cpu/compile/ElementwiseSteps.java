package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Op;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.Broadcast;
import dev.tenon.api.lowering.FusionGroup;
import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.loop.Instruction;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.steps.ElementwiseStep;
import dev.tenon.backend.cpu.steps.ElementwiseStep.Register;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Builds the step of a fusion group: registers for what it reads, computes and writes, and an instruction for each op. */
final class ElementwiseSteps {
    private final LoweredProgram lowered;
    private final Set<Value> written;
    private final int size;
    private final List<Register> registers = new ArrayList<>();
    private final Map<Source, Integer> registerOf = new HashMap<>();
    private final SliceReads reads = new SliceReads();

    /** Where an instruction finds the elements of a value. */
    private sealed interface Source {
        record Member(int index) implements Source {}

        record Direct(TensorSlice operand) implements Source {}

        record Repeated(TensorSlice operand, Broadcast broadcast) implements Source {}
    }

    /** A member and its inputs; one that is absorbed is computed by its only user. */
    private record Member(Value value, List<Source> inputs, boolean absorbed) {}

    private ElementwiseSteps(LoweredProgram lowered, LoweredProgram.Task.Fused task) {
        this.lowered = lowered;
        this.written = task.written();
        this.size = task.group().size();
    }

    /** Adds the step of a group. */
    static void add(ExecutionPlan plan, LoweredProgram lowered, Kernels kernels, LoweredProgram.Task.Fused task) {
        new ElementwiseSteps(lowered, task).add(plan, kernels, task.group());
    }

    private Source source(FusionGroup.Source source) {
        return switch (source) {
            case FusionGroup.Source.Inside inside -> new Source.Member(inside.index());
            case FusionGroup.Source.Literal literal
            when size == 1 -> new Source.Direct(lowered.constant(literal.value()));
            case FusionGroup.Source.Literal literal ->
                new Source.Repeated(lowered.constant(literal.value()), new Broadcast(size, 1, 1));
            case FusionGroup.Source.Stored stored -> new Source.Direct(lowered.home(stored.value()));
            case FusionGroup.Source.Repeated repeated ->
                new Source.Repeated(lowered.home(repeated.value()), repeated.broadcast());
        };
    }

    /** A select absorbs a comparison that only it uses. */
    private void absorbComparisons(List<Member> members) {
        int[] users = new int[members.size()];
        for (Member member : members) {
            for (Source input : member.inputs()) {
                if (input instanceof Source.Member m) {
                    users[m.index()]++;
                }
            }
        }
        for (int i = 0; i < members.size(); i++) {
            Member choice = members.get(i);
            if (!(choice.value().op() instanceof Primitive.Select)
                    || !(choice.inputs().getFirst() instanceof Source.Member m)
                    || users[m.index()] != 1) {
                continue;
            }
            Member condition = members.get(m.index());
            boolean less = condition.value().op() instanceof Binary b && b.kind() == Binary.Kind.LESS;
            if (less && !written.contains(condition.value())) {
                List<Source> inputs = new ArrayList<>(condition.inputs());
                inputs.addAll(choice.inputs().subList(1, 3));
                members.set(i, new Member(choice.value(), inputs, false));
                members.set(m.index(), new Member(condition.value(), List.of(), true));
            }
        }
    }

    private void add(ExecutionPlan plan, Kernels kernels, FusionGroup group) {
        List<Member> members = new ArrayList<>();
        group.members()
                .forEach(member -> members.add(new Member(
                        member.value(),
                        member.inputs().stream().map(this::source).toList(),
                        false)));
        absorbComparisons(members);
        int count = members.size();
        int[] lastUse = new int[count];
        Map<Source, Integer> lastRead = new HashMap<>();
        for (int i = 0; i < count; i++) {
            for (Source input : members.get(i).inputs()) {
                lastRead.put(input, i);
                if (input instanceof Source.Member m) {
                    lastUse[m.index()] = i;
                }
            }
        }
        Slots slots = new Slots();
        // Repeated operands are filled before anything runs, so they take their slots first.
        members.forEach(member -> member.inputs().forEach(input -> readOutside(input, slots)));
        List<TensorSlice> writes = new ArrayList<>();
        List<Instruction> instructions = new ArrayList<>();
        List<Instruction> copies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Member member = members.get(i);
            Value value = member.value();
            if (member.absorbed()) {
                continue;
            }
            List<Integer> in = member.inputs().stream().map(this::register).toList();
            int result;
            if (!written.contains(value)) {
                result = add(new Register.Slot(slots.take(lastUse[i])));
            } else {
                TensorSlice home = lowered.home(value);
                writes.add(home);
                int direct = add(new Register.Direct(home));
                if (lastRead.getOrDefault(new Source.Direct(home), 0) > i) {
                    // Later instructions still read what is replaced.
                    result = add(new Register.Slot(slots.take(count)));
                    copies.add(new Instruction.Copy(result, direct));
                } else {
                    result = direct;
                }
            }
            registerOf.put(new Source.Member(i), result);
            instructions.add(instruction(value.op(), in, result));
            slots.release(i);
        }
        instructions.addAll(copies);
        int slices = group.root().shape().rank() == 0 ? 1 : group.root().shape().dim(0);
        plan.add(
                new ElementwiseStep(kernels.groups(), size, slices, slots.count(), registers, instructions),
                reads,
                writes,
                size);
    }

    private void readOutside(Source input, Slots slots) {
        if (input instanceof Source.Direct direct && !registerOf.containsKey(input)) {
            registerOf.put(input, add(new Register.Direct(direct.operand())));
            reads.sliced(direct.operand(), size);
        }
        if (input instanceof Source.Repeated repeated && !registerOf.containsKey(input)) {
            Broadcast n = repeated.broadcast();
            registerOf.put(input, add(new Register.Repeated(repeated.operand(), n.inner(), n.count(), slots.keep())));
            reads.whole(repeated.operand());
        }
    }

    private int register(Source source) {
        return Objects.requireNonNull(registerOf.get(source));
    }

    private int add(Register register) {
        registers.add(register);
        return registers.size() - 1;
    }

    private static Instruction instruction(Op op, List<Integer> in, int result) {
        return switch (op) {
            case Primitive.Unary u -> new Instruction.Apply1(u.kind(), in.get(0), result);
            case Primitive.Binary b -> new Instruction.Apply2(b.kind(), in.get(0), in.get(1), result);
            case Primitive.FusedMultiplyAdd f -> new Instruction.Fma(in.get(0), in.get(1), in.get(2), result);
            case Primitive.Select s
            when in.size() == 4 -> new Instruction.ChooseLess(in.get(0), in.get(1), in.get(2), in.get(3), result);
            case Primitive.Select s -> new Instruction.Choose(in.get(0), in.get(1), in.get(2), result);
            default -> throw new IllegalStateException("not elementwise: " + op);
        };
    }

    /** Tiles of scratch, used again when what they held is used no more. */
    private static final class Slots {
        private final List<Integer> freeAfter = new ArrayList<>();
        private int now = -1;

        /** A slot for good. */
        int keep() {
            freeAfter.add(Integer.MAX_VALUE);
            return freeAfter.size() - 1;
        }

        /** A slot until an instruction has run. */
        int take(int last) {
            for (int slot = 0; slot < freeAfter.size(); slot++) {
                if (freeAfter.get(slot) <= now) {
                    freeAfter.set(slot, last);
                    return slot;
                }
            }
            freeAfter.add(last);
            return freeAfter.size() - 1;
        }

        /** An instruction has run. */
        void release(int instruction) {
            now = instruction;
        }

        int count() {
            return freeAfter.size();
        }
    }
}
