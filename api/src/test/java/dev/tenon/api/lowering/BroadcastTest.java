package dev.tenon.api.lowering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BroadcastTest {

    /** All shapes of up to three axes of 1 to 3 elements. */
    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>(List.of(Shape.scalar()));
        for (int first = 0; shapes.get(first).rank() < 3; first++) {
            for (int extent = 1; extent <= 3; extent++) {
                int[] dims = shapes.get(first).dims();
                shapes.add(Shape.of(IntStream.concat(IntStream.of(extent), IntStream.of(dims))
                        .toArray()));
            }
        }
        return shapes;
    }

    private static boolean expands(Shape source, Shape target) {
        int missing = target.rank() - source.rank();
        return missing >= 0
                && IntStream.range(0, source.rank())
                        .allMatch(axis -> source.dim(axis) == 1 || source.dim(axis) == target.dim(missing + axis));
    }

    /** For each element of the target the index of its element of the source, axis by axis. */
    private static int[] indices(Shape source, Shape target) {
        int[] indices = new int[target.size()];
        for (int i = 0; i < indices.length; i++) {
            int rest = i;
            int step = 1;
            for (int axis = target.rank() - 1; axis >= 0; axis--) {
                int at = rest % target.dim(axis);
                rest /= target.dim(axis);
                int own = axis - (target.rank() - source.rank());
                if (own >= 0) {
                    indices[i] += source.dim(own) == 1 ? 0 : at * step;
                    step *= source.dim(own);
                }
            }
        }
        return indices;
    }

    @Test
    void isReadAsItWouldBeMade() {
        int read = 0;
        int made = 0;
        for (Shape source : shapes()) {
            for (Shape target : shapes()) {
                if (!expands(source, target)) {
                    continue;
                }
                Optional<Broadcast> found = Broadcast.of(source, target);
                if (found.isPresent()) {
                    Broadcast b = found.get();
                    assertEquals(target.size(), b.inner() * b.count() * b.outer(), source + " to " + target);
                    assertArrayEquals(
                            indices(source, target),
                            IntStream.range(0, target.size())
                                    .map(i -> i / b.inner() % b.count())
                                    .toArray(),
                            source + " to " + target);
                    read++;
                } else {
                    made++;
                }
            }
        }
        // [a, 1, b] to [a, c, b], with a, b and c of 2 or 3, is all that must be made.
        assertEquals(8, made);
        assertTrue(read > 100, "too few were tried");
    }
}
