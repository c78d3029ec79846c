package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Op;
import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.FusedMultiplyAdd;
import dev.tenon.api.graph.Primitive.Reduce;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.Deferral;
import dev.tenon.api.lowering.FusionGroup;
import dev.tenon.api.lowering.Users;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;

/**
 * What of a group is written to memory: members that something else needs too. Those that are a cheap function of one tensor of
 * their size are computed again instead by those who need them: to read that tensor takes as long as to read the member would,
 * and the member need not be written. It is what makes {@code image - mean} of a batch normalisation free.
 */
final class Materialization {
    /** Operations that are done again rather than read. */
    private static final int FEW = 3;

    private final FusionGroup group;
    private final Users users;
    private final Function<Value, Tensor> home;
    private final Set<Value> apart;
    private final SequencedSet<Value> written = new LinkedHashSet<>();
    private final Set<Value> again = new HashSet<>();

    private Materialization(FusionGroup group, Users users, Function<Value, Tensor> home, Set<Value> apart) {
        this.group = group;
        this.users = users;
        this.home = home;
        this.apart = apart;
    }

    /** Whether a reduction begins with a sum that computes its terms as it adds them: over axes of which none is the innermost. */
    static boolean computesTerms(Reduce op, Value value) {
        int last = value.input(0).shape().rank() - 1;
        return op.kind() == Reduce.Kind.SUM && !op.axes().contains(last);
    }

    /**
     * Decides for each member of a group.
     *
     * @param home where a value that the group reads is stored
     * @param rootIsWanted whether the root is written in any case
     * @param reader who has the root from the same kernel, and needs it from nowhere else; the root if none
     */
    static Materialization of(
            FusionGroup group, Users users, Function<Value, Tensor> home, boolean rootIsWanted, Value reader) {
        Set<Value> apart = new HashSet<>(group.inside());
        apart.add(reader);
        Materialization decided = new Materialization(group, users, home, apart);
        decided.decide(rootIsWanted);
        return decided;
    }

    private void decide(boolean rootIsWanted) {
        Set<Value> neededAgain = new HashSet<>();
        for (FusionGroup.Member each : group.members().reversed()) {
            Value member = each.value();
            boolean must = rootIsWanted && member == group.root();
            if (!must && !neededAgain.contains(member) && !users.neededOutside(member, apart)) {
                continue;
            }
            if (!must && isCheap(each) && onlyChains(member)) {
                again.add(member);
                for (FusionGroup.Source input : each.inputs()) {
                    if (input instanceof FusionGroup.Source.Inside inside) {
                        neededAgain.add(group.members().get(inside.index()).value());
                    }
                }
            } else {
                written.addFirst(member);
            }
        }
    }

    /** Members that are written, inputs before results. */
    Set<Value> written() {
        return written;
    }

    /** Members that nothing outside waits for any more. */
    Set<Value> done() {
        Set<Value> done = new HashSet<>(group.inside());
        done.removeAll(again);
        return done;
    }

    private boolean isCheap(FusionGroup.Member member) {
        Set<Tensor> read = new HashSet<>();
        return operations(member, read, FEW) >= 0 && read.size() <= 1;
    }

    /** How many of {@code left} operations are left after a member has been computed; negative if they do not suffice. */
    private int operations(FusionGroup.Member member, Set<Tensor> read, int left) {
        if (left <= 0 || !isLight(member.value().op())) {
            return -1;
        }
        int rest = left - 1;
        for (FusionGroup.Source input : member.inputs()) {
            switch (input) {
                case FusionGroup.Source.Inside inside ->
                    rest = operations(group.members().get(inside.index()), read, rest);
                case FusionGroup.Source.Stored stored -> read.add(home.apply(stored.value()));
                case FusionGroup.Source.Literal _, FusionGroup.Source.Repeated _ -> {}
            }
            if (rest < 0) {
                return -1;
            }
        }
        return rest;
    }

    private static boolean isLight(Op op) {
        return switch (op) {
            case Unary u -> u.kind() == Unary.Kind.NEGATE || u.kind() == Unary.Kind.ABS || u.kind() == Unary.Kind.RELU;
            case Binary b -> b.kind() != Binary.Kind.DIVIDE;
            case FusedMultiplyAdd f -> true;
            default -> false;
        };
    }

    /** Whether all that still wait for a member read it element by element within kernels of their own. */
    private boolean onlyChains(Value member) {
        return !users.isRoot(member)
                && users.throughViews(member).stream()
                        .filter(user -> !users.isDone(user) && !apart.contains(user))
                        .allMatch(user -> (Deferral.isElementwise(user.op())
                                        && user.shape().size() == group.size())
                                || (user.op() instanceof Reduce r && computesTerms(r, user)));
    }
}
