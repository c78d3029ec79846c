package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Op;
import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.FusedMultiplyAdd;
import dev.tenon.api.graph.Primitive.Reduce;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.api.graph.Value;
import dev.tenon.api.lowering.Deferral;
import dev.tenon.api.lowering.Users;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a group is written to memory: members that something else needs too. Those that are a cheap function of one tensor of
 * their size are computed again instead by those who need them: to read that tensor takes as long as to read the member would,
 * and the member need not be written. It is what makes {@code image - mean} of a batch normalisation free.
 */
final class Materialization {
    /** Operations that are done again rather than read. */
    private static final int FEW = 3;

    private final ElementwiseGroup group;
    private final Users users;
    private final Set<Value> apart;
    private final List<Value> written = new ArrayList<>();
    private final Set<Value> again = new HashSet<>();

    private Materialization(ElementwiseGroup group, Users users, Set<Value> apart) {
        this.group = group;
        this.users = users;
        this.apart = apart;
    }

    /**
     * Decides for each member of a group.
     *
     * @param rootIsWanted whether the root is written in any case
     * @param reader who has the root from the same kernel, and needs it from nowhere else; the root if none
     */
    static Materialization of(ElementwiseGroup group, Users users, boolean rootIsWanted, Value reader) {
        Set<Value> apart = new HashSet<>(group.inside());
        apart.add(reader);
        Materialization decided = new Materialization(group, users, apart);
        decided.decide(rootIsWanted);
        return decided;
    }

    private void decide(boolean rootIsWanted) {
        Set<Value> neededAgain = new HashSet<>();
        for (Value member : group.members().reversed()) {
            boolean must = rootIsWanted && member == group.root();
            if (!must && !neededAgain.contains(member) && !users.neededOutside(member, apart)) {
                continue;
            }
            if (!must && isCheap(member) && onlyChains(member)) {
                again.add(member);
                member.inputs().forEach(input -> neededAgain.add(group.behindViews(input)));
            } else {
                written.addFirst(member);
            }
        }
    }

    /** Members that are written, inputs before results. */
    List<Value> written() {
        return written;
    }

    /** Members that are computed again by others, which still wait for what these need. */
    Set<Value> again() {
        return again;
    }

    /** Members that nothing outside waits for any more. */
    Set<Value> done() {
        Set<Value> done = new HashSet<>(group.inside());
        done.removeAll(again);
        return done;
    }

    private boolean isCheap(Value member) {
        Set<Tensor> read = new HashSet<>();
        return operations(member, read, FEW) >= 0 && read.size() <= 1;
    }

    /** How many of {@code left} operations are left after a member has been computed; negative if they do not suffice. */
    private int operations(Value member, Set<Tensor> read, int left) {
        if (left <= 0 || !isLight(member.op())) {
            return -1;
        }
        int rest = left - 1;
        for (Value input : member.inputs()) {
            switch (group.source(input)) {
                case Operand.Member m -> rest = operations(group.behindViews(input), read, rest);
                case Operand.Direct direct -> read.add(direct.tensor());
                case Operand.Literal l -> {}
                case Operand.Repeated r -> {}
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
                                || (user.op() instanceof Reduce r && SumFusion.fuses(r, user)));
    }
}
