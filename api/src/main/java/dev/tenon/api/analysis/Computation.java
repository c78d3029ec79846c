package dev.tenon.api.analysis;

import java.util.Map;

/** What a network computes of examples, ready to run. Closed by who compiled it, or else when the analysis ends. */
public interface Computation extends AutoCloseable {

    /**
     * Gives the numbers of {@link NetworkGraph#given}; they stay until others are given, and are 0 before.
     *
     * @param values row-major
     * @throws IllegalArgumentException if there is no such name, or there are more or fewer values than its shape has
     */
    void give(String name, float[] values);

    /**
     * Computes the values of some examples of the data set.
     *
     * @param examples by index
     * @return for each name that was compiled its rows, {@code [examples, …]}, row-major, one example after the other
     */
    Map<String, float[]> run(int[] examples);

    /**
     * Computes the values of any inputs.
     *
     * @param inputs for each column that the network takes its numbers, {@code [count, …]}, row-major
     * @throws IllegalArgumentException if a column lacks, or has more or fewer numbers
     */
    Map<String, float[]> run(Map<String, float[]> inputs, int count);

    /** Frees what it alone needs. */
    @Override
    void close();
}
