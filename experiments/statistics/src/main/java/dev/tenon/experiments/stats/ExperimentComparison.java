package dev.tenon.experiments.stats;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.spec.CompareSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an experiment's trials say about its arms.
 *
 * @param primary the metric that decides, as {@code test.accuracy}
 * @param higherIsBetter whether more of it is better
 * @param bounds where values of the primary metric can lie
 * @param reference the arm that the others are compared with
 * @param confidence of all intervals, as 0.95
 * @param relevant the smallest difference that matters; 0 if any does
 * @param arms in the file's order
 * @param cells the varied settings of each cell, in order; one empty map if nothing is varied
 * @param seeds how many the arm with the most has
 * @param fewestSeeds how many the arm with the fewest has
 * @param summaries each arm in each cell: cells outside, arms inside
 * @param judged the cells that verdicts are about: all, unless the file names levels
 * @param overall for each arm the primary metric averaged over these cells, over seeds that completed all of them
 * @param differences each arm but the reference in each cell: cells outside, arms inside
 * @param overallDifferences each arm but the reference over the cells that verdicts are about
 * @param reach examples to reach levels; empty unless the number of examples is varied
 * @param conclusion one sentence
 * @param armConclusions one sentence for each arm but the reference
 * @param caveats what a reader must know before believing the rest, one sentence each
 * @param method which test decides, why, and how it is corrected
 * @param charge what arms are charged for what they learn from
 * @param costs what each stage of each arm cost; empty where nothing is trained
 * @param about what seeds draw, so what intervals and tests are about, and what they leave out
 * @param over the same of the data in a few words, to stand beside an interval; empty where it is not known
 * @param overlap how much of their variance seeds have in common, as of {@link Estimate#of(double[], double, Interval, double)}
 * @param findings what is found beside
 */
public record ExperimentComparison(
        String primary,
        boolean higherIsBetter,
        Interval bounds,
        String reference,
        double confidence,
        double relevant,
        List<String> arms,
        List<Map<String, String>> cells,
        int seeds,
        int fewestSeeds,
        List<ArmSummary> summaries,
        Judged judged,
        Map<String, Estimate> overall,
        List<Difference> differences,
        List<Difference> overallDifferences,
        List<ExamplesToReach> reach,
        String conclusion,
        Map<String, String> armConclusions,
        List<String> caveats,
        String method,
        Charge charge,
        List<StageCost> costs,
        String about,
        String over,
        double overlap,
        Findings findings) {

    /**
     * Compares the arms of an experiment as its {@link CompareSpec} asks.
     *
     * @param higherIsBetter whether more of a metric, as {@code test.accuracy}, is better
     */
    public static ExperimentComparison of(ExperimentResult result, Predicate<String> higherIsBetter) {
        return of(result, higherIsBetter, metric -> Interval.ALL);
    }

    /**
     * The same, of metrics that have bounds.
     *
     * @param bounds where a metric's values lie
     */
    public static ExperimentComparison of(
            ExperimentResult result, Predicate<String> higherIsBetter, Function<String, Interval> bounds) {
        return new Comparer(result, higherIsBetter, bounds).compare();
    }

    /**
     * Arms that need no further seeds at one of the looks that {@code compare.stop} names, each with the reason: those that are decided
     * at it, and those that are hopeless.
     *
     * @param sofar all trials up to that look
     */
    public static Map<String, String> stopped(
            ExperimentResult sofar, Predicate<String> higherIsBetter, Function<String, Interval> bounds) {
        return new Comparer(sofar, higherIsBetter, bounds).stopped();
    }

    /** The same with more that a reader must know, before the rest of it. */
    public ExperimentComparison withCaveats(List<String> more) {
        return new ExperimentComparison(
                primary,
                higherIsBetter,
                bounds,
                reference,
                confidence,
                relevant,
                arms,
                cells,
                seeds,
                fewestSeeds,
                summaries,
                judged,
                overall,
                differences,
                overallDifferences,
                reach,
                conclusion,
                armConclusions,
                Stream.concat(more.stream(), caveats.stream()).toList(),
                method,
                charge,
                costs,
                about,
                over,
                overlap,
                findings);
    }

    /** What would change the verdicts: a sentence for each arm but the reference that was compared on enough seeds. */
    public List<String> reversals() {
        return new Reversals(this).sentences();
    }

    /** What an arm came to in a cell. */
    public ArmSummary summary(String arm, Map<String, String> factors) {
        return summaries.stream()
                .filter(s -> s.arm().equals(arm) && s.factors().equals(factors))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no arm " + arm + " with " + factors));
    }

    /** How an arm compares with the reference in a cell; empty for the reference itself. */
    public Optional<Difference> difference(String arm, Map<String, String> factors) {
        return differences.stream()
                .filter(d -> d.arm().equals(arm) && d.factors().equals(factors))
                .findFirst();
    }

    /** How an arm compares with the reference over the cells that verdicts are about; empty for the reference itself. */
    public Optional<Difference> overallDifference(String arm) {
        return overallDifferences.stream().filter(d -> d.arm().equals(arm)).findFirst();
    }

    /** Names of all metrics, the primary first, the others in the order trials name them. */
    public List<String> metrics() {
        return Stream.concat(
                        summaries.stream().anyMatch(s -> s.metrics().containsKey(primary))
                                ? Stream.of(primary)
                                : Stream.empty(),
                        summaries.stream().flatMap(s -> s.metrics().keySet().stream()))
                .distinct()
                .toList();
    }

    /** {@code the 95 % interval over newly generated data}. */
    public String interval() {
        return "the " + Figures.percent(confidence) + " interval" + (over.isEmpty() ? "" : " " + over);
    }

    /** Whether anything was learned or measured that could be compared. */
    public boolean comparesArms() {
        return arms.size() > 1
                && summaries.stream().anyMatch(s -> s.metric(primary).n() > 0);
    }
}
