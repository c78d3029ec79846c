package dev.tenon.backend.cpu.kernels.loop;

/** A loop that {@link LoopCompiler} generated. */
interface CompiledLoop {
    /**
     * Computes elements {@code from} to {@code to - 1}, whole vectors.
     *
     * @param arrays for each register of a group its array
     * @param bases for each register of the group the index of its element 0
     * @param registers for each register of the loop the group's
     */
    void run(float[][] arrays, int[] bases, int[] registers, int from, int to);
}
