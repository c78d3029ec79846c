package dev.tenon.experiments.stats;

import dev.tenon.experiments.spec.CompareSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says in plain words what comparisons show, and that they do not show it where they do not. */
final class Conclusions {

    private final CompareSpec compare;
    private final boolean higherIsBetter;
    private final String reference;
    private final int cells;
    private final boolean trained;

    Conclusions(CompareSpec compare, boolean higherIsBetter, String reference, int cells, boolean trained) {
        this.compare = compare;
        this.higherIsBetter = higherIsBetter;
        this.reference = reference;
        this.cells = cells;
        this.trained = trained;
    }

    /** One sentence about one arm. */
    String sentence(Difference difference) {
        Estimate estimate = difference.test().difference();
        return switch (difference.verdict()) {
            case BETTER, WORSE ->
                difference.arm()
                        + (difference.verdict() == Verdict.BETTER ? " is better than " : " is worse than ")
                        + reference
                        + ": "
                        + compare.primary()
                        + " is "
                        + amount(estimate)
                        + overCells()
                        + " ("
                        + intervalOfAmount(estimate)
                        + "; "
                        + testWords(difference)
                        + "), a "
                        + difference.test().effect().word()
                        + " effect (g = "
                        + Figures.effect(difference.test().effect().g())
                        + ")"
                        + relevance(estimate)
                        + ".";
            case NO_RELEVANT_DIFFERENCE ->
                "No relevant difference between "
                        + difference.arm()
                        + " and "
                        + reference
                        + ": in "
                        + compare.primary()
                        + " they differ"
                        + overCells()
                        + " by "
                        + signedInterval(estimate)
                        + " ("
                        + confidence()
                        + " interval, "
                        + estimate.n()
                        + " seeds), and less than "
                        + Figures.shortest(compare.relevant())
                        + " does not matter.";
            case CANNOT_TELL ->
                "Cannot tell whether "
                        + difference.arm()
                        + " differs from "
                        + reference
                        + ": "
                        + reason(difference)
                        + ".";
        };
    }

    /** One sentence about the experiment. */
    String sentence(Map<String, Estimate> overall, List<Difference> differences) {
        if (differences.isEmpty()) {
            Map.Entry<String, Estimate> only = overall.entrySet().iterator().next();
            return alone(only.getKey(), only.getValue());
        }
        if (overall.values().stream().allMatch(estimate -> estimate.n() == 0)) {
            return "Cannot tell: no trial gave a " + compare.primary() + " to compare the arms by.";
        }
        if (differences.size() == 1) {
            return sentence(differences.getFirst());
        }
        int most = differences.stream()
                .mapToInt(d -> d.test().difference().n())
                .max()
                .orElse(0);
        if (most < Verdict.FEWEST) {
            return "Cannot tell which arm is better: "
                    + seeds(most)
                    + (most == 1 ? " is" : " are")
                    + " too few to conclude anything about "
                    + compare.primary()
                    + " (at least "
                    + Verdict.FEWEST
                    + " are needed).";
        }
        return summary(differences, most);
    }

    private String summary(List<Difference> differences, int seeds) {
        List<String> parts = new ArrayList<>();
        group(differences, Verdict.BETTER, "better ", parts);
        group(differences, Verdict.WORSE, "worse ", parts);
        group(differences, Verdict.NO_RELEVANT_DIFFERENCE, "not relevantly different ", parts);
        group(differences, Verdict.CANNOT_TELL, "", parts);
        boolean none = differences.stream().allMatch(d -> d.verdict() == Verdict.CANNOT_TELL);
        double level = StrictMath.rint((1 - compare.confidence()) * 1e9) / 1e9;
        return (none ? "Cannot tell which arms differ from " : "Compared with ")
                + reference
                + " on "
                + compare.primary()
                + overCells()
                + (none ? ": " : ", ")
                + String.join("; ", parts)
                + " ("
                + confidence()
                + " intervals; "
                + decidingWords(differences)
                + " over "
                + seeds(seeds)
                + ", decided at p < "
                + Figures.shortest(level)
                + " after Holm's correction for "
                + differences.getFirst().family()
                + " comparisons).";
    }

    private void group(List<Difference> differences, Verdict verdict, String opening, List<String> parts) {
        List<String> members = differences.stream()
                .filter(d -> d.verdict() == verdict)
                .map(d -> d.arm() + member(d))
                .toList();
        boolean told = verdict != Verdict.CANNOT_TELL;
        if (!members.isEmpty()) {
            boolean all = members.size() == differences.size();
            parts.add(
                    told
                            ? opening + (members.size() == 1 ? "is " : "are ") + and(members)
                            : (all ? "" : "the data cannot tell for ") + and(members));
        }
    }

    private static String member(Difference d) {
        Estimate estimate = d.test().difference();
        String interval = " (" + signedInterval(estimate) + ")";
        return switch (d.verdict()) {
            case BETTER, WORSE ->
                " by "
                        + Figures.value(
                                StrictMath.abs(estimate.mean()),
                                estimate.interval().half())
                        + interval;
            case NO_RELEVANT_DIFFERENCE, CANNOT_TELL -> interval;
        };
    }

