package dev.tenon.experiments.stats;

import org.apache.commons.math3.special.Gamma;

/**
 * How large a paired difference is, beside how it varies from seed to seed.
 *
 * @param g Cohen's d of the differences (mean over their standard deviation, d_z) with Hedges' exact correction
 *     for few pairs; NaN for fewer than three pairs or differences that do not vary
 */
public record EffectSize(double g) {

    static EffectSize of(Estimate differences) {
        return new EffectSize(
                differences.n() < 3 || differences.deviation() == 0
                        ? Double.NaN
                        : differences.mean() / differences.deviation() * correction(differences.n() - 1));
    }

    /**
     * Hedges' factor against the bias of d (Hedges 1981): Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)).
     *
     * @param m degrees of freedom, at least 2
     */
    static double correction(int m) {
        return StrictMath.exp(Gamma.logGamma(m / 2.0) - Gamma.logGamma((m - 1) / 2.0)) / StrictMath.sqrt(m / 2.0);
    }

    /** Cohen's words for sizes: negligible below 0.2, small below 0.5, medium below 0.8, large above. */
    public String word() {
        double size = StrictMath.abs(g);
        if (Double.isNaN(size)) {
            return "unknown";
        }
        return size < 0.2 ? "negligible" : size < 0.5 ? "small" : size < 0.8 ? "medium" : "large";
    }
}
