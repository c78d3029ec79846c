package dev.tenon.experiments.stats;

import dev.tenon.experiments.spec.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.ojalgo.matrix.decomposition.Cholesky;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Where the variance of an experiment comes from that varies {@code design.data-seed}: other draws of the data, and other seeds.
 *
 * @param drawn what seeds draw, in words
 * @param rows arms, then differences from the reference, in each setting of what else varies
 */
public record Components(String drawn, List<Row> rows) {

    static final String DATA_SEED = "design.data-seed";

    /**
     * Of an arm or a difference.
     *
     * @param what the arm, or {@code arm minus reference}
     * @param arm whose look it has
     * @param others the settings that vary besides; empty if none do
     * @param fit empty where nothing can be told, for the reason that {@code words} give
     */
    public record Row(String what, String arm, Map<String, String> others, Optional<Fit> fit, String words) {}

    /**
     * Variances, by restricted maximum likelihood.
     *
     * @param data between draws of the data
     * @param seeds between seeds
     * @param rest what neither explains: chance, and seeds that do well on some data
     * @param values how many there are
     */
    public record Fit(double data, double seeds, double rest, int values) {

        /** The part of the variance that is of the data. */
        public double share() {
            return data / (data + seeds + rest);
        }
    }

    private static final int MOST = 20_000;
    private static final double NOTHING = 1e-9;

    /** Of an experiment; empty if it varies no data seed. */
    static Optional<Components> of(
            TrialTable table,
            List<Map<String, String>> cells,
            List<String> arms,
            String reference,
            String primary,
            List<Source> fixed) {
        if (!cells.getFirst().containsKey(DATA_SEED)) {
            return Optional.empty();
        }
        Set<Map<String, String>> groups = new LinkedHashSet<>();
        cells.forEach(cell -> groups.add(Factors.without(cell, DATA_SEED)));
        List<Row> rows = new ArrayList<>();
        for (Map<String, String> group : groups) {
            List<Map<String, String>> own = cells.stream()
                    .filter(cell -> Factors.without(cell, DATA_SEED).equals(group))
                    .toList();
            double[][] against = values(table, own, reference, primary);
            for (String arm : arms) {
                rows.add(row(arm, arm, group, values(table, own, arm, primary)));
            }
            for (String arm : arms) {
                if (!arm.equals(reference)) {
                    double[][] difference = values(table, own, arm, primary);
                    for (int d = 0; d < difference.length; d++) {
                        for (int s = 0; s < difference[d].length; s++) {
                            difference[d][s] -= against[d][s];
                        }
                    }
                    rows.add(row(arm + " minus " + reference, arm, group, difference));
                }
            }
        }
        List<String> drawn = Stream.of(Source.values())
                .filter(source -> !fixed.contains(source))
                .map(source -> source.name().toLowerCase(Locale.ROOT))
                .toList();
        return Optional.of(new Components(Conclusions.and(drawn), rows));
    }

    private static double[][] values(TrialTable table, List<Map<String, String>> cells, String arm, String primary) {
        return cells.stream()
                .map(cell -> table.averages(arm, List.of(cell), primary))
                .toArray(double[][]::new);
    }

    private static Row row(String what, String arm, Map<String, String> others, double[][] values) {
        int data = 0;
        Set<Integer> seeds = new LinkedHashSet<>();
        List<Double> all = new ArrayList<>();
        for (double[] own : values) {
            boolean any = false;
            for (int s = 0; s < own.length; s++) {
                if (!Double.isNaN(own[s])) {
                    any = true;
                    seeds.add(s);
                    all.add(own[s]);
                }
            }
            data += any ? 1 : 0;
        }
        String words = data < 2 || seeds.size() < 2
                ? "needs two draws of the data and two seeds; has " + data + " and " + seeds.size()
                : all.size() < data + seeds.size()
                        ? "too few trials completed"
                        : all.stream().distinct().count() < 2 ? "does not vary" : "";
        Optional<Fit> fit = words.isEmpty() ? fit(values) : Optional.empty();
        return new Row(
                what, arm, others, fit, words.isEmpty() && fit.isEmpty() ? "no variances could be found" : words);
    }