    private String alone(String arm, Estimate estimate) {
        if (estimate.n() == 0) {
            return "Nothing is compared: the experiment has the one arm " + arm
                    + " and measures no "
                    + compare.primary()
                    + ".";
        }
        if (!trained) {
            return arm
                    + " has "
                    + compare.primary()
                    + " "
                    + Figures.value(estimate.mean())
                    + overCells()
                    + "; nothing was trained, and there is no second arm to compare it with.";
        }
        return arm
                + " reaches "
                + compare.primary()
                + " "
                + Figures.value(estimate.mean(), estimate.interval().half())
                + overCells()
                + (estimate.n() == 1
                        ? " with the one seed it was run with, so that nothing can be said of chance"
                        : " over " + seeds(estimate.n()) + " (" + confidence() + " interval "
                                + Figures.interval(estimate.interval()) + ")")
                + "; there is no second arm to compare it with.";
    }

    private String reason(Difference difference) {
        Estimate estimate = difference.test().difference();
        String metric = compare.primary();
        if (estimate.n() == 0) {
            return "no seed completed with a " + metric + " in both";
        }
        if (estimate.n() < Verdict.FEWEST) {
            return seeds(estimate.n())
                    + (estimate.n() == 1 ? " is" : " are")
                    + " too few (at least "
                    + Verdict.FEWEST
                    + " are needed); "
                    + metric
                    + " was "
                    + amount(estimate)
                    + overCells();
        }
        if (estimate.deviation() == 0 && estimate.mean() == 0) {
            return metric + " is the same in each of " + seeds(estimate.n());
        }
        String interval = "the difference in " + metric + overCells() + " is " + signedInterval(estimate) + " ("
                + confidence() + " interval; " + testWords(difference) + ")";
        return estimate.interval().contains(0)
                ? interval
                : interval + ", which may be chance among so many comparisons";
    }

    /** {@code higher by 0.04}. */
    private static String amount(Estimate estimate) {
        if (estimate.mean() == 0) {
            return "the same";
        }
        return (estimate.mean() > 0 ? "higher by " : "lower by ")
                + Figures.value(
                        StrictMath.abs(estimate.mean()), estimate.interval().half());
    }

    private String intervalOfAmount(Estimate estimate) {
        Interval interval = estimate.interval();
        Interval amount = estimate.mean() >= 0 ? interval : new Interval(-interval.high(), -interval.low());
        return confidence() + " interval " + Figures.interval(amount);
    }

    private static String signedInterval(Estimate estimate) {
        Interval interval = estimate.interval();
        if (!interval.exists()) {
            return seeds(estimate.n());
        }
        return Figures.signed(interval.low(), interval.half())
                + " to "
                + Figures.signed(interval.high(), interval.half());
    }

    private String relevance(Estimate estimate) {
        Interval interval = estimate.interval();
        double least = StrictMath.min(StrictMath.abs(interval.low()), StrictMath.abs(interval.high()));
        return compare.relevant() > 0 && least < compare.relevant()
                ? ", which may be less than the " + Figures.shortest(compare.relevant()) + " that matters"
                : "";
    }

    private static String testWords(Difference difference) {
        return difference.test().decides().words()
                + " over "
                + seeds(difference.test().difference().n())
                + ", "
                + Figures.p(difference.corrected())
                + (difference.family() > 1
                        ? " after Holm's correction for " + difference.family() + " comparisons"
                        : "");
    }

    private static String decidingWords(List<Difference> differences) {
        boolean ranks = differences.stream().anyMatch(d -> d.test().decides() == PairedTest.Kind.WILCOXON);
        return ranks ? "paired t-tests, Wilcoxon's where differences do not vary," : "paired t-tests";
    }

    private String overCells() {
        return cells > 1 ? " on average over " + cells + " settings" : "";
    }

    private String confidence() {
        return Figures.percent(compare.confidence());
    }

    private static String seeds(int n) {
        return n == 1 ? "1 seed" : n + " seeds";
    }

    static String and(List<String> items) {
        return items.size() < 2
                ? String.join("", items)
                : String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
    }

    /** Which test decides and why. */
    String method(int overall, int all) {
        if (overall == 0) {
            return trained
                    ? "There is one arm: intervals are Student's t intervals of the mean over seeds, at "
                            + confidence()
                            + " confidence."
                    : "There is one arm and nothing is trained: what is measured does not depend on chance.";
        }
        String families = cells > 1
                ? "over the " + overall
                        + " comparisons of arms averaged over all settings, and apart from those over the " + all
                        + " comparisons of arms in single settings"
                : "over the " + overall + (overall == 1 ? " comparison" : " comparisons");
        return "Each arm is compared with "
                + reference
                + " seed by seed: with one seed, all arms learn from the same examples and are tested on the same images."
                + " The paired t-test decides, because its interval is the one reported and because Wilcoxon's"
                + " signed-rank test, whose smallest possible p is 2^(1-n) for n seeds, could hardly reject after"
                + " correction; Wilcoxon's p is given beside, and decides only where the differences do not vary."
                + " This choice does not depend on what came out. p-values are corrected by Holm's method "
                + families
                + ". A difference is concluded only from at least "
                + Verdict.FEWEST
                + " shared seeds, an interval without 0, and a corrected p below "
                + Figures.shortest(StrictMath.rint((1 - compare.confidence()) * 1e9) / 1e9)
                + ". Intervals are Student's t at "
                + confidence()
                + " and are not widened for the number of comparisons. The effect size g is the mean difference over"
                + " the standard deviation of the differences between seeds, with Hedges' correction for few seeds"
                + (higherIsBetter ? "." : "; lower " + compare.primary() + " is better.");
    }
}
