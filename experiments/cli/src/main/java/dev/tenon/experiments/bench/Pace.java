package dev.tenon.experiments.bench;

/**
 * How long something is timed.
 *
 * @param warmSeconds of running it first, so that compilers and caches are where they will stay
 * @param settleSeconds how much longer to run it first, at most, until it is not getting faster
 * @param windows how often it is timed; the median is what is reported
 * @param windowSeconds how long a window lasts, about
 */
public record Pace(double warmSeconds, double settleSeconds, int windows, double windowSeconds) {

    private static final double SETTLE = 4;

    /** A pace that does not wait until things settle. */
    public Pace(double warmSeconds, int windows, double windowSeconds) {
        this(warmSeconds, 0, windows, windowSeconds);
    }

    public Pace {
        if (!(settleSeconds >= 0)) {
            throw new IllegalArgumentException("cannot settle for " + settleSeconds + " seconds");
        }
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

    /** This pace with a warm-up that goes on, as long again several times at most, until what is timed is not getting faster. */
    public Pace untilSettled() {
        return new Pace(warmSeconds, SETTLE * warmSeconds, windows, windowSeconds);
    }

    /** About how long it takes, if it has settled when warm. */
    public double seconds() {
        return warmSeconds + windows * windowSeconds;
    }
}
