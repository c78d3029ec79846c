package dev.tenon.api.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Composites give way to primitives, or stay where they are wanted. What comes out is the testkit's to compare. */
final class ExpansionTest {
    private final Value x = Ops.leaf("x", Shape.of(2, 6, 6, 4));
    private final Value w = Ops.leaf("w", Shape.of(3, 3, 2, 4));

    private Program step() {
        Value y = Ops.maxPool(Ops.conv2d(x, w, Window.of(3, 3), 2), Window.of(2, 2));
        Value loss = Ops.sum(Ops.softmax(Ops.flatten(y)));
        Value next = Ops.subtract(w, Gradients.of(loss, List.of(w)).getFirst());
        return Program.of("step", map("loss", loss), map(w, next));
    }

    @Test
    void nothingButPrimitives() {
        Program primitives = Expansion.toPrimitives(step());
        assertTrue(step().values().stream().anyMatch(ExpansionTest::composite));
        assertFalse(primitives.values().stream().anyMatch(ExpansionTest::composite));
    }

    @Test
    void leavesAndNamesStay() {
        Program primitives = Expansion.toPrimitives(step());
        assertEquals(step().leaves(), primitives.leaves());
        assertEquals(List.of("loss"), List.copyOf(primitives.outputs().keySet()));
        assertSame(w, primitives.updates().keySet().iterator().next());
        assertEquals("step", primitives.name());
    }

    @Test
    void keptCompositesStay() {
        Program some = Expansion.of(step(), composite -> !(composite instanceof Composite.MaxPool));
        long pools = count(some, Composite.MaxPool.class);
        assertEquals(0, pools);
        assertEquals(1, count(some, Composite.Conv2d.class));
        assertEquals(1, count(some, Composite.MaxPoolGradient.class));
    }

    @Test
    void aProgramOfPrimitivesIsLeftAlone() {
        Program once = Expansion.toPrimitives(step());
        assertEquals(once.values(), Expansion.toPrimitives(once).values());
    }

    /** Deeper than a thread's stack could follow by recursion. */
    @Test
    void deepGraphs() {
        Value value = Ops.leaf("start", Shape.of(1, 4));
        for (int i = 0; i < 10_000; i++) {
            value = Ops.softmax(value);
        }
        Program deep = Expansion.toPrimitives(Program.of("deep", map("end", value), map()));
        assertFalse(deep.values().stream().anyMatch(ExpansionTest::composite));
    }

    private static boolean composite(Value value) {
        return value.op() instanceof Composite;
    }

    private static long count(Program program, Class<? extends Composite> kind) {
        return program.values().stream()
                .filter(value -> kind.isInstance(value.op()))
                .count();
    }

    private static <K, V> Map<K, V> map() {
        return new LinkedHashMap<>();
    }

    private static <K, V> Map<K, V> map(K key, V value) {
        Map<K, V> map = map();
        map.put(key, value);
        return map;
    }
}
