package dev.tenon.experiments.stats;

import dev.tenon.experiments.spec.LawSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * The laws of an experiment.
 *
 * @param spec what was asked
 * @param best the value of the primary metric from which errors are counted; NaN if it has none, and then nothing is fitted
 * @param laws settings outside, arms inside
 * @param growth one for each arm; empty unless asked for
 */
public record Laws(LawSpec spec, double best, List<Law> laws, List<Law.Growth> growth) {

    /** Draws of the bootstrap behind its intervals. */
    public static final int DRAWS = Bootstrap.DRAWS;

    /** Works them out. */
    static final class Finder {

        private final LawSpec spec;
        private final String primary;
        private final double best;
        private final double confidence;
        private final ToDoubleBiFunction<String, List<Map<String, String>>> overlap;
        private final TrialTable table;
        private final List<ArmSummary> summaries;
        private final Charge charge;

        /**
         * Makes one.
         *
         * @param bounds of the primary metric
         * @param overlap how much of their variance seeds of an arm have in common in cells
         */
        Finder(
                LawSpec spec,
                String primary,
                boolean higherIsBetter,
                Interval bounds,
                double confidence,
                ToDoubleBiFunction<String, List<Map<String, String>>> overlap,
                TrialTable table,
                List<ArmSummary> summaries,
                Charge charge) {
            double end = higherIsBetter ? bounds.high() : bounds.low();
            this.spec = spec;
            this.primary = primary;
            this.best = Double.isInfinite(end) ? Double.NaN : end;
            this.confidence = confidence;
            this.overlap = overlap;
            this.table = table;
            this.summaries = summaries;
            this.charge = charge;
        }

        Laws find(List<String> arms, String reference) {
            if (Double.isNaN(best)) {
                return new Laws(spec, best, List.of(), List.of());
            }
            Set<Map<String, String>> groups = new LinkedHashSet<>();
            summaries.forEach(summary -> groups.add(Factors.without(summary.factors(), spec.factor())));
            List<Law> laws = new ArrayList<>();
            Map<String, List<Reached>> reached = new LinkedHashMap<>();
            for (Map<String, String> group : groups) {
                Fitted other = fitted(curve(reference, group));
                for (String arm : arms) {
                    Fitted own = arm.equals(reference) ? other : fitted(curve(arm, group));
                    laws.add(law(own, arm.equals(reference) ? Optional.empty() : Optional.of(other)));
                    reached.computeIfAbsent(arm, key -> new ArrayList<>()).add(new Reached(group, own.curve()));
                }
            }
            List<Law.Growth> growth = spec.across().isPresent()
                    ? arms.stream()
                            .map(arm -> growth(arm, reached.getOrDefault(arm, List.of())))
                            .toList()
                    : List.of();
            return new Laws(spec, best, List.copyOf(laws), growth);
        }

        /** What an arm did at each value: errors of the seeds that completed at all, {@code [seed][x]}. */
        private record Curve(
                String arm,
                Map<String, String> others,
                List<Map<String, String>> cells,
                boolean examples,
                double[] x,
                double[][] errors,
                int lost) {

            double[] mean(int[] seeds) {
                double[] mean = new double[x.length];
                for (int seed : seeds) {
                    for (int i = 0; i < x.length; i++) {
                        mean[i] += errors[seed][i] / seeds.length;
                    }
                }
                return mean;
            }

            double[] mean() {
                return mean(IntStream.range(0, errors.length).toArray());
            }
        }

        /** A curve, the law of its means, and the exponent of each draw of the bootstrap; no draws with few seeds or without a law. */
        private record Fitted(Curve curve, double[] mean, Optional<PowerLaw> law, double[] exponents) {}

        private Fitted fitted(Curve curve) {
            int n = curve.errors().length;
            double[] mean = curve.mean();
            Optional<PowerLaw> law = n == 0 ? Optional.empty() : fit(curve.x(), mean);
            boolean enough = law.isPresent() && n >= Verdict.FEWEST;
            return new Fitted(curve, mean, law, enough ? exponents(curve) : new double[0]);
        }

        private record Reached(Map<String, String> group, Curve curve) {}

