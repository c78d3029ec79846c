package dev.tenon.experiments.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Arms ranked on each of several data sets (Demsar, <i>Statistical comparisons of classifiers over multiple data sets</i>, JMLR 7,
 * 2006).
 *
 * @param setting whose levels are the data sets
 * @param sets how many of them have a value of every arm
 * @param left levels left out, since an arm has no value there
 * @param arms in the file's order
 * @param averages the mean rank of each; 1 is the best, equal values share theirs
 * @param chiSquared Friedman's statistic, not corrected for ties; NaN with fewer than two data sets
 * @param f Iman and Davenport's F of it, with k - 1 and (k - 1)(n - 1) degrees of freedom; infinite where all data sets agree
 * @param p of that F: that no arm ranks differently
 * @param critical how far mean ranks must be apart to differ, at the experiment's confidence, for any pair of arms (Nemenyi)
 * @param against for each arm the p of ranking as the reference does, corrected by Holm's method; NaN for the reference itself
 */
public record Ranks(
        String setting,
        int sets,
        List<String> left,
        List<String> arms,
        List<Double> averages,
        double chiSquared,
        double f,
        double p,
        double critical,
        List<Double> against) {

    /**
     * Ranks values.
     *
     * @param values {@code [data set][arm]}; a data set without a value of every arm, NaN, is left out
     * @param levels the names of the data sets
     * @param reference which arm the others are compared with
     */
    static Ranks of(
            String setting,
            double[][] values,
            List<String> levels,
            List<String> arms,
            int reference,
            boolean higherIsBetter,
            double confidence) {
        int k = arms.size();
        double[] sums = new double[k];
        int n = 0;
        List<String> left = new ArrayList<>();
        NaturalRanking ranking = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);
        for (int set = 0; set < values.length; set++) {
            if (Arrays.stream(values[set]).anyMatch(Double::isNaN)) {
                left.add(levels.get(set));
                continue;
            }
            double[] ranks = ranking.rank(Arrays.stream(values[set])
                    .map(value -> higherIsBetter ? -value : value)
                    .toArray());
            for (int arm = 0; arm < k; arm++) {
                sums[arm] += ranks[arm];
            }
            n++;
        }
        int sets = n;
        double[] averages = Arrays.stream(sums).map(sum -> sum / sets).toArray();
        if (n < 2 || k < 2) {
            return new Ranks(
                    setting,
                    n,
                    left,
                    arms,
                    boxed(averages),
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Collections.nCopies(k, Double.NaN));
        }
        double squares = Arrays.stream(averages).map(rank -> rank * rank).sum();
        double chi = 12.0 * n / (k * (k + 1)) * (squares - k * (k + 1) * (k + 1) / 4.0);
        double room = n * (k - 1) - chi;
        double f = room > 1e-9 ? (n - 1) * chi / room : Double.POSITIVE_INFINITY;
        double p = Double.isInfinite(f)
                ? 0
                : FDistribution.of(k - 1, (k - 1.0) * (n - 1)).survivalProbability(StrictMath.max(0, f));
        double error = StrictMath.sqrt(k * (k + 1) / (6.0 * n));
        double[] apart = IntStream.range(0, k)
                .mapToDouble(arm -> arm == reference
                        ? Double.NaN
                        : 2
                                * NormalDistribution.of(0, 1)
                                        .survivalProbability(
                                                StrictMath.abs(averages[arm] - averages[reference]) / error))
                .toArray();
        return new Ranks(
                setting,
                n,
                left,
                arms,
                boxed(averages),
                chi,
                f,
                p,
                studentized(k, 1 - confidence) / StrictMath.sqrt(2) * error,
                boxed(Holm.adjust(apart, k - 1)));
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /**
     * The upper quantile of the range of k standard normal numbers: the studentized range with infinitely many degrees of freedom.
     *
     * @param level as 0.05
     */
    static double studentized(int k, double level) {
        return new BrentSolver(1e-10).solve(200, range -> beyond(k, range) - level, 0.01, 30);
    }

    /** The probability that k standard normal numbers spread over more than a range. */
    private static double beyond(int k, double range) {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        UnivariateFunction density = lowest -> k
                * normal.density(lowest)
                * StrictMath.pow(
                        normal.cumulativeProbability(lowest + range) - normal.cumulativeProbability(lowest), k - 1);
        return 1 - new SimpsonIntegrator(1e-9, 1e-12, 4, 30).integrate(1_000_000, density, -9, 9);
    }

    /** Groups of arms, by index in order of their rank, that cannot be told apart; the largest only, of at least two arms. */
    public List<List<Integer>> groups() {
        List<Integer> order = IntStream.range(0, arms.size())
                .boxed()
                .sorted((a, b) -> Double.compare(averages.get(a), averages.get(b)))
                .toList();
        List<List<Integer>> groups = new ArrayList<>();
        int last = 0;
        for (int from = 0; from < order.size(); from++) {
            int to = from;
            while (to + 1 < order.size()
                    && averages.get(order.get(to + 1)) - averages.get(order.get(from)) <= critical) {
                to++;
            }
            if (to > from && to > last) {
                groups.add(order.subList(from, to + 1));
                last = to;
            }
        }
        return groups;
    }
}
