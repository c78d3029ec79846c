package dev.tenon.experiments.bench;

import java.util.List;

/**
 * How fast a whole experiment was.
 *
 * @param experiment its name
 * @param threads processor threads that it had
 * @param backend that computed
 * @param device what computed, for people
 * @param trials how many
 * @param seconds from the start of the process until the reports were made; without the start if others ran in it before
 * @param gflops 10^9 float operations a second over that time: two for each multiply-add of every program that ran
 * @param peakGflops what the device reached in multiply-adds that depend on nothing, on all threads; 0 if it cannot tell
 * @param peakMemory the most memory that the process had, in bytes
 * @param parts of that time, one after the other
 * @param trialParts what threads that ran trials did, all together; they ran side by side
 * @param compilingSeconds that threads of the JVM spent compiling, beside all this
 * @param collectingSeconds that the JVM spent collecting garbage
 */
public record ExperimentSpeed(
        String experiment,
        int threads,
        String backend,
        String device,
        int trials,
        double seconds,
        double gflops,
        double peakGflops,
        long peakMemory,
        List<Part> parts,
        List<Part> trialParts,
        double compilingSeconds,
        double collectingSeconds) {

    /**
     * A part of the time.
     *
     * @param count how often; 0 where that says nothing
     */
    public record Part(String name, double seconds, long count) {}

    /** Part of the measured peak that was reached; NaN if the device cannot tell its peak. */
    public double shareOfPeak() {
        return peakGflops > 0 ? gflops / peakGflops : Double.NaN;
    }
}
