package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Op;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.Broadcast;
import dev.tenon.api.lowering.Deferral;
import dev.tenon.api.lowering.Users;
import dev.tenon.backend.cpu.kernels.loop.Instruction;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.steps.ElementwiseStep;
import dev.tenon.backend.cpu.steps.ElementwiseStep.Register;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds one elementwise step: a value that is needed now, and all deferred elementwise values of its size that it
 * depends on. Results that are also used elsewhere are written to memory on the way; the others never leave the cache.
 */
final class Fusion {
    /** Numbers that stay in the first-level cache. */
    private static final int FEW = 1024;

    private final CompileContext context;
    private final ExecutionPlan plan;
    private final Value root;
    private final int size;
    private final List<Value> members = new ArrayList<>();
    private final Set<Value> inside = new HashSet<>();
    private final Map<Value, Source> sources = new HashMap<>();

    private final List<Register> registers = new ArrayList<>();
    private final Map<Source, Integer> registerOf = new HashMap<>();
    private final SliceReads reads = new SliceReads();
    private final List<TensorSlice> writes = new ArrayList<>();

    /** Where an instruction finds the elements of a value. */
    private sealed interface Source {
        record Member(int index) implements Source {}

        record Direct(TensorSlice operand) implements Source {}

        record Repeated(TensorSlice operand, Broadcast broadcast) implements Source {}
    }

    Fusion(CompileContext context, Value root) {
        this.context = context;
        this.plan = context.plan();
        this.root = root;
        this.size = root.shape().size();
    }

    /** Adds the step; returns the slice of the root. */
    TensorSlice emit() {
        collect(root);
        companions();
        List<ProgramStep> program = new ArrayList<>();
        for (Value member : members) {
            program.add(new ProgramStep(
                    member, member.inputs().stream().map(this::source).toList(), false));
        }
        absorbComparisons(program);
        return build(program);
    }

    /** A member and its inputs; one that is absorbed is computed by its only user. */
    private record ProgramStep(Value value, List<Source> inputs, boolean absorbed) {}

    /** A select absorbs a comparison that only it uses. */
    private void absorbComparisons(List<ProgramStep> program) {
        int[] users = new int[program.size()];
        for (ProgramStep step : program) {
            for (Source input : step.inputs()) {
                if (input instanceof Source.Member m) {
                    users[m.index()]++;
                }
            }
        }
        for (int i = 0; i < program.size(); i++) {
            ProgramStep choice = program.get(i);
            if (!(choice.value().op() instanceof Primitive.Select)
                    || !(choice.inputs().getFirst() instanceof Source.Member m)
                    || users[m.index()] != 1) {
                continue;
            }
            ProgramStep condition = program.get(m.index());
            boolean less =
                    condition.value().op() instanceof Primitive.Binary b && b.kind() == Primitive.Binary.Kind.LESS;
            if (less && !kept(condition.value())) {
                List<Source> inputs = new ArrayList<>(condition.inputs());
                inputs.addAll(choice.inputs().subList(1, 3));
                program.set(i, new ProgramStep(choice.value(), inputs, false));
                program.set(m.index(), new ProgramStep(condition.value(), List.of(), true));
            }
        }
    }

    /** Whether a member is written to memory. */
    private boolean kept(Value value) {
        return value == root || (context.users().neededOutside(value, inside) && !again(value));
    }

    /**
     * Whether a member that something else needs too is rather computed there once more: one operation on what is in memory
     * anyway and on a few numbers, as an image less its mean. To write it and read it again would take longer.
     */
    private boolean again(Value value) {
        return size >= context.large()
                && !context.users().isRoot(value)
                && value.op() instanceof Primitive.Binary b
                && switch (b.kind()) {
                    case ADD, SUBTRACT, MULTIPLY -> true;
                    case DIVIDE, MAX, MIN, LESS, LESS_EQUAL, EQUAL -> false;
                }
                && ((direct(value.input(0)) && few(value.input(1))) || (few(value.input(0)) && direct(value.input(1))));
    }

    private boolean direct(Value input) {
        return sources.get(underlying(input)) instanceof Source.Direct;
    }

    private boolean few(Value input) {
        return sources.get(underlying(input)) instanceof Source.Repeated r
                && r.broadcast().count() <= FEW;
    }

    private record Frame(Value value, Iterator<Value> inputs) {}

    /**
     * Adds values that a reduction is about to read and that are computed from the root and from memory: they are written
     * in the same pass, which saves reading the root again.
     */
    private void companions() {
        if (size < context.large()) {
            return;
        }
        for (Value user : context.users().of(root)) {
            boolean reduced = context.users().of(user).stream().anyMatch(next -> next.op() instanceof Primitive.Reduce);
            if (reduced
                    && !inside.contains(user)
                    && !context.users().isDone(user)
                    && Deferral.isElementwise(user.op())
                    && user.shape().size() == size
                    && user.inputs().stream().allMatch(input -> ready(input, 2))) {
                collect(user);
            }
        }
    }

    /** Whether a value can be read, or computed by a few functions of such. */
    private boolean ready(Value value, int depth) {
        Value v = underlying(value);
        if (plan.home(v) != null || inside.contains(v) || v.op() instanceof Primitive.Constant) {
            return true;
        }
        if (v.op() instanceof Primitive.Expand) {
            return plan.home(v.input(0)) != null
                    && Broadcast.of(v.input(0).shape(), v.shape()).isPresent();
        }
        return depth > 0
                && Deferral.isElementwise(v.op())
                && v.shape().size() == size
                && v.inputs().stream().allMatch(input -> ready(input, depth - 1));
    }

