package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast that an elementwise step reads without materializing it: element i of the target is element {@code i /
 * inner % count} of the source.
 *
 * @param inner how often each element is repeated in place
 * @param count elements of the source
 */
record Broadcast(int inner, int count) {
    /** The broadcast from a source to a target, or null if the repeated axes are not all at its ends. */
    static @Nullable Broadcast of(Shape source, Shape target) {
        int missing = target.rank() - source.rank();
        int inner = 1;
        int count = 1;
        // Going outwards: repeated axes, then kept ones, then repeated ones.
        int state = 0;
        for (int axis = target.rank() - 1; axis >= 0; axis--) {
            int extent = target.dim(axis);
            if (extent == 1) {
                continue;
            }
            boolean kept = axis >= missing && source.dim(axis - missing) == extent;
            if (kept && state < 2) {
                state = 1;
                count *= extent;
            } else if (kept) {
                return null;
            } else if (state == 0) {
                inner *= extent;
            } else {
                state = 2;
            }
        }
        return new Broadcast(inner, count);
    }
}
