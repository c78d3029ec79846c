package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.Broadcast;
import dev.tenon.api.lowering.Deferral;
import dev.tenon.api.lowering.Users;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A value, and every elementwise value of its size that it waits for: what one kernel computes with nothing but registers in
 * between. If the value itself is no elementwise one, or is computed already, nothing is in the group, and its source is memory.
 */
final class ElementwiseGroup {
    private final CompileContext context;
    private final Value root;
    private final int size;
    private final List<Value> members = new ArrayList<>();
    private final Set<Value> inside = new HashSet<>();
    private final Map<Value, Operand> sources = new LinkedHashMap<>();

    private record Frame(Value value, Iterator<Value> inputs) {}

    private ElementwiseGroup(CompileContext context, Value root) {
        this.context = context;
        this.size = root.shape().size();
        this.root = behindViews(root);
    }

    /** The group of a value; what it reads from outside has been computed, or its launches have been added. */
    static ElementwiseGroup of(CompileContext context, Value root) {
        ElementwiseGroup group = new ElementwiseGroup(context, root);
        group.collect();
        return group;
    }

    /** Finds the members, inputs before results, without recursion: groups may be long. */
    private void collect() {
        Deque<Frame> stack = new ArrayDeque<>();
        visit(root, stack);
        while (!stack.isEmpty()) {
            Frame top = stack.peek();
            if (top.inputs().hasNext()) {
                visit(behindViews(top.inputs().next()), stack);
            } else {
                stack.pop();
                sources.put(top.value(), new Operand.Member("v" + members.size()));
                members.add(top.value());
            }
        }
    }

    private void visit(Value value, Deque<Frame> stack) {
        boolean member = context.plan().home(value) == null
                && Deferral.isElementwise(value.op())
                && value.shape().size() == size;
        if (!member) {
            if (!sources.containsKey(value)) {
                sources.put(value, outside(value));
            }
        } else if (inside.add(value)) {
            stack.push(new Frame(value, value.inputs().iterator()));
        }
    }

    /** The value behind views of the same size, whose elements are the same in the same order. */
    Value behindViews(Value value) {
        Value v = value;
        while (context.plan().home(v) == null
                && Users.isView(v)
                && v.input(0).shape().size() == v.shape().size()) {
            v = v.input(0);
        }
        return v;
    }

    private Operand outside(Value value) {
        if (value.op() instanceof Primitive.Constant constant) {
            return new Operand.Literal(constant.value());
        }
        if (context.plan().home(value) == null && value.op() instanceof Primitive.Expand) {
            Value source = behindViews(value.input(0));
            if (source.op() instanceof Primitive.Constant constant) {
                return new Operand.Literal(constant.value());
            }
            Optional<Broadcast> broadcast = Broadcast.of(value.input(0).shape(), value.shape());
            if (broadcast.isPresent()) {
                return new Operand.Repeated(context.operands().of(value.input(0)), broadcast.get());
            }
        }
        return new Operand.Direct(context.operands().of(value));
    }

    /** The value that it is for, behind views. */
    Value root() {
        return root;
    }

    /** Elements of each member. */
    int size() {
        return size;
    }

    /** What it computes, inputs before results. */
    List<Value> members() {
        return members;
    }

    /** What it computes. */
    Set<Value> inside() {
        return inside;
    }

    /** Where a member's input, or a member, is found. */
    Operand source(Value value) {
        Operand source = sources.get(behindViews(value));
        if (source == null) {
            throw new IllegalStateException("no source for " + value);
        }
        return source;
    }
}
