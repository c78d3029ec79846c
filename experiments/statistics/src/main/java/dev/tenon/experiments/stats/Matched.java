package dev.tenon.experiments.stats;

import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.WidthSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A width that was found so that an arm is as large as the reference arm, and how near it came.
 *
 * @param setting that takes the width
 * @param factors the varied settings of the first cell in which it is this
 * @param what is alike: parameters or multiply-adds
 * @param size of the arm's network
 * @param wanted that of the reference arm
 * @param reference the arm's name
 */
public record Matched(
        String arm,
        String setting,
        Map<String, String> factors,
        int width,
        String what,
        long size,
        long wanted,
        String reference) {

    /** How large arms are. */
    public interface Sizes {

        /** The size of an arm's network in a cell, in what arms are to have alike; -1 where it is not known. */
        long of(Plan.Cell cell, String arm);
    }

    /** Of all arms whose width was found, each width of an arm once: arms outside, cells inside. */
    public static List<Matched> of(Plan plan, Sizes sizes) {
        CompareSpec compare = plan.first().compare();
        String reference =
                compare.against().orElse(plan.first().arms().getFirst().name());
        List<Matched> all = new ArrayList<>();
        for (Map.Entry<String, WidthSpec> each : compare.solved().entrySet()) {
            Map<List<Long>, Matched> different = new LinkedHashMap<>();
            List<Integer> widths = each.getValue().found().orElse(List.of());
            for (int i = 0; i < widths.size() && i < plan.cells().size(); i++) {
                Plan.Cell cell = plan.cells().get(i);
                Matched matched = new Matched(
                        each.getKey(),
                        each.getValue().setting(),
                        cell.factors(),
                        widths.get(i),
                        compare.match().words(),
                        sizes.of(cell, each.getKey()),
                        sizes.of(cell, reference),
                        reference);
                different.putIfAbsent(List.of((long) matched.width, matched.size, matched.wanted), matched);
            }
            different.values().forEach(matched -> all.add(different.size() > 1 ? matched : matched.everywhere()));
        }
        return List.copyOf(all);
    }

    /** The same from what trials recorded. */
    public static List<Matched> of(Plan plan, List<ArmSummary> summaries) {
        boolean parameters = plan.first().compare().match() == CompareSpec.Match.PARAMETERS;
        return of(
                        plan,
                        (cell, arm) -> summaries.stream()
                                .filter(summary -> summary.arm().equals(arm)
                                        && summary.factors().equals(cell.factors()))
                                .mapToLong(summary -> parameters ? summary.parameters() : summary.multiplyAdds())
                                .findFirst()
                                .orElse(-1))
                .stream()
                .filter(matched -> matched.size >= 0 && matched.wanted >= 0)
                .toList();
    }

    private Matched everywhere() {
        return new Matched(arm, setting, Map.of(), width, what, size, wanted, reference);
    }

    /** By how much it missed, as a fraction of what was wanted; negative where it is smaller. */
    public double miss() {
        return wanted == 0 ? 0 : (double) (size - wanted) / wanted;
    }

    /** {@code composed: layers.features.filters 7, parameters 4,377 against 4,201 of whole: +4.2 %}. */
    public String text() {
        return arm + (factors.isEmpty() ? "" : " at " + Factors.text(factors)) + ": " + setting + " " + width + ", "
                + what + " " + Figures.count(size) + " against " + Figures.count(wanted) + " of " + reference + ": "
                + missed();
    }

    private String missed() {
        return size == wanted ? "equal" : String.format(Locale.ROOT, "%+.1f %%", 100 * miss());
    }

    /** All of them in a sentence of a methods section, with a space before it; empty if there are none. */
    static String method(List<Matched> all) {
        if (all.isEmpty()) {
            return "";
        }
        return " Widths were found so that arms are as near as can be in " + all.getFirst().what + ": "
                + String.join("; ", all.stream().map(Matched::text).toList()) + ".";
    }
}
