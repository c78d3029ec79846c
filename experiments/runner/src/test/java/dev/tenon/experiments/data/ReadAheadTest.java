package dev.tenon.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Rows;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ReadAheadTest {

    private static ReadAhead ahead(Rows rows, int width, int count, int size) {
        return new ReadAhead(
                List.of(new BatchRows("x", rows, width)),
                IntStream.range(0, count)
                        .mapToObj(batch -> IntStream.range(batch * size, batch * size + size)
                                .toArray())
                        .iterator(),
                UnaryOperator.identity(),
                size);
    }

    private static float[] next(ReadAhead ahead) {
        return ahead.next().getOrDefault("x", new float[0]);
    }

    @Test
    void batchesComeInOrderHoweverLongEachTakes() {
        Rows rows = Rows.of(1000, (index, into, at) -> {
            if (index % 7 == 0) {
                LockSupport.parkNanos(1000);
            }
            into[at] = index;
            into[at + 1] = -index;
        });
        try (ReadAhead ahead = ahead(rows, 2, 250, 4)) {
            for (int batch = 0; batch < 250; batch++) {
                int first = 4 * batch;
                assertArrayEquals(
                        new float[] {first, -first, first + 1, -first - 1, first + 2, -first - 2, first + 3, -first - 3
                        },
                        next(ahead));
            }
        }
    }

    /** A batch is a fortieth of the memory, so that one waits and one is being read, beside the one that was taken. */
    @Test
    void noMoreIsReadThanASmallPartOfMemoryHolds() throws InterruptedException {
        int width = (int) (Runtime.getRuntime().maxMemory() / 40 / Float.BYTES);
        AtomicInteger begun = new AtomicInteger();
        Rows rows = Rows.of(100, (index, into, at) -> {
            begun.incrementAndGet();
            into[at] = index;
        });
        try (ReadAhead ahead = ahead(rows, width, 100, 1)) {
            for (int taken = 1; taken <= 5; taken++) {
                assertEquals(taken - 1, next(ahead)[0]);
                Thread.sleep(20);
                assertTrue(begun.get() <= taken + 3, begun + " are read when " + taken + " are taken");
            }
        }
    }

    @Test
    void theFirstFailureOfABatchIsToldWhenItsTurnComes() {
        Rows rows = Rows.of(100, (index, into, at) -> {
            if (index > 20) {
                throw new NoSuchFileException(index + ".png");
            }
        });
        try (ReadAhead ahead = ahead(rows, 1, 10, 10)) {
            next(ahead);
            next(ahead);
            DataException e = assertThrows(DataException.class, ahead::next);
            assertEquals("x cannot be read: there is no 21.png", e.getMessage());
        }
    }

    @Test
    void closingEndsTheThreadWhateverItDoes() {
        CountDownLatch never = new CountDownLatch(1);
        Rows stuck = Rows.of(10, (index, into, at) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        });
        ReadAhead full = ahead(Rows.of(10, (index, into, at) -> {}), 1, 10, 1);
        next(full);
        full.close();
        ahead(stuck, 1, 10, 1).close();
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void waitingEndsWhenTheRunIsStopped() {
        CountDownLatch never = new CountDownLatch(1);
        Rows stuck = Rows.of(10, (index, into, at) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        });
        try (ReadAhead ahead = ahead(stuck, 1, 10, 1)) {
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, ahead::next);
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void severalColumnsAreReadTogether() {
        Rows rows = Rows.of(2, (index, into, at) -> into[at] = index);
        try (ReadAhead ahead = new ReadAhead(
                List.of(new BatchRows("x", rows, 1), new BatchRows("y", rows, 1)),
                List.of(new int[] {1}).iterator(),
                UnaryOperator.identity(),
                1)) {
            Map<String, float[]> both = ahead.next();
            assertEquals(List.of("x", "y"), List.copyOf(both.keySet()));
        }
    }
}
