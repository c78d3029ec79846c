package dev.tenon.api.data;

import dev.tenon.api.graph.Shape;
import java.io.IOException;
import java.util.Optional;

/**
 * The numbers of a column, read example by example: from a file when they are needed, or made from other columns. So a data set may be
 * larger than memory. What is read is the same each time, and several threads read at once.
 *
 * <pre>{@code
 * new Column("image", Targets.NUMBERS, shape, List.of(), Rows.of(files.size(), (index, into, at) -> decode(files.get(index), into, at)))
 * }</pre>
 *
 * <p>The runner reads all rows once before anything is trained, so that errors in files are found then, and keeps in memory what fits
 * there.
 */
public interface Rows {

    /** How many examples there are. */
    int size();

    /**
     * Puts the numbers of an example, row-major, into an array.
     *
     * @param index of the example
     * @param into room for as many numbers as the column's shape has, from {@code at} on
     * @param at where the first number goes
     * @throws IOException if a file cannot be read
     * @throws DataException if what is read is not as it should be; the message says which file and what to do
     */
    void read(int index, float[] into, int at) throws IOException;

    /** All numbers, {@code [n, shape]}, where they are in memory as one array; it is shared, not copied. */
    default Optional<float[]> array() {
        return Optional.empty();
    }

    /** Whether it is certain without reading that no number is NaN, which stands for what is not known. */
    default boolean complete() {
        return false;
    }

    /** Reads one example. */
    @FunctionalInterface
    interface Reader {

        /** As {@link Rows#read}. */
        void read(int index, float[] into, int at) throws IOException;
    }

    /**
     * Rows that are read when they are needed.
     *
     * @param size how many examples there are
     */
    static Rows of(int size, Reader reader) {
        return new ReadRows(size, reader);
    }

    /**
     * Rows in memory.
     *
     * @param shape of one example
     * @param values {@code [n, shape]}, row-major; shared, not copied
     * @throws DataException if there are none, or the shape does not divide them
     */
    static Rows of(Shape shape, float[] values) {
        return new HeldRows(shape, values);
    }
}
