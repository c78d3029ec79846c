package dev.tenon.experiments.stats;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.run.TrialRecord.Status;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.DesignSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.RandomSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The design of an experiment in the sentences of a methods section: what was run, what varied, what was left out. */
final class Methods {

    private static final int LISTED = 8;

    private Methods() {}

    static String words(ExperimentResult result, boolean higherIsBetter) {
        ExperimentSpec spec = result.plan().first();
        List<String> arms = spec.arms().stream().map(arm -> arm.name()).toList();
        List<TrialRecord> trials = result.trials().stream()
                .filter(trial -> trial.status() != Status.STOPPED)
                .toList();
        long seeds = trials.stream().map(trial -> trial.id().seed()).distinct().count();
        List<String> sentences = new ArrayList<>();
        sentences.add(Figures.count(arms.size()) + (arms.size() == 1 ? " arm (" : " arms (")
                + (arms.size() > LISTED ? String.join(", ", arms.subList(0, LISTED)) + ", …" : Conclusions.and(arms))
                + ") " + (arms.size() == 1 ? "was" : "were") + " run with " + Figures.count(seeds)
                + (seeds == 1 ? " seed" : " seeds")
                + (arms.size() == 1 ? "" : trials.size() < result.trials().size() ? " at most" : " each")
                + varied(result.plan()) + ", " + Figures.count(trials.size())
                + (trials.size() == 1 ? " trial" : " trials") + " in all.");
        fixed(spec.design()).forEach(sentences::add);
        sentences.add(measure(spec.compare(), higherIsBetter));
        sentences.add(lost(trials, spec.compare().primary()));
        return String.join(" ", sentences);
    }

    private static String varied(Plan plan) {
        Map<String, Set<String>> levels = new LinkedHashMap<>();
        plan.cells()
                .forEach(cell -> cell.factors()
                        .forEach((setting, value) -> levels.computeIfAbsent(setting, key -> new LinkedHashSet<>())
                                .add(value)));
        if (levels.isEmpty()) {
            return "";
        }
        List<String> words = new ArrayList<>();
        levels.forEach((setting, values) -> words.add(setting + " ("
                + (values.size() > LISTED ? values.size() + " values" : String.join(", ", values)) + ")"));
        return " in " + plan.cells().size() + " settings of " + Conclusions.and(words);
    }

    private static Stream<String> fixed(DesignSpec design) {
        List<String> fixed = design.fixed().stream()
                .map(RandomSource::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        List<String> words = new ArrayList<>();
        if (!fixed.isEmpty()) {
            words.add("The same for all seeds: " + Conclusions.and(fixed) + ".");
        }
        design.cross()
                .ifPresent(cross -> words.add("Seeds crossed "
                        + Conclusions.and(cross.sizes().entrySet().stream()
                                .map(each -> each.getValue() + " draws of "
                                        + each.getKey().name().toLowerCase(Locale.ROOT))
                                .toList())
                        + "."));
        design.folds().ifPresent(folds -> words.add("Each seed tested on one of " + folds + " folds."));
        return words.stream();
    }

    private static String measure(CompareSpec compare, boolean higherIsBetter) {
        return "The experiment's file, whose digest the run records, names what decides: " + compare.primary() + ", "
                + (higherIsBetter ? "more" : "less") + " is better, "
                + (compare.relevant() > 0
                        ? "and a difference below " + Figures.shortest(compare.relevant()) + " does not matter."
                        : "and no smallest difference that matters.");
    }

    private static String lost(List<TrialRecord> trials, String primary) {
        long diverged =
                trials.stream().filter(t -> t.status() == Status.DIVERGED).count();
        long failed = trials.stream().filter(t -> t.status() == Status.FAILED).count();
        long unmeasured = trials.stream()
                .filter(t -> t.status() == Status.COMPLETED)
                .filter(t -> !Double.isFinite(t.metrics().getOrDefault(primary, Double.NaN)))
                .count();
        List<String> kinds = new ArrayList<>();
        if (diverged > 0) {
            kinds.add(diverged + " whose loss became infinite or not a number");
        }
        if (failed > 0) {
            kinds.add(failed + " that failed");
        }
        if (unmeasured > 0) {
            kinds.add(unmeasured + " without a value of " + primary);
        }
        return kinds.isEmpty()
                ? "No trial was left out."
                : "Left out of all means and tests: " + Conclusions.and(kinds) + ".";
    }
}
