package dev.tenon.experiments.stats;

import dev.tenon.experiments.spec.CompareSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Finds what a reader must know before believing a comparison. */
final class Caveats {

    /** Arms that were to be alike may differ by so much without a word: no stack of layers hits a number exactly. */
    private static final double TOLERANCE = 0.1;

    private final CompareSpec compare;
    private final String reference;
    private final List<ArmSummary> summaries;
    private final List<Difference> differences;
    private final List<Difference> overall;
    private final List<StageCost> costs;
    private final Map<String, Labels> labels;
    private final Charge charge;
    private final List<String> notes;

    Caveats(
            CompareSpec compare,
            String reference,
            List<ArmSummary> summaries,
            List<Difference> differences,
            List<Difference> overall,
            List<StageCost> costs,
            Map<String, Labels> labels,
            List<String> notes) {
        this.compare = compare;
        this.reference = reference;
        this.summaries = summaries;
        this.differences = differences;
        this.overall = overall;
        this.costs = costs;
        this.labels = labels;
        this.charge = Charge.of(compare);
        this.notes = notes;
    }

    List<String> find() {
        List<String> found = new ArrayList<>();
        Map<String, List<ArmSummary>> byArm = new LinkedHashMap<>();
        summaries.forEach(
                s -> byArm.computeIfAbsent(s.arm(), arm -> new ArrayList<>()).add(s));
        byArm.forEach((arm, list) -> lost(arm, list, found));
        byArm.forEach((arm, list) -> copies(arm, list, found));
        switch (compare.match()) {
            case NOTHING, EXAMPLES -> {} // What they learned from is said whenever it differs.
            case PARAMETERS -> mismatch(byArm, ArmSummary::parameters, found);
            case MULTIPLY_ADDS -> mismatch(byArm, ArmSummary::multiplyAdds, found);
            case STEPS -> mismatch(byArm.keySet(), arm -> StageCost.total(costs, arm, StageCost::steps), found);
            case LABELS ->
                mismatch(labels.keySet(), arm -> labels.containsKey(arm) ? charge.of(labels.get(arm)) : 0, found);
        }
        if (compare.match() != CompareSpec.Match.LABELS) {
            charged(byArm, found);
        }
        overall.forEach(d -> disagreement(d, found));
        uneven(found);
        notes.forEach(note -> found.add(sentence(note)));
        return List.copyOf(found);
    }

    private static String sentence(String note) {
        return note.substring(0, 1).toUpperCase(Locale.ROOT) + note.substring(1) + ".";
    }

    private void lost(String arm, List<ArmSummary> list, List<String> found) {
        int trials = list.stream().mapToInt(ArmSummary::trials).sum();
        int diverged = list.stream().mapToInt(ArmSummary::diverged).sum();
        int failed = list.stream().mapToInt(ArmSummary::failed).sum();
        int completed = list.stream().mapToInt(ArmSummary::completed).sum();
        int measured = list.stream()
                .filter(s -> s.trials() > 0)
                .mapToInt(s -> s.metric(compare.primary()).n())
                .sum();
        if (diverged + failed > 0) {
            List<String> kinds = new ArrayList<>();
            if (diverged > 0) {
                kinds.add(diverged + " diverged");
            }
            if (failed > 0) {
                kinds.add(failed + " failed");
            }
            found.add("Of " + trials + " trials of " + arm + ", " + Conclusions.and(kinds)
                    + "; they are excluded from all means, which may make the arm look better than it is.");
        }
        if (measured < completed) {
            found.add((completed - measured) + " of " + completed + " completed trials of " + arm + " have no "
                    + compare.primary() + " and are excluded from its means.");
        }
    }

    /** Arms whose seeds are alike in every cell, beside others whose seeds are not. */
    private void copies(String arm, List<ArmSummary> list, List<String> found) {
        int seeds = list.stream()
                .mapToInt(s -> s.metric(compare.primary()).n())
                .min()
                .orElse(0);
        boolean others =
                summaries.stream().anyMatch(s -> s.metric(compare.primary()).deviation() > 0);
        if (seeds > 1
                && others
                && list.stream().allMatch(s -> s.metric(compare.primary()).deviation() == 0)) {
            found.add("All " + seeds + " seeds of " + arm + " gave the same " + compare.primary()
                    + ": they are copies, not evidence of variation.");
        }
    }

