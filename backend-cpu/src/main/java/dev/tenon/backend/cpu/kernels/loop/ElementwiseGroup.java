package dev.tenon.backend.cpu.kernels.loop;

/** Elementwise ops in sequence, over runs of floats called registers. */
public interface ElementwiseGroup {
    /**
     * Computes elements {@code from} to {@code to - 1} of every register that is memory. Others may hold anything afterwards.
     *
     * @param arrays for each register its array
     * @param bases for each register the index of its element 0; runs of two registers are the same or do not overlap
     */
    void run(float[][] arrays, int[] bases, int from, int to);
}
