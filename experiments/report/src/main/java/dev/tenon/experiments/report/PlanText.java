package dev.tenon.experiments.report;

import dev.tenon.experiments.stats.Difference;
import dev.tenon.experiments.stats.Estimate;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Power;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** How many seeds a comparison needs, as text for a terminal. */
public final class PlanText {

    private PlanText() {}

    /**
     * A table with a row for each arm but the reference.
     *
     * @param pilot what a run with a few seeds gave
     * @param effect the difference to be found, above 0
     * @param power how likely it is to be found
     * @param fewest seeds from which a deviation is told
     */
    public static String of(ExperimentComparison pilot, double effect, double power, int fewest) {
        int arms = pilot.overallDifferences().size();
        double level = (1 - pilot.confidence()) / arms;
        String judged = pilot.judged().text("average over");
        List<String> lines = new ArrayList<>(TerminalText.wrap(
                "Seeds to find a difference of " + Figures.shortest(effect) + " in " + pilot.primary()
                        + (judged.isEmpty() ? "" : " (" + judged + ")") + " from " + pilot.reference() + " in "
                        + Figures.percent(power) + " of experiments"
                        + (pilot.over().isEmpty() ? "" : ", " + pilot.over()),
                TextReport.COLUMNS));
        lines.add("");
        TextTable table = new TextTable(List.of("arm", "pilot", "deviation", "seeds", "to be safe"));
        boolean never = false;
        for (Difference difference : pilot.overallDifferences()) {
            Estimate estimate = difference.test().difference();
            List<String> row = new ArrayList<>(List.of(
                    TerminalText.safe(difference.arm()), estimate.n() + (estimate.n() == 1 ? " seed" : " seeds")));
            if (estimate.n() < fewest || !(estimate.deviation() > 0)) {
                row.addAll(List.of("-", "-", "-"));
            } else {
                OptionalInt likely =
                        new Power(effect, estimate.deviation(), pilot.overlap(), level).seeds(power, estimate.n());
                OptionalInt safe = new Power(
                                effect, Power.cautious(estimate.deviation(), estimate.n()), pilot.overlap(), level)
                        .seeds(power);
                never |= safe.isEmpty();
                row.addAll(List.of(Figures.value(estimate.deviation()), count(likely), count(safe)));
            }
            table.row(row);
        }
        lines.addAll(table.lines(TextReport.COLUMNS));
        lines.add("");
        lines.addAll(TerminalText.wrap(
                "deviation: of the differences between seeds in the pilot; seeds: so many that the wanted "
                        + "fraction of experiments planned from such pilots succeeds, whatever the true deviation is; to "
                        + "be safe: so many that an experiment succeeds that often unless the true deviation exceeds an "
                        + "upper limit, which it does in one of five cases. Plan for the smallest difference that matters, "
                        + "not for the difference that a pilot happened to show."
                        + " Two-sided t-tests at "
                        + Figures.shortest(StrictMath.rint(level * 1e9) / 1e9)
                        + (arms > 1
                                ? ", which is what Holm's correction for " + arms + " comparisons asks at most"
                                : "")
                        + ".",
                TextReport.COLUMNS));
        if (never) {
            lines.addAll(TerminalText.wrap(
                    pilot.overlap() > 0
                            ? "none: no number of seeds is enough, because all of them divide the same images; it takes more "
                                    + "images, or a smaller fraction of them to test on."
                            : "none: more than " + Figures.count(Power.MOST) + " seeds.",
                    TextReport.COLUMNS));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String count(OptionalInt seeds) {
        return seeds.isPresent() ? Figures.count(seeds.getAsInt()) : "none";
    }
}
