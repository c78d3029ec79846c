package dev.tenon.experiments;

import dev.tenon.experiments.stats.Estimate;

/**
 * A mean over seeds and how sure it is.
 *
 * <p>Experimental.
 *
 * @param n values it is the mean of
 * @param value NaN if there are none
 * @param low where the interval begins in which the expected value lies; NaN where there is none
 * @param high where it ends
 * @since 0.2
 */
public record Mean(int n, double value, double low, double high) {

    static Mean of(Estimate estimate) {
        boolean interval = estimate.interval().exists();
        return new Mean(
                estimate.n(),
                estimate.mean(),
                interval ? estimate.interval().low() : Double.NaN,
                interval ? estimate.interval().high() : Double.NaN);
    }
}