        private Curve curve(String arm, Map<String, String> group) {
            List<ArmSummary> cells = summaries.stream()
                    .filter(s -> s.arm().equals(arm)
                            && Factors.without(s.factors(), spec.factor()).equals(group))
                    .sorted(Comparator.comparingDouble(this::value))
                    .toList();
            boolean examples = cells.size() > 1
                    && IntStream.range(1, cells.size())
                            .allMatch(i -> charge.of(cells.get(i)) > charge.of(cells.get(i - 1)));
            double[] x = cells.stream()
                    .mapToDouble(s -> examples ? charge.of(s) : value(s))
                    .toArray();
            List<Long> seeds = table.seeds();
            List<double[]> errors = new ArrayList<>();
            for (long seed : seeds) {
                double[] own = cells.stream()
                        .mapToDouble(s -> StrictMath.abs(best - table.metric(arm, s.factors(), seed, primary)))
                        .toArray();
                if (Arrays.stream(own).noneMatch(Double::isNaN)) {
                    errors.add(own);
                }
            }
            int lost = table.seeds(arm).size() - errors.size();
            return new Curve(
                    arm,
                    group,
                    cells.stream().map(ArmSummary::factors).toList(),
                    examples,
                    x,
                    errors.toArray(double[][]::new),
                    lost);
        }

        private double value(ArmSummary summary) {
            return Factors.number(summary.factors().getOrDefault(spec.factor(), ""))
                    .orElse(Double.NaN);
        }

        private Law law(Fitted found, Optional<Fitted> reference) {
            Curve own = found.curve();
            double[] mean = found.mean();
            int n = own.errors().length;
            List<Law.Point> points = new ArrayList<>();
            for (int i = 0; i < own.x().length; i++) {
                int at = i;
                double[] values =
                        Arrays.stream(own.errors()).mapToDouble(row -> row[at]).toArray();
                points.add(new Law.Point(
                        own.x()[i],
                        Estimate.of(
                                values,
                                confidence,
                                new Interval(0, Double.POSITIVE_INFINITY),
                                overlap.applyAsDouble(
                                        own.arm(), List.of(own.cells().get(i))))));
            }
            Optional<PowerLaw> fitted = found.law();
            Interval exponent = Interval.NONE;
            Interval minus = Interval.NONE;
            if (found.exponents().length > 0) {
                double middle = fitted.orElseThrow().exponent();
                exponent = Bootstrap.interval(found.exponents(), middle, confidence, wider(own));
                minus = reference
                        .filter(other -> other.curve().errors().length == n
                                && other.law().isPresent())
                        .map(other ->
                                minus(found, other, middle - other.law().get().exponent()))
                        .orElse(Interval.NONE);
            }
            Optional<Law.Level> reach = spec.level().filter(level -> n > 0).map(level -> reach(own, mean, level));
            return new Law(
                    own.arm(),
                    own.others(),
                    own.examples(),
                    n,
                    points,
                    fitted,
                    exponent,
                    minus,
                    reach,
                    words(own, mean, fitted));
        }

        private double wider(Curve curve) {
            return StrictMath.sqrt(1 + curve.errors().length * overlap.applyAsDouble(curve.arm(), curve.cells()));
        }

        private double[] exponents(Curve curve) {
            int n = curve.errors().length;
            return Arrays.stream(Bootstrap.draws(n, "law" + curve.others()))
                    .map(draw -> fit(curve.x(), curve.mean(draw)))
                    .mapToDouble(law -> law.map(PowerLaw::exponent).orElse(Double.NaN))
                    .toArray();
        }

        private Interval minus(Fitted own, Fitted other, double middle) {
            double[] differences = IntStream.range(0, Bootstrap.DRAWS)
                    .mapToDouble(i -> own.exponents()[i] - other.exponents()[i])
                    .toArray();
            return Bootstrap.interval(
                    differences, middle, confidence, StrictMath.max(wider(own.curve()), wider(other.curve())));
        }

        /** Of the values at which there is an error; a logarithm of none there is not. */
        private Optional<PowerLaw> fit(double[] x, double[] errors) {
            int[] used = IntStream.range(0, x.length)
                    .filter(i -> errors[i] > 0 && x[i] > 0)
                    .toArray();
            double[] at = Arrays.stream(used).mapToDouble(i -> x[i]).toArray();
            boolean enough = Arrays.stream(at).distinct().count() >= (spec.floor() ? 4 : 3);
            return enough
                    ? PowerLaw.fit(
                            at, Arrays.stream(used).mapToDouble(i -> errors[i]).toArray(), spec.floor())
                    : Optional.empty();
        }

