package dev.tenon.experiments.stats;

/** Round numbers along a range, for axes and levels. */
public final class Ticks {

    private Ticks() {}

    /** The smallest of 1, 2, 2.5 and 5 times a power of ten that cuts a range into no more than so many steps. */
    public static double step(double low, double high, int most) {
        double least = (high - low) / most;
        if (!(least > 0) || Double.isInfinite(least)) {
            return 1;
        }
        double power = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(least)));
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (factor * power >= least * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
