package dev.tenon.experiments.data;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Rows;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that are read for several examples together, by all processors: each example's go to a place of their own, so that nothing
 * depends on who reads what.
 *
 * @param name for messages
 * @param width numbers of an example
 */
public record BatchRows(String name, Rows rows, int width) {

    /** A column's. */
    public static BatchRows of(Column column) {
        return new BatchRows(
                "column " + column.name(), column.source(), column.shape().size());
    }

    /**
     * The numbers of some examples, in that order.
     *
     * @throws DataException if some cannot be read, of the first of these
     */
    public float[] read(int[] indices) {
        float[] into = new float[Math.multiplyExact(indices.length, width)];
        try {
            read(indices, into, 0);
        } catch (IOException e) {
            throw new DataException(name + " " + Reasons.of(e), e);
        }
        return into;
    }

    /** The same into an array, from {@code at} on. */
    void read(int[] indices, float[] into, int at) throws IOException {
        AtomicReferenceArray<@Nullable Throwable> failures = new AtomicReferenceArray<>(indices.length);
        IntStream.range(0, indices.length).parallel().forEach(i -> {
            try {
                rows.read(indices[i], into, at + i * width);
            } catch (IOException | RuntimeException | LinkageError | AssertionError | InternalError e) {
                failures.set(i, e);
            }
        });
        for (int i = 0; i < indices.length; i++) {
            Throwable failure = failures.get(i);
            switch (failure) {
                case null -> {}
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case InternalError e ->
                    // A page of a mapped file that is no longer there.
                    throw new DataException(
                            name
                                    + " cannot be read: a file has been shortened since it was opened; do not change data files while a run reads them",
                            e);
                case Error e -> throw e;
                default -> throw new IllegalStateException(failure);
            }
        }
    }
}
