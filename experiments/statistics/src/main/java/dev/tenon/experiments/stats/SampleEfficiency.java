package dev.tenon.experiments.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds how few examples, or labels, bring each arm to round levels of the primary metric. */
final class SampleEfficiency {

    private static final int LEVELS = 5;

    private final String primary;
    private final boolean higherIsBetter;
    private final List<String> arms;
    private final List<ArmSummary> summaries;
    private final Charge charge;

    SampleEfficiency(
            String primary, boolean higherIsBetter, List<String> arms, List<ArmSummary> summaries, Charge charge) {
        this.primary = primary;
        this.higherIsBetter = higherIsBetter;
        this.arms = arms;
        this.summaries = summaries;
        this.charge = charge;
    }

    List<ExamplesToReach> find() {
        List<ExamplesToReach> found = new ArrayList<>();
        Set<Map<String, String>> others = new LinkedHashSet<>();
        summaries.forEach(s -> others.add(Factors.withoutExamples(s.factors())));
        for (Map<String, String> other : others) {
            List<ArmSummary> group = summaries.stream()
                    .filter(s -> Factors.examples(s.factors()).isPresent())
                    .filter(s -> Factors.withoutExamples(s.factors()).equals(other))
                    .filter(s -> s.metric(primary).n() > 0)
                    .toList();
            if (group.stream()
                            .map(s -> Factors.examples(s.factors()))
                            .distinct()
                            .count()
                    > 1) {
                levels(group).forEach(level -> found.add(new ExamplesToReach(other, level, reached(group, level))));
            }
        }
        return found;
    }

    private Map<String, Double> reached(List<ArmSummary> group, double level) {
        Map<String, Double> reached = new LinkedHashMap<>();
        for (String arm : arms) {
            group.stream()
                    .filter(s -> s.arm().equals(arm))
                    .filter(s -> higherIsBetter
                            ? s.metric(primary).mean() >= level
                            : s.metric(primary).mean() <= level)
                    .mapToDouble(charge::of)
                    .filter(Double::isFinite)
                    .min()
                    .ifPresent(examples -> reached.put(arm, examples));
        }
        return reached;
    }

    /** Round numbers between the worst and the best mean, at most {@link #LEVELS}, easiest first. */
    private List<Double> levels(List<ArmSummary> group) {
        double low =
                group.stream().mapToDouble(s -> s.metric(primary).mean()).min().orElseThrow();
        double high =
                group.stream().mapToDouble(s -> s.metric(primary).mean()).max().orElseThrow();
        List<Double> levels = new ArrayList<>();
        if (high - low < 1e-9) {
            return levels;
        }
        double step = Ticks.step(low, high, LEVELS);
        for (long i = (long) StrictMath.ceil(low / step); i * step <= high; i++) {
            // A level below everything says nothing; rounding takes off what i * step adds.
            levels.add(StrictMath.rint(i * step * 1e9) / 1e9);
        }
        return higherIsBetter ? levels : levels.reversed();
    }
}
