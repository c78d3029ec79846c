package dev.tenon.experiments.stats;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.StopSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What looking at arms before all seeds are run does to tests and intervals. A look that may use the part w of the error rate tests at
 * w times the level: its p-values are divided by w, and its intervals have the confidence 1 - w (1 - confidence). As the parts of all
 * looks sum to 1, the chance that any of them errs is at most the level, whatever the reason to stop was (Bonferroni's inequality):
 * these are repeated confidence intervals (Jennison and Turnbull, <i>Interim analyses: the repeated confidence interval approach</i>,
 * Journal of the Royal Statistical Society B 51, 1989). It holds for each number of seeds at which the test of one look holds, and
 * needs no assumption on how looks depend on each other.
 */
final class Stopping {

    private final Optional<StopSpec> spec;
    private final int all;
    private final List<TrialRecord> trials;

    Stopping(ExperimentResult result) {
        this.spec = result.plan().first().compare().stop();
        this.all = result.plan().first().design().seeds().values().size();
        this.trials = result.trials();
    }

    /** How many looks there are; 1 where no arm is stopped. */
    int looks() {
        return 1 + spec.map(stop -> stop.looks().size()).orElse(0);
    }

    /** The part of the error rate of the look at an arm that has so many seeds. */
    double share(int seeds) {
        return spec.map(stop -> stop.share(seeds, all)).orElse(1.0);
    }

    /** The confidence of an interval at that look. */
    double confidence(double wanted, int seeds) {
        return spec.isEmpty() ? wanted : 1 - share(seeds) * (1 - wanted);
    }

    /** Each arm that was stopped, with when and why. */
    Map<String, String> arms() {
        Map<String, String> arms = new LinkedHashMap<>();
        trials.stream()
                .filter(trial -> trial.status() == TrialRecord.Status.STOPPED)
                .forEach(trial -> arms.putIfAbsent(trial.id().arm(), trial.message()));
        return arms;
    }

    /** Why an arm is hopeless; empty if it is not, or the file does not ask. */
    Optional<String> hopeless(
            PairedTest test, double confidence, double relevant, boolean higherIsBetter, double overlap) {
        Estimate difference = test.difference();
        if (spec.isEmpty() || spec.get().hopeless() == 0 || difference.n() < Verdict.FEWEST || !test.varies()) {
            return Optional.empty();
        }
        double chance = chance(
                higherIsBetter ? difference.mean() : -difference.mean(),
                difference.deviation(),
                difference.n(),
                all,
                overlap,
                relevant,
                share(all) * (1 - confidence));
        return chance < spec.get().hopeless()
                ? Optional.of("were it better by the " + Figures.shortest(relevant)
                        + " that matters, its chance of being found better after " + all + " seeds would be "
                        + String.format(Locale.ROOT, "%.2g", chance))
                : Optional.empty();
    }

    /**
     * The conditional power: the chance that the last look finds an arm better, of what was seen before and a true gain (Lan and Wittes,
     * <i>The B-value: a tool for monitoring data</i>, Biometrics 44, 1988), with the deviation taken for the true one.
     *
     * @param gain the mean up to now
     * @param n seeds up to now
     * @param all seeds at the last look
     * @param truth the true gain
     * @param level of the last look, two-sided
     */
    static double chance(double gain, double deviation, int n, int all, double overlap, double truth, double level) {
        double information = 1 / (1.0 / n + overlap);
        double last = 1 / (1.0 / all + overlap);
        double done = information / last;
        double needed = TDistribution.of(all - 1).inverseSurvivalProbability(level / 2)
                * Estimate.error(deviation, all, overlap);
        double mean = done * gain + (1 - done) * truth;
        return NormalDistribution.of(0, 1)
                .cumulativeProbability((mean - needed) / (deviation * StrictMath.sqrt((1 - done) / last)));
    }

    /** What a reader of the comparison must know of it. */
    List<String> caveats() {
        List<String> found = new ArrayList<>();
        arms().forEach((arm, why) -> found.add(arm + " was " + why + "."));
        if (!found.isEmpty()) {
            found.add(
                    "The mean difference of an arm that was stopped as decided tends to be larger than the true one, because chance helped to stop it; the intervals are widened for that, the means are not changed.");
        }
        return found;
    }

    /** For the methods. */
    String method() {
        if (spec.isEmpty()) {
            return "";
        }
        StopSpec stop = spec.get();
        List<String> parts = new ArrayList<>();
        List<Integer> looks = new ArrayList<>(stop.looks());
        looks.add(all);
        looks.forEach(look -> parts.add(String.format(Locale.ROOT, "%.3f", share(look))));
        return " Arms were compared after "
                + Conclusions.and(looks.stream().map(String::valueOf).toList())
                + " seeds, and an arm that was decided "
                + (stop.hopeless() > 0
                        ? "or whose chance of being found better in the end was below "
                                + Figures.shortest(stop.hopeless()) + ", were it better by "
                                + "what matters, "
                        : "")
                + "ran no further ones. These looks may use the fractions " + Conclusions.and(parts)
                + " of the error rate (Kim and DeMets 1987), so all p-values, except those of signed-rank tests,  are divided by the fraction of the look at which their arm ended, and all intervals are repeated confidence intervals (Jennison and Turnbull"
                + " 1989), which hold whenever an arm is stopped. Laws, ranks and tests on one test set are not corrected for looks.";
    }
}
