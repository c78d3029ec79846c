package dev.tenon.experiments.stats;

import dev.tenon.experiments.spec.CrossSpec;
import dev.tenon.experiments.spec.DesignSpec;
import dev.tenon.experiments.spec.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.ojalgo.matrix.decomposition.Cholesky;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Where the variance of an experiment comes from that crosses sources of it, by {@code design.cross} or by varying
 * {@code design.data-seed}.
 *
 * @param factors the names of the sources that are crossed, as {@code data}
 * @param rest what else there is, in words
 * @param rows arms, then differences from the reference, in each setting of what else varies
 */
public record Components(List<String> factors, String rest, List<Row> rows) {

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
     * @param parts of each factor, in order, between its draws
     * @param rest what they do not explain: chance, and draws that do well with some draws of another factor
     * @param values how many there are
     * @param levels how many draws each factor has
     */
    public record Fit(List<Double> parts, double rest, int values, List<Integer> levels) {

        /** The part of the variance that is of a factor. */
        public double share(int factor) {
            return parts.get(factor)
                    / (rest + parts.stream().mapToDouble(Double::doubleValue).sum());
        }

        /** Degrees of freedom of the rest. */
        private int free() {
            return StrictMath.max(
                    1, values - 1 - levels.stream().mapToInt(n -> n - 1).sum());
        }

        private double square(int factor) {
            return rest + (double) values / levels.get(factor) * parts.get(factor);
        }

        /**
         * Where a factor's variance lies: by the modified large-sample method from the mean squares that belong to the components (Ting
         * et al., <i>Confidence intervals on linear combinations of variance components that are unrestricted in sign</i>, Journal of
         * Statistical Computation and Simulation 35, 1990; Burdick and Graybill, <i>Confidence intervals on variance components</i>,
         * 1992), exact in neither tail but close where no value is missing.
         */
        public Interval interval(int factor, double confidence) {
            double tail = (1 - confidence) / 2;
            int own = levels.get(factor) - 1;
            int free = free();
            double times = (double) values / levels.get(factor);
            double high = FDistribution.of(own, free).inverseSurvivalProbability(tail);
            double low = FDistribution.of(own, free).inverseCumulativeProbability(tail);
            double g1 = 1 - own / ChiSquaredDistribution.of(own).inverseSurvivalProbability(tail);
            double g2 = 1 - free / ChiSquaredDistribution.of(free).inverseSurvivalProbability(tail);
            double h1 = own / ChiSquaredDistribution.of(own).inverseCumulativeProbability(tail) - 1;
            double h2 = free / ChiSquaredDistribution.of(free).inverseCumulativeProbability(tail) - 1;
            double g12 = ((high - 1) * (high - 1) - g1 * g1 * high * high - h2 * h2) / high;
            double h12 = ((1 - low) * (1 - low) - h1 * h1 * low * low - g2 * g2) / low;
            double square = square(factor);
            double below = g1 * g1 * square * square + h2 * h2 * rest * rest + g12 * square * rest;
            double above = h1 * h1 * square * square + g2 * g2 * rest * rest + h12 * square * rest;
            return new Interval(
                    StrictMath.max(0, (square - rest - StrictMath.sqrt(StrictMath.max(0, below))) / times),
                    StrictMath.max(0, (square - rest + StrictMath.sqrt(StrictMath.max(0, above))) / times));
        }

        /** Where the variance of the rest lies. */
        public Interval restInterval(double confidence) {
            ChiSquaredDistribution chi = ChiSquaredDistribution.of(free());
            double tail = (1 - confidence) / 2;
            return new Interval(
                    free() * rest / chi.inverseSurvivalProbability(tail),
                    free() * rest / chi.inverseCumulativeProbability(tail));
        }

        /**
         * How sure the mean of the values is over new draws of all factors: its squared standard error is the sum of each variance over
         * the number of its draws, and its degrees of freedom are Satterthwaite's (<i>An approximate distribution of estimates of
         * variance components</i>, Biometrics Bulletin 2, 1946).
         *
         * @param deviation of the values
         */
        Dependence mean(double deviation) {
            double error = rest / values;
            double squares = 0;
            int kept = 0;
            for (int f = 0; f < parts.size(); f++) {
                if (parts.get(f) > 0) {
                    error += parts.get(f) / levels.get(f);
                    squares += square(f) / values * (square(f) / values) / (levels.get(f) - 1);
                    kept++;
                }
            }
            double left = (1 - kept) * rest / values;
            squares += left * left / free();
            return new Dependence(
                    StrictMath.max(0, error / (deviation * deviation) - 1.0 / values),
                    StrictMath.min(values - 1, squares > 0 ? error * error / squares : values - 1));
        }
    }

