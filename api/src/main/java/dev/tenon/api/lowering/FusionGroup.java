package dev.tenon.api.lowering;

import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A value and every deferred elementwise value of its size that it depends on: what one loop computes with its intermediate results in
 * registers. If the value itself is not elementwise, or is computed already, the group has no members and its root is only read.
 */
public final class FusionGroup {

    /** Where element i of a value comes from. */
    public sealed interface Source {
        /**
         * It is the result of a member.
         *
         * @param index its index in {@link FusionGroup#members()}
         */
        record Inside(int index) implements Source {}

        /** It is the same number for every i. */
        record Literal(float value) implements Source {}

        /** It is element i of a value in memory. */
        record Stored(Value value) implements Source {}

        /** It is an element of a value in memory that is broadcast. */
        record Repeated(Value value, Broadcast broadcast) implements Source {}
    }

    /**
     * A value that the loop computes.
     *
     * @param inputs where its inputs come from
     */
    public record Member(Value value, List<Source> inputs) {}

    private record Frame(Value value, Iterator<Value> inputs) {}

    private final Predicate<Value> computed;
    private final Value root;
    private final int size;
    private final List<Member> members = new ArrayList<>();
    private final Set<Value> inside = new HashSet<>();
    private final Map<Value, Source> sources = new LinkedHashMap<>();

    private FusionGroup(Value root, Predicate<Value> computed) {
        this.computed = computed;
        this.root = Users.behindViews(root, computed);
        this.size = root.shape().size();
    }

    /**
     * The group of a value.
     *
     * @param computed whether a value is in memory already
     */
    public static FusionGroup of(Value root, Predicate<Value> computed) {
        FusionGroup group = new FusionGroup(root, computed);
        group.join(group.root);
        return group;
    }

    /** Adds a value of the same size and the members that it depends on, if they are not in the group yet. */
    public void join(Value value) {
        // Inputs before results, without recursion: groups may be long.
        Deque<Frame> stack = new ArrayDeque<>();
        visit(value, stack);
        while (!stack.isEmpty()) {
            Frame top = stack.peek();
            if (top.inputs().hasNext()) {
                visit(Users.behindViews(top.inputs().next(), computed), stack);
            } else {
                stack.pop();
                List<Source> inputs =
                        top.value().inputs().stream().map(this::source).toList();
                sources.put(top.value(), new Source.Inside(members.size()));
                members.add(new Member(top.value(), inputs));
            }
        }
    }

    private void visit(Value value, Deque<Frame> stack) {
        boolean member = !computed.test(value)
                && Deferral.isElementwise(value.op())
                && value.shape().size() == size;
        if (!member) {
            sources.computeIfAbsent(value, this::outside);
        } else if (inside.add(value)) {
            stack.push(new Frame(value, value.inputs().iterator()));
        }
    }

    private Source outside(Value value) {
        if (value.op() instanceof Primitive.Constant constant) {
            return new Source.Literal(constant.value());
        }
        if (value.op() instanceof Primitive.Expand && !computed.test(value)) {
            Value source = value.input(0);
            if (Users.behindViews(source, computed).op() instanceof Primitive.Constant constant) {
                return new Source.Literal(constant.value());
            }
            return Broadcast.of(source.shape(), value.shape())
                    .<Source>map(broadcast -> new Source.Repeated(source, broadcast))
                    .orElse(new Source.Stored(value));
        }
        return new Source.Stored(value);
    }

    private Source source(Value value) {
        return Objects.requireNonNull(sources.get(Users.behindViews(value, computed)));
    }

    /** The value that the group computes, behind views. */
    public Value root() {
        return root;
    }

    /** Where the root's elements come from. */
    public Source rootSource() {
        return source(root);
    }

    /** Elements of each member. */
    public int size() {
        return size;
    }

    /** What the loop computes, inputs before results. */
    public List<Member> members() {
        return Collections.unmodifiableList(members);
    }

    /** The values of the members. */
    public Set<Value> inside() {
        return Collections.unmodifiableSet(inside);
    }

    /** The values that must be in memory before the loop runs. */
    public List<Value> reads() {
        List<Value> reads = new ArrayList<>();
        for (Source source : sources.values()) {
            switch (source) {
                case Source.Stored stored -> reads.add(stored.value());
                case Source.Repeated repeated -> reads.add(repeated.value());
                case Source.Inside _, Source.Literal _ -> {}
            }
        }
        return reads;
    }

    /** Whether the loop reads a value of which some test holds at other elements than those that it computes. */
    public boolean repeats(Predicate<Value> test) {
        return sources.values().stream()
                .anyMatch(source -> source instanceof Source.Repeated repeated && test.test(repeated.value()));
    }
}
