package dev.tenon.backend.cpu.kernels.loop;

/** The loop that {@link LoopCompiler} makes of a stretch. */
interface CompiledLoop {
    /**
     * Computes elements {@code from} to {@code to - 1}, whole vectors.
     *
     * @param arrays for each register of a chain its array
     * @param bases for each register of the chain the index of its element 0
     * @param registers for each register of the loop the chain's
     */
    void run(float[][] arrays, int[] bases, int[] registers, int from, int to);
}