    /**
     * The components of values in two ways, by restricted maximum likelihood (Patterson and Thompson 1971), as a profile over the two
     * ratios of deviations (Bates et al., <i>Fitting linear mixed-effects models using lme4</i>, Journal of Statistical Software 67,
     * 2015). Of a full table with no component at 0 they are those of the analysis of variance.
     *
     * @param values {@code [data][seed]}, at least two of each; NaN where there is none
     * @return empty where the search does not end
     */
    static Optional<Fit> fit(double[][] values) {
        Likelihood likelihood = new Likelihood(values);
        try {
            double[] found = new SimplexOptimizer(1e-13, 1e-13)
                    .optimize(
                            new MaxEval(MOST),
                            GoalType.MINIMIZE,
                            new ObjectiveFunction(likelihood::deviance),
                            new InitialGuess(new double[] {1, 1}),
                            new NelderMeadSimplex(2, 0.5))
                    .getPoint();
            double rest = likelihood.residual(found);
            double data = found[0] * found[0];
            double seeds = found[1] * found[1];
            return Optional.of(new Fit(
                    data < NOTHING ? 0 : data * rest, seeds < NOTHING ? 0 : seeds * rest, rest, likelihood.y.length));
        } catch (TooManyEvaluationsException e) {
            return Optional.empty();
        }
    }

    /** The restricted likelihood, with matrices no larger than there are draws of the data and seeds together. */
    private static final class Likelihood {

        private final double[] y;
        private final int[][] levels;
        private final int data;
        private final int effects;
        private final double scale;

        Likelihood(double[][] values) {
            int seeds = values[0].length;
            List<int[]> places = new ArrayList<>();
            List<Double> all = new ArrayList<>();
            for (int d = 0; d < values.length; d++) {
                for (int s = 0; s < seeds; s++) {
                    if (!Double.isNaN(values[d][s])) {
                        places.add(new int[] {d, values.length + s});
                        all.add(values[d][s]);
                    }
                }
            }
            this.levels = places.toArray(int[][]::new);
            this.data = values.length;
            this.effects = values.length + seeds;
            double mean =
                    all.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            double squares =
                    all.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
            // Around the mean and in units of the deviation: the search is the same in any unit of the metric.
            this.scale = StrictMath.sqrt(squares / all.size());
            this.y = all.stream().mapToDouble(v -> (v - mean) / scale).toArray();
        }

        private double ratio(double[] theta, int effect) {
            return StrictMath.abs(effect < data ? theta[0] : theta[1]);
        }

        /** log |V|, and the three products of ones and values with the inverse of V, in units of the residual variance. */
        private double[] products(double[] theta) {
            R064Store matrix = R064Store.FACTORY.make(effects, effects);
            R064Store sides = R064Store.FACTORY.make(effects, 2);
            for (int e = 0; e < effects; e++) {
                matrix.set(e, e, 1);
            }
            double squares = 0;
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                squares += y[i] * y[i];
                sum += y[i];
                for (int a : levels[i]) {
                    sides.add(a, 0, ratio(theta, a));
                    sides.add(a, 1, ratio(theta, a) * y[i]);
                    for (int b : levels[i]) {
                        matrix.add(a, b, ratio(theta, a) * ratio(theta, b));
                    }
                }
            }
            Cholesky<Double> cholesky = Cholesky.R064.make(matrix);
            cholesky.decompose(matrix);
            MatrixStore<Double> solved = cholesky.getSolution(sides);
            double[] dots = {y.length, sum, squares};
            for (int e = 0; e < effects; e++) {
                dots[0] -= sides.doubleValue(e, 0) * solved.doubleValue(e, 0);
                dots[1] -= sides.doubleValue(e, 0) * solved.doubleValue(e, 1);
                dots[2] -= sides.doubleValue(e, 1) * solved.doubleValue(e, 1);
            }
            double log = 0;
            MatrixStore<Double> left = cholesky.getL();
            for (int e = 0; e < effects; e++) {
                log += 2 * StrictMath.log(left.doubleValue(e, e));
            }
            return new double[] {log, dots[0], dots[1], dots[2]};
        }

        double deviance(double[] theta) {
            double[] p = products(theta);
            double left = p[3] - p[2] * p[2] / p[1];
            return p[0] + StrictMath.log(p[1]) + (y.length - 1) * StrictMath.log(StrictMath.max(left, 1e-300));
        }

        double residual(double[] theta) {
            double[] p = products(theta);
            return (p[3] - p[2] * p[2] / p[1]) / (y.length - 1) * scale * scale;
        }
    }
}
