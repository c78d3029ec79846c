package dev.tenon.experiments.bench;

/**
 * How long something is timed.
 *
 * @param warmSeconds of running it first, so that compilers and caches are where they will stay
 * @param windows how often it is timed; the median is what is reported
 * @param windowSeconds how long a window lasts, about
 */
public record Pace(double warmSeconds, int windows, double windowSeconds) {

    public Pace {
        if (!(warmSeconds >= 0 && warmSeconds <= 3600)) {
            throw new IllegalArgumentException("--warm is 0 to 3600 seconds, not " + warmSeconds);
        }
        if (windows < 1) {
            throw new IllegalArgumentException("--windows is at least 1, not " + windows);
        }
        if (!(windowSeconds > 0 && windowSeconds <= 3600)) {
            throw new IllegalArgumentException("--window is above 0 and at most 3600 seconds, not " + windowSeconds);
        }
    }

    /** About how long it takes. */
    public double seconds() {
        return warmSeconds + windows * windowSeconds;
    }
}