    private static final int MOST = 20_000;
    private static final double NOTHING = 1e-9;

    /** Of an experiment; empty if it crosses nothing. */
    static Optional<Components> of(
            TrialTable table,
            List<Map<String, String>> cells,
            List<String> arms,
            String reference,
            String primary,
            DesignSpec design) {
        Optional<CrossSpec> cross = design.cross();
        if (cross.isEmpty() && !cells.getFirst().containsKey(DATA_SEED)) {
            return Optional.empty();
        }
        Set<Map<String, String>> groups = new LinkedHashSet<>();
        cells.forEach(cell -> groups.add(Factors.without(cell, DATA_SEED)));
        List<Row> rows = new ArrayList<>();
        for (Map<String, String> group : groups) {
            List<Map<String, String>> own = cells.stream()
                    .filter(cell -> Factors.without(cell, DATA_SEED).equals(group))
                    .toList();
            List<String> factors = cross.map(Components::names).orElse(List.of("data", "seeds"));
            int[][] levels = cross.map(each -> levels(each, table.seeds()))
                    .orElseGet(() -> grid(own.size(), table.seeds().size()));
            double[] against = values(table, own, reference, primary);
            for (String arm : arms) {
                rows.add(row(arm, arm, group, factors, values(table, own, arm, primary), levels));
            }
            for (String arm : arms) {
                if (!arm.equals(reference)) {
                    double[] difference = values(table, own, arm, primary);
                    for (int i = 0; i < difference.length; i++) {
                        difference[i] -= against[i];
                    }
                    rows.add(row(arm + " minus " + reference, arm, group, factors, difference, levels));
                }
            }
        }
        return Optional.of(new Components(
                cross.map(Components::names).orElse(List.of("data", "seeds")),
                cross.map(each -> rest(each, design))
                        .orElseGet(() -> "seeds draw " + drawn(design.fixed(), Set.of())
                                + "; the rest is chance, and seeds that do well on some data"),
                rows));
    }

    private static String rest(CrossSpec cross, DesignSpec design) {
        Set<RandomSource> crossed = new LinkedHashSet<>(cross.sizes().keySet());
        if (crossed.contains(RandomSource.DATA)) {
            crossed.add(RandomSource.SPLIT);
        }
        String own = drawn(design.fixed(), crossed);
        return "the rest is draws that do well together"
                + (own.isEmpty() ? "" : ", and " + own + ", which each trial draws for itself");
    }

    private static String drawn(List<RandomSource> fixed, Set<RandomSource> crossed) {
        return Conclusions.and(Stream.of(RandomSource.values())
                .filter(source -> !fixed.contains(source) && !crossed.contains(source))
                .map(source -> source.name().toLowerCase(Locale.ROOT))
                .toList());
    }

