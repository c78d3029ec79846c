package dev.tenon.experiments.run;

import dev.tenon.experiments.spec.ArmTuning;
import dev.tenon.experiments.spec.SearchSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a trial tried on its training and validation examples before it was trained as it was tested.
 *
 * @param metric what decided, as {@code validation.accuracy}
 * @param higherIsBetter whether more of it is better
 * @param chosen the candidate that was chosen, by its place among those of the arm
 * @param validation how many validation examples each of them was measured on
 * @param tries in the order in which they were trained
 */
public record Tuning(String metric, boolean higherIsBetter, int chosen, int validation, List<Try> tries) {

    /**
     * A training with other settings.
     *
     * @param candidate its place among those of the arm
     * @param settings by path, as text
     * @param rung which round of trials, from 0
     * @param divisor by which the length of the training was divided
     * @param seed which of the tuning seeds, from 0
     * @param value of the metric that decides; NaN if the training diverged or the metric has no value
     * @param steps minibatches of all stages
     * @param examples distinct ones that all stages learned from
     */
    public record Try(
            int candidate,
            Map<String, String> settings,
            int rung,
            int divisor,
            int seed,
            double value,
            long steps,
            int examples) {}

    /** The settings of the candidate that was chosen. */
    public Map<String, String> settings() {
        return tries.stream()
                .filter(each -> each.candidate() == chosen)
                .findFirst()
                .map(Try::settings)
                .orElseThrow();
    }

    /** Minibatches of all tries. */
    public long steps() {
        return tries.stream().mapToLong(Try::steps).sum();
    }

    /**
     * Which candidates of a rung go on, in the order of the arm: those whose mean over tuning seeds is best, and of equal ones the
     * first. One that has no value in any of its tries is worse than all others.
     *
     * @param tries of all candidates of the rung
     * @param most how many
     */
    static List<Integer> best(List<Try> tries, boolean higherIsBetter, int most) {
        List<Integer> candidates =
                tries.stream().map(Try::candidate).distinct().sorted().toList();
        Comparator<Integer> worstLast =
                Comparator.comparingDouble(candidate -> -score(tries, candidate, higherIsBetter));
        return candidates.stream().sorted(worstLast).limit(most).sorted().toList();
    }

    /** The mean over the tuning seeds, more of which is better. */
    private static double score(List<Try> tries, int candidate, boolean higherIsBetter) {
        double mean = tries.stream()
                .filter(each -> each.candidate() == candidate)
                .mapToDouble(Try::value)
                .average()
                .orElse(Double.NaN);
        return !Double.isFinite(mean) ? Double.NEGATIVE_INFINITY : higherIsBetter ? mean : -mean;
    }

    /**
     * What is wrong with the tries and the choice, as an arm is tuned; empty if they are what its rounds of trials come to.
     */
    public List<String> mistakes(ArmTuning by) {
        List<String> found = new ArrayList<>();
        if (!metric.equals(by.tune().metric())) {
            found.add("was chosen by " + metric + "; the experiment says "
                    + by.tune().metric());
        }
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < by.candidates().size(); i++) {
            left.add(i);
        }
        List<SearchSpec.Rung> rungs = by.rungs();
        for (int rung = 0; rung < rungs.size(); rung++) {
            int number = rung;
            List<Try> own = tries.stream().filter(each -> each.rung() == number).toList();
            List<Try> wanted = new ArrayList<>();
            for (int candidate : left) {
                for (int seed = 0; seed < by.tune().seeds(); seed++) {
                    Try found0 = wanted.size() < own.size() ? own.get(wanted.size()) : null;
                    if (found0 == null
                            || found0.candidate() != candidate
                            || found0.seed() != seed
                            || found0.divisor() != rungs.get(rung).divisor()
                            || !found0.settings()
                                    .equals(by.candidates().get(candidate).settings())) {
                        found.add("has other tries than the experiment, or lacks some, in rung " + rung);
                        return found;
                    }
                    wanted.add(found0);
                }
            }
            if (own.size() != wanted.size()) {
                found.add("has more tries than the experiment in rung " + rung);
                return found;
            }
            left = best(
                    own,
                    higherIsBetter,
                    rung + 1 < rungs.size() ? rungs.get(rung + 1).settings() : 1);
        }
        if (!left.equals(List.of(chosen))) {
            found.add("chose candidate " + chosen + "; the best was " + left.getFirst());
        }
        return found;
    }
}
