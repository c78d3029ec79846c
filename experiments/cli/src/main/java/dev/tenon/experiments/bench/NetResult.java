package dev.tenon.experiments.bench;

import java.util.List;

/**
 * How fast a network was.
 *
 * @param device what computed, for people
 * @param image {@code [height, width, channels]}
 * @param multiplyAdds of one image's forward pass, padding included
 * @param imagesPerSecond over the windows
 * @param stepMillis the median window's time for one step
 * @param gflops 10^9 float operations a second: two for each multiply-add, three times a forward pass's for training
 * @param peakGflops what the device reached in multiply-adds that depend on nothing, right afterwards; 0 if it cannot tell
 * @param copyGigabytes 10^9 bytes a second that a copy of large arrays read and wrote; 0 if it cannot tell
 * @param peakMemory the most memory that the process had had when the last window ended, in bytes
 * @param firstStepSeconds from the start of the process to the end of the first step; 0 if others ran in it before
 * @param firstLoss what the first step gave: its loss, or the first output
 * @param lastLoss what the last step gave
 * @param time where the time of a step goes, the largest part first; empty if the backend cannot tell
 */
public record NetResult(
        String net,
        Mode mode,
        int batch,
        int threads,
        String backend,
        String device,
        List<Integer> image,
        long parameters,
        long multiplyAdds,
        TimingWindows imagesPerSecond,
        double stepMillis,
        double gflops,
        double peakGflops,
        double copyGigabytes,
        long peakMemory,
        double firstStepSeconds,
        double firstLoss,
        double lastLoss,
        List<Part> time) {

    /**
     * A part of a step's time.
     *
     * @param kind of op, as the backend calls it
     * @param share of the whole, 0 to 1
     * @param millis in a step
     * @param calls in a step
     */
    public record Part(String kind, double share, double millis, double calls) {}

    /** Part of the measured peak that was reached; NaN if the device cannot tell its peak. */
    public double shareOfPeak() {
        return peakGflops > 0 ? gflops / peakGflops : Double.NaN;
    }
}
