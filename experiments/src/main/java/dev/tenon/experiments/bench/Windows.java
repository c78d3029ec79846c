package dev.tenon.experiments.bench;

import java.util.Arrays;

/**
 * How often something ran in a second, in each of a few windows of time.
 *
 * @param median of the windows
 * @param least of the windows
 * @param most of the windows
 */
public record Windows(double median, double least, double most) {

    /** Warms up and times; there is always at least one run before the first window. */
    static Windows of(Runnable work, Pace pace) {
        long begun = System.nanoTime();
        long best = Long.MAX_VALUE;
        do {
            long started = System.nanoTime();
            work.run();
            best = Math.min(best, System.nanoTime() - started);
        } while (System.nanoTime() - begun < pace.warmSeconds() * 1e9);
        long runs = Math.max(1, Math.round(pace.windowSeconds() * 1e9 / Math.max(1, best)));
        double[] rates = new double[pace.windows()];
        for (int window = 0; window < rates.length; window++) {
            long started = System.nanoTime();
            for (long i = 0; i < runs; i++) {
                work.run();
            }
            rates[window] = runs * 1e9 / Math.max(1, System.nanoTime() - started);
        }
        Arrays.sort(rates);
        return new Windows(median(rates), rates[0], rates[rates.length - 1]);
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
