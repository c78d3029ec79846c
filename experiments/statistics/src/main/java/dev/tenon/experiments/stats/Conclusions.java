package dev.tenon.experiments.stats;

import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.CrossSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says in plain words what comparisons show, and that they do not show it where they do not. */
final class Conclusions {

    private final CompareSpec compare;
    private final boolean higherIsBetter;
    private final Interval bounds;
    private final String reference;
    private final Judged judged;
    private final int cells;
    private final boolean trained;
    private final Map<String, Estimate> overall;
    /** Arms that share no seed with the reference. */
    private final List<String> apart;

    /** What stands beside an interval. */
    private final String over;

    private final int looks;
    private final Optional<CrossSpec> cross;
    private final DataDraw data;

    Conclusions(
            CompareSpec compare,
            boolean higherIsBetter,
            Interval bounds,
            String reference,
            Judged judged,
            int cells,
            boolean trained,
            Map<String, Estimate> overall,
            List<String> apart,
            String over,
            int looks,
            Optional<CrossSpec> cross,
            DataDraw data) {
        this.compare = compare;
        this.higherIsBetter = higherIsBetter;
        this.bounds = bounds;
        this.reference = reference;
        this.judged = judged;
        this.cells = cells;
        this.trained = trained;
        this.overall = overall;
        this.apart = apart;
        this.over = over;
        this.looks = looks;
        this.cross = cross;
        this.data = data;
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
                        + amount(difference)
                        + " ("
                        + interval()
                        + signedInterval(estimate)
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
                        + ": "
                        + amount(difference)
                        + " ("
                        + interval()
                        + signedInterval(estimate)
                        + "; two one-sided "
                        + tests()
                        + "s over "
                        + seeds(estimate.n())
                        + ", "
                        + Figures.p(difference.alike())
                        + corrected(difference)
                        + "), and less than "
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
    String sentence(List<Difference> differences) {
        if (differences.isEmpty()) {
            Map.Entry<String, Estimate> only = overall.entrySet().iterator().next();
            return alone(only.getKey(), only.getValue());
        }
        if (overall.values().stream().allMatch(estimate -> estimate.n() == 0)) {
            return "Cannot tell: no trial produced a " + compare.primary() + " to compare arms by.";
        }
        if (differences.size() == 1) {
            return sentence(differences.getFirst());
        }
        if (differences.stream().allMatch(d -> apart.contains(d.arm()))) {
            return "Cannot tell which arm is better: no arm shares a seed with " + reference
                    + ", so no seeds can be paired.";
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
                    + " are needed)"
                    + (apart.isEmpty() ? "" : "; " + and(apart) + shareNoSeed(apart.size()))
                    + ".";
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
        if (differences.getFirst().family() == 0) {
            return "Cannot tell which arms differ from " + reference + " on " + compare.primary() + ": "
                    + String.join("; ", parts) + ".";
        }
        double level = StrictMath.rint((1 - compare.confidence()) * 1e9) / 1e9;
        return (none ? "Cannot tell which arms differ from " : "Compared with ")
                + reference
                + " on "
                + compare.primary()
                + overCells()
                + (none ? ": " : ", ")
                + String.join("; ", parts)
                + " ("
                + "arm minus "
                + reference
                + ", "
                + confidence()
                + " intervals"
                + (over.isEmpty() ? "" : " " + over)
                + "; "
                + tests()
                + "s over "
                + (looks > 1 ? "at most " : "")
                + seeds(seeds)
                + ", decided at p < "
                + Figures.shortest(level)
                + " after Holm's correction for "
                + differences.getFirst().family()
                + " comparisons"
                + looks()
                + ").";
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

    private String shareNoSeed(int arms) {
        return (arms == 1 ? " shares" : " share") + " no seed with " + reference;
    }

    private String member(Difference d) {
        Estimate estimate = d.test().difference();
        if (apart.contains(d.arm())) {
            return " (which" + shareNoSeed(1) + ")";
        }
        if (!d.test().varies()) {
            return estimate.n() < 2 ? " (" + seeds(estimate.n()) + ")" : " (nothing varied between seeds)";
        }
        return " (" + Figures.signed(estimate.mean(), estimate.interval().half()) + ", " + signedInterval(estimate)
                + ")";
    }

    private String alone(String arm, Estimate estimate) {
        if (estimate.n() == 0) {
            return "No comparison: the experiment has a single arm, " + arm
                    + ", and did not measure "
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
                        ? " from a single seed, so the variation between seeds is unknown"
                        : " over " + seeds(estimate.n()) + " (" + interval() + Figures.interval(estimate.interval())
                                + ")")
                + "; there is no second arm to compare it with.";
    }

    private String reason(Difference difference) {
        Estimate estimate = difference.test().difference();
        String metric = compare.primary();
        if (apart.contains(difference.arm())) {
            return "they share no seed, so no seeds can be paired";
        }
        if (estimate.n() == 0) {
            return "no seed completed with a " + metric + " in both";
        }
        if (estimate.n() < Verdict.FEWEST) {
            return seeds(estimate.n())
                    + (estimate.n() == 1 ? " is" : " are")
                    + " too few (at least "
                    + Verdict.FEWEST
                    + " are needed); "
                    + amount(difference);
        }
        if (!difference.test().varies()) {
            boolean copies = List.of(reference, difference.arm()).stream()
                    .map(overall::get)
                    .allMatch(arm -> arm != null && arm.deviation() == 0);
            return (copies
                            ? "nothing varied between seeds, and copies of one result are not evidence; "
                            : "the difference did not vary between seeds, so its uncertainty is unknown; ")
                    + amount(difference)
                    + " in each of "
                    + seeds(estimate.n());
        }
        String interval = "the difference in " + metric + overCells() + " is " + signedInterval(estimate) + " ("
                + confidence() + " interval" + (over.isEmpty() ? "" : " " + over) + "; "
                + testWords(difference) + ")";
        return estimate.interval().contains(0)
                ? interval
                : interval + ", which may be chance among so many comparisons";
    }

    /** {@code test.accuracy of composed minus that of whole is -0.04}. */
    private String amount(Difference difference) {
        Estimate estimate = difference.test().difference();
        return compare.primary() + " of " + difference.arm() + " minus that of " + reference + overCells() + " is "
                + Figures.signed(estimate.mean(), estimate.interval().half());
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

    private String tests() {
        if (cross.isPresent()) {
            return "paired mixed-model t-test";
        }
        return data.overlaps() || data.pooled() ? "corrected resampled t-test" : "paired t-test";
    }

    private String testWords(Difference difference) {
        return tests() + " over "
                + seeds(difference.test().difference().n())
                + ", "
                + Figures.p(difference.corrected())
                + corrected(difference);
    }

    private String corrected(Difference difference) {
        return difference.family() > 1
                ? " after Holm's correction for " + difference.family() + " comparisons" + looks()
                : looks > 1 ? " after correction for " + looks + " looks" : "";
    }

    private String looks() {
        return looks > 1 ? " and for " + looks + " looks" : "";
    }

    private String overCells() {
        return judged.clause();
    }

    /** {@code 95 % interval }, with what it is about. */
    private String interval() {
        return confidence() + " interval " + (over.isEmpty() ? "" : over + ": ");
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
                    ? "There is one arm. " + intervals()
                    : "There is one arm and nothing is trained: the result does not depend on chance.";
        }
        String families = cells > 1
                ? "over the " + overall
                        + " comparisons of arms "
                        + (judged.levels().isEmpty()
                                ? "averaged over all settings"
                                : judged.clause().strip())
                        + ", and apart from those over the " + all
                        + " comparisons of arms in single settings"
                : "over the " + overall + (overall == 1 ? " comparison" : " comparisons");
        return "Each arm is compared with "
                + reference
                + " seed by seed: with the same seed, all arms learn from the same examples and are tested on the same images."
                + (judged.levels().isEmpty()
                        ? ""
                        : " Verdicts are about arms " + judged.clause().strip() + ", as the file specifies"
                                + (judged.averages() ? "; each of these settings has equal weight." : "."))
                + " Differences are the arm minus "
                + reference
                + ". "
                + deciding()
                + " Where differences do not vary between seeds, nothing is"
                + " tested and nothing concluded."
                + (compare.relevant() > 0
                        ? " That a difference is smaller than " + Figures.shortest(compare.relevant())
                                + " is concluded from two one-sided paired t-tests, whose p is doubled, so that without"
                                + " correction it agrees with the interval."
                        : "")
                + " All these p-values are corrected together by Holm's method "
                + families
                + (compare.relevant() > 0
                        ? ", of whose two hypotheses (no difference, a difference that matters) at most one each is"
                                + " true (Shaffer 1986)"
                        : "")
                + ". Something is concluded only from at least "
                + Verdict.FEWEST
                + " shared seeds and a corrected p below "
                + Figures.shortest(StrictMath.rint((1 - compare.confidence()) * 1e9) / 1e9)
                + ". "
                + intervals()
                + " The interval of a difference is Student's t"
                + (Double.isInfinite(bounds.differences().high())
                        ? ""
                        : ", cut off where no difference of " + compare.primary() + " can be")
                + ". Intervals are not widened for the number of comparisons. The effect size g is the mean difference"
                + " over the standard deviation of the differences between seeds, with Hedges' correction for few seeds"
                + (higherIsBetter ? "." : "; lower " + compare.primary() + " is better.");
    }

    private String deciding() {
        if (cross.isPresent()) {
            return "Seeds cross draws of " + Conclusions.and(Components.names(cross.get()))
                    + ", so trials that share a draw are not independent. The paired t-test of a mixed model with these as random"
                    + " effects decides: the squared standard error of a mean is the sum of each variance component, found by restricted"
                    + " maximum likelihood, over the number of its draws, with Satterthwaite's degrees of freedom (1946)"
                    + (data.overlaps()
                            ? "; for splits that overlap, test over training examples ("
                                    + String.format(Locale.ROOT, "%.3f", data.overlap(compare.primary()))
                                    + ") of the variance are added (Nadeau and Bengio 2003)"
                            : data.pooled()
                                    ? "; for training examples that seeds share, P / (M - P) of the variance is added where each"
                                            + " draws P of M (Nadeau and Bengio 2003)"
                                    : "")
                    + ". Wilcoxon's signed-rank test needs independent seeds and is not given.";
        }
        if (data.pooled()) {
            return "The corrected resampled t-test decides (Nadeau and Bengio 2003): two seeds that draw P of the M training examples"
                    + " have P / M of them in common, so that the squared standard error of a mean over n seeds is not 1 / n of the"
                    + " variance between seeds but 1 / n + P / (M - P) of it; in a mean over settings, what seeds have in common in"
                    + " each adds up; n - 1 degrees of freedom. Wilcoxon's signed-rank test needs independent seeds and is not given.";
        }
        return data.overlaps()
                ? "The corrected resampled t-test decides (Nadeau and Bengio 2003): seeds learn from and are tested on"
                        + " overlapping splits of one data set, so the squared standard error of a mean over n seeds is"
                        + " not 1 / n of the variance between seeds but 1 / n + "
                        + String.format(Locale.ROOT, "%.3f", data.overlap(compare.primary()))
                        + " of it, test examples over training examples; n - 1 degrees of freedom. Wilcoxon's signed-rank"
                        + " test needs independent seeds and is not given."
                : "The paired t-test decides, because its interval is the one reported and because Wilcoxon's"
                        + " signed-rank test, whose smallest possible p is 2^(1-n) for n seeds, could hardly reject after"
                        + " correction; Wilcoxon's p is given beside it.";
    }

    private String intervals() {
        String scale = Double.isInfinite(bounds.low())
                ? "Student's t"
                : "Student's t on the scale of the mean's " + (Double.isInfinite(bounds.high()) ? "logarithm" : "logit")
                        + ", within the metric's bounds";
        return "The interval of an arm's mean " + compare.primary() + " over seeds is " + scale + ", at " + confidence()
                + " confidence.";
    }
}