        private Law.Level reach(Curve curve, double[] mean, double level) {
            double least = StrictMath.abs(best - level);
            double x = crossing(curve.x(), mean, least);
            int n = curve.errors().length;
            Interval interval = Interval.NONE;
            if (n >= Verdict.FEWEST) {
                double[] all = Arrays.stream(crossings(curve, least, "reach" + curve.others()))
                        .map(StrictMath::log)
                        .toArray();
                Interval logs = Bootstrap.interval(all, StrictMath.log(x), confidence, wider(curve));
                interval = logs.exists()
                        ? new Interval(StrictMath.exp(logs.low()), StrictMath.exp(logs.high()))
                        : Interval.NONE;
            }
            return new Law.Level(x, mean.length > 0 && mean[0] <= least, interval);
        }

        private static double[] crossings(Curve curve, double least, String name) {
            return Arrays.stream(Bootstrap.draws(curve.errors().length, name))
                    .mapToDouble(draw -> crossing(curve.x(), curve.mean(draw), least))
                    .toArray();
        }

        /** Where errors first come down to a level, between two values on a straight line over log x; infinite if they do not. */
        private static double crossing(double[] x, double[] errors, double least) {
            for (int i = 0; i < x.length; i++) {
                if (errors[i] <= least) {
                    if (i == 0) {
                        return x[0];
                    }
                    double part = (errors[i - 1] - least) / (errors[i - 1] - errors[i]);
                    double from = StrictMath.log(x[i - 1]);
                    return StrictMath.exp(from + part * (StrictMath.log(x[i]) - from));
                }
            }
            return Double.POSITIVE_INFINITY;
        }

        private Law.Growth growth(String arm, List<Reached> reached) {
            String across = spec.across().orElseThrow();
            double least = StrictMath.abs(best - spec.level().orElseThrow());
            List<String> used = new ArrayList<>();
            List<String> left = new ArrayList<>();
            List<Double> at = new ArrayList<>();
            List<Double> points = new ArrayList<>();
            List<double[]> draws = new ArrayList<>();
            int fewest = Integer.MAX_VALUE;
            double wider = 1;
            for (Reached each : reached) {
                Curve curve = each.curve();
                String value = each.group().getOrDefault(across, "");
                double[] mean = curve.mean();
                double x = curve.errors().length == 0 ? Double.POSITIVE_INFINITY : crossing(curve.x(), mean, least);
                if (Double.isInfinite(x) || mean[0] <= least) {
                    left.add(value);
                    continue;
                }
                used.add(value);
                at.add(StrictMath.log(Factors.number(value).orElseThrow()));
                points.add(StrictMath.log(x));
                draws.add(crossings(curve, least, "growth" + each.group()));
                fewest = StrictMath.min(fewest, curve.errors().length);
                wider = StrictMath.max(wider, wider(curve));
            }
            if (at.stream().distinct().count() < 3) {
                return new Law.Growth(arm, Double.NaN, Interval.NONE, used, left);
            }
            double power = slope(at, points);
            double[] powers = IntStream.range(0, Bootstrap.DRAWS)
                    .mapToDouble(draw -> slope(
                            at,
                            draws.stream().map(all -> StrictMath.log(all[draw])).toList()))
                    .filter(Double::isFinite)
                    .toArray();
            Interval interval =
                    fewest >= Verdict.FEWEST ? Bootstrap.interval(powers, power, confidence, wider) : Interval.NONE;
            return new Law.Growth(arm, power, interval, used, left);
        }

        private static double slope(List<Double> x, List<Double> y) {
            SimpleRegression line = new SimpleRegression();
            for (int i = 0; i < x.size(); i++) {
                line.addData(x.get(i), y.get(i));
            }
            return line.getSlope();
        }

        private String words(Curve curve, double[] mean, Optional<PowerLaw> fitted) {
            List<String> words = new ArrayList<>();
            long none = Arrays.stream(mean).filter(error -> error == 0).count();
            if (curve.errors().length == 0) {
                words.add("no seed completed at all values");
            } else if (fitted.isEmpty()) {
                words.add((mean.length - none) + " values with an error are too few to fit "
                        + (spec.floor() ? "three numbers" : "two numbers and see whether they fit"));
            }
            if (none > 0 && fitted.isPresent()) {
                words.add("values without any error (" + none + ") are left out");
            }
            if (curve.lost() > 0 && curve.errors().length > 0) {
                words.add(curve.lost() + (curve.lost() == 1 ? " seed" : " seeds") + " did not complete at all values");
            }
            if (fitted.isPresent() && curve.errors().length < Verdict.FEWEST) {
                words.add("no interval from fewer than " + Verdict.FEWEST + " seeds");
            }
            return String.join("; ", words);
        }
    }
}
