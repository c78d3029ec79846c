package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.Broadcast;
import dev.tenon.api.lowering.Deferral;
import dev.tenon.api.lowering.FusionGroup;
import dev.tenon.api.lowering.Users;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides what one elementwise step computes and which of its results are written to memory: those that are also used
 * elsewhere; the others never leave the cache.
 */
final class Materialization {
    /** Numbers that stay in the first-level cache. */
    private static final int FEW = 1024;

    private final FusionGroup group;
    private final Users users;
    private final Predicate<Value> stored;
    private final boolean large;

    /**
     * A group whose reads are in memory.
     *
     * @param stored whether a value is in memory
     * @param large floats of a tensor that would not stay in the cache from step to step
     */
    Materialization(FusionGroup group, Users users, Predicate<Value> stored, int large) {
        this.group = group;
        this.users = users;
        this.stored = stored;
        this.large = group.size() >= large;
    }

    /**
     * Adds values that a reduction is about to read and that are computed from the root and from memory: they are written
     * in the same pass, which saves reading the root again.
     */
    void addCompanions() {
        if (!large) {
            return;
        }
        for (Value user : users.of(group.root())) {
            boolean reduced = users.of(user).stream().anyMatch(next -> next.op() instanceof Primitive.Reduce);
            if (reduced
                    && !group.inside().contains(user)
                    && !users.isDone(user)
                    && Deferral.isElementwise(user.op())
                    && user.shape().size() == group.size()
                    && user.inputs().stream().allMatch(input -> ready(input, 2))) {
                group.join(user);
            }
        }
    }

    /** Whether a value can be read, or computed by a few functions of such. */
    private boolean ready(Value value, int depth) {
        Value v = Users.behindViews(value, stored);
        if (stored.test(v) || group.inside().contains(v) || v.op() instanceof Primitive.Constant) {
            return true;
        }
        if (v.op() instanceof Primitive.Expand) {
            return stored.test(v.input(0))
                    && Broadcast.of(v.input(0).shape(), v.shape()).isPresent();
        }
        return depth > 0
                && Deferral.isElementwise(v.op())
                && v.shape().size() == group.size()
                && v.inputs().stream().allMatch(input -> ready(input, depth - 1));
    }

    /** The members that are written to memory, inputs before results. */
    Set<Value> written() {
        Set<Value> written = new LinkedHashSet<>();
        for (FusionGroup.Member member : group.members()) {
            if (member.value() == group.root() || (neededOutside(member.value()) && !again(member))) {
                written.add(member.value());
            }
        }
        return written;
    }

    /** The members that no later step computes again. */
    Set<Value> finished() {
        Set<Value> finished = written();
        group.inside().stream().filter(member -> !neededOutside(member)).forEach(finished::add);
        return finished;
    }

    private boolean neededOutside(Value member) {
        return users.neededOutside(member, group.inside());
    }

    /**
     * Whether a member that something else needs too is rather computed there once more: one operation on what is in memory
     * anyway and on a few numbers, as an image less its mean. To write it and read it again would take longer.
     */
    private boolean again(FusionGroup.Member member) {
        if (!large
                || users.isRoot(member.value())
                || !(member.value().op() instanceof Primitive.Binary b)
                || !switch (b.kind()) {
                    case ADD, SUBTRACT, MULTIPLY -> true;
                    case DIVIDE, MAX, MIN, LESS, LESS_EQUAL, EQUAL -> false;
                }) {
            return false;
        }
        FusionGroup.Source x = member.inputs().get(0);
        FusionGroup.Source y = member.inputs().get(1);
        return (x instanceof FusionGroup.Source.Stored && few(y)) || (few(x) && y instanceof FusionGroup.Source.Stored);
    }

    private static boolean few(FusionGroup.Source source) {
        return switch (source) {
            case FusionGroup.Source.Literal _ -> true;
            case FusionGroup.Source.Repeated repeated -> repeated.broadcast().count() <= FEW;
            case FusionGroup.Source.Inside _, FusionGroup.Source.Stored _ -> false;
        };
    }
}