    static List<String> names(CrossSpec cross) {
        return cross.sizes().keySet().stream()
                .map(source -> source.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Which draw of each factor seeds have. */
    static int[][] levels(CrossSpec cross, List<Long> seeds) {
        return seeds.stream()
                .map(seed -> cross.draws(seed).values().stream()
                        .mapToInt(Integer::intValue)
                        .toArray())
                .toArray(int[][]::new);
    }

    private static int[][] grid(int data, int seeds) {
        return IntStream.range(0, data * seeds)
                .mapToObj(i -> new int[] {i / seeds, i % seeds})
                .toArray(int[][]::new);
    }

    private static double[] values(TrialTable table, List<Map<String, String>> cells, String arm, String primary) {
        return cells.stream()
                .flatMapToDouble(cell -> DoubleStream.of(table.averages(arm, List.of(cell), primary)))
                .toArray();
    }

    private static Row row(
            String what,
            String arm,
            Map<String, String> others,
            List<String> factors,
            double[] values,
            int[][] levels) {
        int[] known = IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]))
                .toArray();
        List<Integer> draws = IntStream.range(0, factors.size())
                .mapToObj(f -> (int)
                        IntStream.of(known).map(i -> levels[i][f]).distinct().count())
                .toList();
        String words = "";
        if (draws.stream().anyMatch(n -> n < 2)) {
            words = "needs two draws of each of " + Conclusions.and(factors) + "; has "
                    + Conclusions.and(draws.stream().map(String::valueOf).toList());
        } else if (known.length < draws.stream().mapToInt(Integer::intValue).sum()) {
            words = "too few trials completed";
        } else if (IntStream.of(known).mapToDouble(i -> values[i]).distinct().count() < 2) {
            words = "does not vary";
        }
        Optional<Fit> fit = words.isEmpty() ? fit(values, levels) : Optional.empty();
        return new Row(
                what, arm, others, fit, words.isEmpty() && fit.isEmpty() ? "no variances could be found" : words);
    }

    /** The same of values that may be too few for it. */
    static Optional<Fit> crossed(double[] values, int[][] levels) {
        return row(
                        "",
                        "",
                        Map.of(),
                        IntStream.range(0, levels[0].length)
                                .mapToObj(String::valueOf)
                                .toList(),
                        values,
                        levels)
                .fit();
    }

    /**
     * The components of values by restricted maximum likelihood (Patterson and Thompson 1971), as a profile over the ratios of
     * deviations (Bates et al., <i>Fitting linear mixed-effects models using lme4</i>, Journal of Statistical Software 67, 2015). Of a
     * full table with no component at 0 they are those of the analysis of variance.
     *
     * @param values NaN where there is none
     * @param levels {@code [value][factor]}, at least two of each factor
     * @return empty where the search does not end
     */
    static Optional<Fit> fit(double[] values, int[][] levels) {
        int[] known = IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]))
                .toArray();
        int count = levels[0].length;
        int[][] effects = new int[known.length][count];
        List<Integer> factors = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (int f = 0; f < count; f++) {
            Map<Integer, Integer> places = new HashMap<>();
            for (int i = 0; i < known.length; i++) {
                int level = levels[known[i]][f];
                if (!places.containsKey(level)) {
                    places.put(level, factors.size());
                    factors.add(f);
                }
                effects[i][f] = places.getOrDefault(level, 0);
            }
            sizes.add(places.size());
        }
        Likelihood likelihood = new Likelihood(
                IntStream.of(known).mapToDouble(i -> values[i]).toArray(),
                effects,
                factors.stream().mapToInt(Integer::intValue).toArray());
        double[] start = new double[count];
        Arrays.fill(start, 1);
        try {
            double[] found = new SimplexOptimizer(1e-13, 1e-13)
                    .optimize(
                            new MaxEval(MOST),
                            GoalType.MINIMIZE,
                            new ObjectiveFunction(likelihood::deviance),
                            new InitialGuess(start),
                            new NelderMeadSimplex(count, 0.5))
                    .getPoint();
            double rest = likelihood.residual(found);
            return Optional.of(new Fit(
                    DoubleStream.of(found)
                            .map(theta -> theta * theta < NOTHING ? 0 : theta * theta * rest)
                            .boxed()
                            .toList(),
                    rest,
                    known.length,
                    List.copyOf(sizes)));
        } catch (TooManyEvaluationsException e) {
            return Optional.empty();
        }
    }

    /** The restricted likelihood, with matrices no larger than there are draws of the data and seeds together. */
    private static final class Likelihood {

        private final double[] y;
        private final int[][] levels;
        private final int[] factors;
        private final double scale;

        /** Of values, and which effect of all, counted over the factors, each has of each factor. */
        Likelihood(double[] values, int[][] levels, int[] factors) {
            this.levels = levels;
            this.factors = factors;
            double mean = DoubleStream.of(values).average().orElse(0);
            double squares =
                    DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
            // Around the mean and in units of the deviation: the search is the same in any unit of the metric.
            this.scale = StrictMath.sqrt(squares / values.length);
            this.y = DoubleStream.of(values).map(v -> (v - mean) / scale).toArray();
        }

        private double ratio(double[] theta, int effect) {
            return StrictMath.abs(theta[factors[effect]]);
        }

        /** log |V|, and the three products of ones and values with the inverse of V, in units of the residual variance. */
        private double[] products(double[] theta) {
            int effects = factors.length;
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
