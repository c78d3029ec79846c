package dev.tenon.api.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private record Block(int number, long size, int first, int last) {}

    @Test
    void whatLivesTogetherDoesNotOverlap() {
        RandomStream random = new RandomStream(1, "placement");
        for (int round = 0; round < 200; round++) {
            Placement<Block> placement = new Placement<>(16, 4000);
            List<Block> blocks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int first = random.nextInt(50);
                Block block = new Block(i, 1 + random.nextInt(900), first, first + random.nextInt(12));
                blocks.add(block);
                placement.use(block, block.size(), block.first());
                placement.use(block, block.size(), block.last());
            }
            Placement.Layout<Block> layout = placement.layout();
            assertEquals(blocks, List.copyOf(layout.places().keySet()));
            for (Block a : blocks) {
                Placement.Place at = Objects.requireNonNull(layout.places().get(a));
                assertEquals(0, at.offset() % 16);
                assertTrue(at.size() >= a.size() && at.size() < a.size() + 16);
                assertTrue(at.offset() + at.size() <= layout.buffers().get(at.buffer()));
                assertTrue(layout.buffers().get(at.buffer()) <= 4000);
                for (Block b : blocks.subList(0, a.number())) {
                    Placement.Place other =
                            Objects.requireNonNull(layout.places().get(b));
                    boolean together = a.first() <= b.last() && b.first() <= a.last();
                    boolean apart = at.buffer() != other.buffer()
                            || at.offset() + at.size() <= other.offset()
                            || other.offset() + other.size() <= at.offset();
                    assertTrue(apart || !together, () -> a + " and " + b);
                }
            }
        }
    }

    @Test
    void memoryIsUsedAgain() {
        Placement<String> placement = new Placement<>(1, Long.MAX_VALUE);
        for (int step = 0; step < 100; step++) {
            placement.use("tensor " + step, 10, step);
            placement.use("tensor " + step, 10, step + 1);
        }
        assertEquals(List.of(20L), placement.layout().buffers());
    }

    @Test
    void whatFitsNoBufferHasOneOfItsOwn() {
        Placement<String> placement = new Placement<>(1, 100);
        placement.use("short", 30, 0);
        placement.use("long", 500, 0);
        placement.use("other", 70, 0);
        placement.use("more", 1, 0);
        assertEquals(List.of(500L, 100L, 1L), placement.layout().buffers());
    }
}
