package dev.tenon.experiments.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What two other views say of the differences between two arms, beside the test that decides.
 *
 * <p>How often an arm is ahead: the probability that a new seed has it above the reference, on the same data (Bouthillier et al.,
 * <i>Accounting for variance in machine learning benchmarks</i>, 2021, who hold it to matter from 0.75 on); seeds that are equal count
 * half. Its interval is Wilson's of as many independent seeds as the mean is worth.
 *
 * <p>The correlated Bayesian t-test (Corani and Benavoli, <i>A Bayesian approach for comparing cross-validated algorithms on multiple
 * data sets</i>, Machine Learning 100, 2015; Benavoli et al., JMLR 18, 2017): without prior knowledge the mean difference has a Student
 * distribution around the one measured, with n - 1 degrees of freedom and the scale of the frequentist test, whose correlation rho of
 * overlapping splits is test / (training + test), so that rho / (1 - rho) is what {@link Estimate} calls overlap. It gives the
 * probabilities that the difference is on either side of the region of differences that do not matter, or in it.
 *
 * @param ahead how often the arm has more than the reference
 * @param below the probability that the mean difference is below the region; NaN where differences do not vary
 * @param within that it lies in the region; 0 if every difference matters
 * @param above that it lies above the region
 */
public record Opinion(Proportion ahead, double below, double within, double above) {

    /** Of differences that do not vary, which say nothing of chance. */
    static final Opinion NONE = new Opinion(Proportion.NONE, Double.NaN, Double.NaN, Double.NaN);

    /**
     * Of differences that vary.
     *
     * @param estimate of their mean
     * @param relevant half the width of the region; 0 if every difference matters
     */
    static Opinion of(
            double[] differences, Estimate estimate, double confidence, double relevant, Dependence dependence) {
        double ahead = 0;
        for (double difference : differences) {
            ahead += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
        }
        int n = differences.length;
        double worth = 1 / (1.0 / n + dependence.overlap());
        TDistribution student = TDistribution.of(dependence.freedom());
        double error = Estimate.error(estimate.deviation(), n, dependence.overlap());
        double below = student.cumulativeProbability((-relevant - estimate.mean()) / error);
        double above = student.survivalProbability((relevant - estimate.mean()) / error);
        return new Opinion(
                Proportion.of(ahead / n * worth, worth, confidence),
                below,
                relevant > 0 ? StrictMath.max(0, 1 - below - above) : 0,
                above);
    }

    /** The same of differences with the other sign. */
    public Opinion reversed() {
        Interval wilson = ahead.wilson();
        Interval other = wilson.exists() ? new Interval(1 - wilson.high(), 1 - wilson.low()) : wilson;
        return new Opinion(
                new Proportion(ahead.of() - ahead.hits(), ahead.of(), other, Interval.NONE), above, within, below);
    }
}