    private void mismatch(Map<String, List<ArmSummary>> byArm, ToLongFunction<ArmSummary> of, List<String> found) {
        List<ArmSummary> own = byArm.getOrDefault(reference, List.of());
        List<String> off = new ArrayList<>();
        byArm.forEach((arm, list) -> {
            for (int i = 0; i < list.size() && i < own.size(); i++) {
                long here = of.applyAsLong(list.get(i));
                long there = of.applyAsLong(own.get(i));
                if (here > 0 && there > 0 && StrictMath.abs(here - there) > TOLERANCE * there) {
                    off.add(more(arm, here, there));
                    return;
                }
            }
        });
        if (!off.isEmpty()) {
            found.add(mismatch(of.applyAsLong(own.getFirst()), off));
        }
    }

    /** The same of what all stages cost, which can be equal to one. */
    private void mismatch(Set<String> arms, ToLongFunction<String> of, List<String> found) {
        long there = of.applyAsLong(reference);
        List<String> off = arms.stream()
                .filter(arm -> of.applyAsLong(arm) != there)
                .map(arm -> more(arm, of.applyAsLong(arm), there))
                .toList();
        if (!off.isEmpty()) {
            found.add(mismatch(there, off));
        }
    }

    private static String more(String arm, long here, long there) {
        return arm + " has " + Figures.count(here)
                + (there == 0 ? "" : String.format(Locale.ROOT, ", %.2f times as many", (double) here / there));
    }

    private String mismatch(long there, List<String> off) {
        return "`compare.match` asks for equal "
                + (charge.labels() ? charge.what() : compare.match().words()) + ", but they differ: where " + reference
                + " has " + Figures.count(there) + ", " + Conclusions.and(off) + ".";
    }

    private void charged(Map<String, List<ArmSummary>> byArm, List<String> found) {
        List<ArmSummary> own = byArm.getOrDefault(reference, List.of());
        List<String> more = new ArrayList<>();
        byArm.forEach((arm, list) -> {
            for (int i = 0; i < list.size() && i < own.size(); i++) {
                double here = charge.of(list.get(i));
                double there = charge.of(own.get(i));
                if (StrictMath.abs(here - there) > 0.5) {
                    more.add(arm + " from " + Figures.count(StrictMath.round(here)) + " where " + reference
                            + " learned from " + Figures.count(StrictMath.round(there)));
                    return;
                }
            }
        });
        if (!more.isEmpty()) {
            found.add("All stages together, arms learned from different numbers of "
                    + (charge.labels() ? charge.what() : "examples") + ": " + Conclusions.and(more) + ".");
        }
    }

    private void disagreement(Difference d, List<String> found) {
        double level = 1 - compare.confidence();
        PairedTest test = d.test();
        if (test.varies()
                && SignedRank.smallest(test.wilcoxon().n()) < level
                && test.p() < level != test.wilcoxon().p() < level) {
            found.add("For " + d.arm() + " the two tests disagree before correction: paired t-test "
                    + Figures.p(test.p()) + ", Wilcoxon signed-rank test "
                    + Figures.p(test.wilcoxon().p()) + ".");
        }
    }

    /** Seeds that completed in some settings only. */
    private void uneven(List<String> found) {
        String settings = compare.at().isEmpty() ? "all settings" : "the settings compared";
        for (Difference d : overall) {
            int most = differences.stream()
                    .filter(cell -> cell.arm().equals(d.arm()))
                    .mapToInt(cell -> cell.test().difference().n())
                    .max()
                    .orElse(0);
            int n = d.test().difference().n();
            if (n < most) {
                found.add("The average of " + d.arm() + " over " + settings + " has " + n + " of " + most
                        + " seeds: the others did not complete in every setting.");
            }
        }
    }
}
