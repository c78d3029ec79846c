package dev.tenon.experiments.bench;

import java.util.Arrays;

/**
 * How often something ran in a second, in each of a few windows of time.
 *
 * @param median of the windows
 * @param least of the windows
 * @param most of the windows
 */
public record TimingWindows(double median, double least, double most) {

    /** A part of the warm-up that is this little faster than the fastest before it has settled. */
    private static final double SETTLED = 0.97;

    /** Looks whether it has settled, at most. */
    private static final int PARTS = 8;

    /** Warms up and times; there is always at least one run before the first window. */
    static TimingWindows of(Runnable work, Pace pace) {
        long best = settled(work, pace);
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
        return new TimingWindows(median(rates), rates[0], rates[rates.length - 1]);
    }

    /** Runs until it is warm and then, as far as the pace allows, until it is not getting faster; the shortest run in ns. */
    private static long settled(Runnable work, Pace pace) {
        long begun = System.nanoTime();
        long end = begun + (long) (pace.warmSeconds() * 1e9);
        long last = end + (long) (pace.settleSeconds() * 1e9);
        long before = Long.MAX_VALUE;
        long best = shortest(work, end);
        while (best < SETTLED * before && System.nanoTime() < last) {
            before = best;
            best = Math.min(best, shortest(work, System.nanoTime() + (last - end) / PARTS));
        }
        return best;
    }

    private static long shortest(Runnable work, long end) {
        long best = Long.MAX_VALUE;
        do {
            long started = System.nanoTime();
            work.run();
            best = Math.min(best, System.nanoTime() - started);
        } while (System.nanoTime() < end);
        return best;
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
