package dev.tenon.experiments.data;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads minibatches on a thread of its own before they are asked for, in order, and no more of them than a small part of memory holds.
 * What is given depends on the order of the batches alone.
 */
public final class ReadAhead implements AutoCloseable {

    /** The share of the memory which Java may use that waiting batches take; one waits, however large. */
    private static final int SHARE = 16;

    /** More would not make up for a slower reader. */
    private static final int MOST = 8;

    private final Iterator<Supplier<Map<String, float[]>>> batches;
    private final BlockingQueue<Batch> ready;
    private final Thread thread;
    private long waited;

    private record Batch(
            Map<String, float[]> values, @Nullable Throwable failure) {}

    /**
     * Starts to read.
     *
     * @param columns what is read of each example
     * @param batches in order; used by the reading thread alone
     * @param examples which those of a batch are
     * @param largest examples in the largest batch
     */
    public ReadAhead(List<BatchRows> columns, Iterator<int[]> batches, UnaryOperator<int[]> examples, int largest) {
        this(columns.stream().mapToLong(BatchRows::width).sum() * largest, new Iterator<>() {
            @Override
            public boolean hasNext() {
                return batches.hasNext();
            }

            @Override
            public Supplier<Map<String, float[]>> next() {
                int[] batch = examples.apply(batches.next());
                return () -> {
                    Map<String, float[]> values = new LinkedHashMap<>();
                    columns.forEach(each -> values.put(each.name(), each.read(batch)));
                    return values;
                };
            }
        });
    }

    /**
     * Starts to read.
     *
     * @param numbers of the largest batch
     * @param batches in order, each to be read; used by the reading thread alone
     */
    public ReadAhead(long numbers, Iterator<Supplier<Map<String, float[]>>> batches) {
        this.batches = batches;
        long bytes = numbers * Float.BYTES;
        long fit = Runtime.getRuntime().maxMemory() / SHARE / Math.max(1, bytes);
        this.ready = new ArrayBlockingQueue<>(Math.clamp(fit, 1, MOST));
        this.thread = Thread.ofPlatform().name("tenon-read").daemon().unstarted(this::read);
        thread.start();
    }

    private void read() {
        try {
            while (batches.hasNext()) {
                ready.put(new Batch(batches.next().get(), null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Closed: nobody asks for more.
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable failure) {
        try {
            ready.put(new Batch(Map.of(), failure));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The next batch: the numbers of each column, by its name.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public Map<String, float[]> next() {
        long begun = System.nanoTime();
        Batch batch;
        try {
            batch = ready.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for data");
        }
        waited += System.nanoTime() - begun;
        switch (batch.failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(batch.failure);
        }
        return batch.values;
    }

    /** How long all calls of {@link #next} together have waited. */
    public long waitedNanos() {
        return waited;
    }

    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            ready.clear();
            try {
                thread.join(50);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
