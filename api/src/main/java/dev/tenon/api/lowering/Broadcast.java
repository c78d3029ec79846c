package dev.tenon.api.lowering;

import dev.tenon.api.graph.Shape;
import java.util.Optional;

/**
 * A broadcast that is read without being made: element i of the target is element {@code i / inner % count} of the
 * source.
 *
 * @param inner how often each element is repeated in place
 * @param count elements of the source
 * @param outer how often the whole source is repeated
 */
public record Broadcast(int inner, int count, int outer) {
    /** The broadcast from a source to a target, or none if axes between kept ones are repeated. */
    public static Optional<Broadcast> of(Shape source, Shape target) {
        int missing = target.rank() - source.rank();
        int inner = 1;
        int count = 1;
        int outer = 1;
        // Going outwards: repeated axes, then kept ones, then repeated ones.
        boolean keeping = false;
        boolean leaving = false;
        for (int axis = target.rank() - 1; axis >= 0; axis--) {
            int extent = target.dim(axis);
            if (extent == 1) {
                continue;
            }
            boolean kept = axis >= missing && source.dim(axis - missing) == extent;
            if (kept && leaving) {
                return Optional.empty();
            }
            if (kept) {
                keeping = true;
                count *= extent;
            } else if (keeping) {
                leaving = true;
                outer *= extent;
            } else {
                inner *= extent;
            }
        }
        return Optional.of(new Broadcast(inner, count, outer));
    }
}