    /** Finds the members that a value waits for, and itself, inputs before results, without recursion: groups may be long. */
    private void collect(Value last) {
        Deque<Frame> stack = new ArrayDeque<>();
        inside.add(last);
        stack.push(new Frame(last, last.inputs().iterator()));
        while (!stack.isEmpty()) {
            Frame top = stack.peek();
            if (!top.inputs().hasNext()) {
                stack.pop();
                sources.put(top.value(), new Source.Member(members.size()));
                members.add(top.value());
                continue;
            }
            Value input = underlying(top.inputs().next());
            if (plan.home(input) == null
                    && Deferral.isElementwise(input.op())
                    && input.shape().size() == size) {
                if (inside.add(input)) {
                    stack.push(new Frame(input, input.inputs().iterator()));
                }
            } else if (!sources.containsKey(input)) {
                sources.put(input, outside(input));
            }
        }
    }

    /** The value behind reshapes, whose elements are the same in the same order. */
    private Value underlying(Value value) {
        Value v = value;
        while (plan.home(v) == null
                && Users.isView(v)
                && v.input(0).shape().size() == v.shape().size()) {
            v = v.input(0);
        }
        return v;
    }

    private Source outside(Value value) {
        if (plan.home(value) == null && value.op() instanceof Primitive.Expand) {
            Optional<Broadcast> broadcast = Broadcast.of(value.input(0).shape(), value.shape());
            if (broadcast.isPresent()) {
                return new Source.Repeated(context.operands().of(value.input(0)), broadcast.get());
            }
        }
        return new Source.Direct(context.operands().of(value));
    }

    private Source source(Value input) {
        Source source = sources.get(underlying(input));
        if (source == null) {
            throw new IllegalStateException("no source for " + input);
        }
        return source;
    }

    private TensorSlice build(List<ProgramStep> program) {
        int count = program.size();
        int[] lastUse = new int[count];
        Map<Source, Integer> lastRead = new HashMap<>();
        for (int i = 0; i < count; i++) {
            for (Source input : program.get(i).inputs()) {
                lastRead.put(input, i);
                if (input instanceof Source.Member m) {
                    lastUse[m.index()] = i;
                }
            }
        }
        Slots slots = new Slots();
        // Repeated operands are filled before anything runs, so they take their slots first.
        program.forEach(step -> step.inputs().forEach(input -> readOutside(input, slots)));
        int[] registerOfMember = new int[count];
        List<Instruction> instructions = new ArrayList<>();
        List<Instruction> copies = new ArrayList<>();
        Set<Value> finished = finished();
        TensorSlice rootHome = null;
        for (int i = 0; i < count; i++) {
            ProgramStep step = program.get(i);
            List<Integer> in = new ArrayList<>();
            for (Source input : step.inputs()) {
                in.add(input instanceof Source.Member m ? registerOfMember[m.index()] : register(input));
            }
            Value value = step.value();
            if (step.absorbed()) {
                continue;
            }
            if (!kept(value)) {
                registerOfMember[i] = add(new Register.Slot(slots.take(lastUse[i])));
            } else {
                TensorSlice target = replaced(value, finished);
                TensorSlice home = target;
                if (home == null) {
                    home = plan.allocate(value);
                } else {
                    plan.put(value, home);
                    context.updates().applied(value);
                }
                writes.add(home);
                int direct = add(new Register.Direct(home));
                Integer read = lastRead.get(new Source.Direct(home));
                if (target != null && read != null && read > i) {
                    // Later instructions still read what is replaced.
                    registerOfMember[i] = add(new Register.Slot(slots.take(count)));
                    copies.add(new Instruction.Copy(registerOfMember[i], direct));
                } else {
                    registerOfMember[i] = direct;
                }
                if (value == root) {
                    rootHome = home;
                }
            }
            instructions.add(instruction(value.op(), in, registerOfMember[i]));
            slots.release(i);
        }
        instructions.addAll(copies);
        finished.forEach(context.users()::done);
        int slices = root.shape().rank() == 0 ? 1 : root.shape().dim(0);
        plan.add(
                new ElementwiseStep(context.kernels().groups(), size, slices, slots.count(), registers, instructions),
                reads,
                writes,
                size);
        if (rootHome == null) {
            throw new IllegalStateException("no result for " + root);
        }
        return rootHome;
    }

    /** Members that no later step computes again. */
    private Set<Value> finished() {
        Set<Value> finished = new LinkedHashSet<>();
        for (Value member : members) {
            if (kept(member) || !context.users().neededOutside(member, inside)) {
                finished.add(member);
            }
        }
        return finished;
    }

    /**
     * The leaf that a member's result may be written into, or null. What is computed again by a later step reads its operands
     * again, and what is repeated is read again for each tile.
     */
    private @Nullable TensorSlice replaced(Value value, Set<Value> finished) {
        TensorSlice target = context.updates().inPlace(value, finished).orElse(null);
        boolean repeated = target != null
                && sources.values().stream()
                        .anyMatch(source -> source instanceof Source.Repeated r
                                && r.operand().tensor() == target.tensor());
        return repeated ? null : target;
    }

    private void readOutside(Source input, Slots slots) {
        switch (input) {
            case Source.Member m -> {}
            case Source.Direct d -> {
                if (!registerOf.containsKey(input)) {
                    registerOf.put(input, add(new Register.Direct(d.operand())));
                    reads.sliced(d.operand(), size);
                }
            }
            case Source.Repeated r -> {
                if (!registerOf.containsKey(input)) {
                    Broadcast n = r.broadcast();
                    registerOf.put(input, add(new Register.Repeated(r.operand(), n.inner(), n.count(), slots.keep())));
                    reads.whole(r.operand());
                }
            }
        }
    }

    private int register(Source source) {
        Integer index = registerOf.get(source);
        if (index == null) {
            throw new IllegalStateException("no register for " + source);
        }
        return index;
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
