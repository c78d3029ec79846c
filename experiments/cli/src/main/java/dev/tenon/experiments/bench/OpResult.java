package dev.tenon.experiments.bench;

/**
 * How fast a single op was.
 *
 * @param device what computed, for people
 * @param perSecond how often it ran
 * @param micros the median window's time for one run
 * @param gflops 10^9 float operations a second, two for each multiply-add; 0 for what has no multiply-adds
 * @param gigabytes 10^9 bytes a second, if each input was read once and each result written once
 * @param peakGflops what the device reached in multiply-adds that depend on nothing; 0 if it cannot tell
 * @param copyGigabytes 10^9 bytes a second that a copy of large arrays read and wrote; 0 if it cannot tell
 */
public record OpResult(
        String kind,
        String shape,
        int threads,
        String backend,
        String device,
        TimingWindows perSecond,
        double micros,
        double gflops,
        double gigabytes,
        double peakGflops,
        double copyGigabytes) {

    /** Whether arithmetic, not memory, is what it is compared with. */
    public boolean arithmetic() {
        return gflops > 0;
    }

    /**
     * Part of what the device does at best: of its arithmetic, or for what has no multiply-adds of its copying, which may be
     * above 1 where the caches hold everything; NaN if the device cannot tell.
     */
    public double share() {
        double best = arithmetic() ? peakGflops : copyGigabytes;
        return best > 0 ? (arithmetic() ? gflops : gigabytes) / best : Double.NaN;
    }
}
