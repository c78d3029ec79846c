package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.view.Table.Cell;
import dev.tenon.experiments.stats.Comparison;
import dev.tenon.experiments.stats.Difference;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Opinion;
import dev.tenon.experiments.stats.Proportion;
import java.util.ArrayList;
import java.util.List;

/** What other views say of the arms: a second opinion, which decides nothing. */
final class OpinionView {

    private final Comparison comparison;
    private final Arms arms;

    OpinionView(Comparison comparison) {
        this.comparison = comparison;
        this.arms = new Arms(comparison);
    }

    /** One row for each arm but the reference; empty where nothing was tested. */
    Table table() {
        boolean region = comparison.relevant() > 0;
        List<String> head = new ArrayList<>(List.of("arm", "ahead in", "P(worse)"));
        if (region) {
            head.add("P(practically equal)");
        }
        head.add("P(better)");
        List<List<Cell>> rows = new ArrayList<>();
        for (Difference d : comparison.overallDifferences()) {
            if (d.test().varies()) {
                Opinion told = d.test().opinion();
                Opinion opinion = comparison.higherIsBetter() ? told : told.reversed();
                List<Cell> row = new ArrayList<>(
                        List.of(arms.cell(d.arm()), Cell.number(ahead(opinion.ahead())), probability(opinion.below())));
                if (region) {
                    row.add(probability(opinion.within()));
                }
                row.add(probability(opinion.above()));
                rows.add(row);
            }
        }
        return new Table(
                "A second opinion, which decides nothing and is not corrected for the number of comparisons. Ahead in: how"
                        + " likely a new seed has the arm better than " + comparison.reference() + " ("
                        + Figures.percent(comparison.confidence())
                        + " interval). P: the probability, after these seeds and"
                        + " without prior knowledge, that the mean difference is "
                        + (region
                                ? "more than " + Figures.shortest(comparison.relevant())
                                        + " for the worse, at most that, or more than that for the better"
                                : "for the worse or for the better")
                        + " (correlated Bayesian t-test).",
                head,
                rows);
    }

    private static String ahead(Proportion ahead) {
        return Figures.percent(StrictMath.rint(ahead.value() * 100) / 100) + " ("
                + StrictMath.round(ahead.wilson().low() * 100) + "–"
                + Figures.percent(StrictMath.rint(ahead.wilson().high() * 100) / 100) + ")";
    }

    private static Cell probability(double p) {
        return Cell.number(p < 0.0005 ? "<0.001" : p > 0.9995 ? ">0.999" : Figures.value(p));
    }
}
