package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.draw.RankPlot;
import dev.tenon.experiments.report.view.Table.Cell;
import dev.tenon.experiments.stats.Comparison;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Ranks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** How arms rank over several data sets. */
final class RanksView {

    /** With fewer data sets the test can hardly find a difference. */
    private static final int FEW = 5;

    private final Comparison comparison;
    private final Arms arms;

    RanksView(Comparison comparison) {
        this.comparison = comparison;
        this.arms = new Arms(comparison);
    }

    /** One row for each arm; without rows unless the file asks for ranks. */
    Table table() {
        return comparison.findings().ranks().map(this::table).orElse(Table.NONE);
    }

    private Table table(Ranks ranks) {
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < ranks.arms().size() && ranks.sets() > 0; i++) {
            rows.add(List.of(
                    arms.cell(ranks.arms().get(i)),
                    Cell.number(
                            String.format(Locale.ROOT, "%.2f", ranks.averages().get(i))),
                    Cell.number(
                            ranks.arms().get(i).equals(comparison.reference())
                                    ? ""
                                    : Figures.pValue(ranks.against().get(i)))));
        }
        return new Table(caption(ranks), List.of("arm", "mean rank", "p against " + comparison.reference()), rows);
    }

    private static String caption(Ranks ranks) {
        String over = "Mean ranks over " + ranks.sets() + " data sets (" + ranks.setting() + "), 1 is the best"
                + (ranks.left().isEmpty()
                        ? ""
                        : "; left out, as an arm has no value there: " + String.join(", ", ranks.left()))
                + ". ";
        if (Double.isNaN(ranks.p())) {
            return over + "From fewer than two data sets nothing can be told.";
        }
        return over + "Friedman's test of equal ranks: "
                + Figures.p(ranks.p()) + " (chi-squared " + Figures.value(ranks.chiSquared()) + ", F "
                + (Double.isInfinite(ranks.f()) ? "infinite: all data sets agree" : Figures.value(ranks.f()))
                + "). Mean ranks differ where they are more than " + Figures.value(ranks.critical())
                + " apart (Nemenyi's test of all pairs); p is of a comparison with the reference alone, corrected by"
                + " Holm's method. Data sets are what is counted here, whatever seeds vary in."
                + (ranks.sets() < FEW ? " So few data sets can hardly tell arms apart." : "");
    }

    /** The ranks along a line. */
    Optional<Figure> figure() {
        return comparison
                .findings()
                .ranks()
                .filter(ranks -> !Double.isNaN(ranks.p()))
                .map(ranks -> {
                    List<RankPlot.Mark> marks = IntStream.range(0, ranks.arms().size())
                            .mapToObj(i -> new RankPlot.Mark(
                                    ranks.arms().get(i),
                                    arms.look(ranks.arms().get(i)),
                                    ranks.averages().get(i)))
                            .toList();
                    String words = "Mean ranks over " + ranks.sets() + " data sets";
                    RankPlot plot = new RankPlot(words + " and which differ", ranks.critical(), marks, ranks.groups());
                    return new Figure(
                            plot.svg(),
                            words + ", the best to the left. Bars join arms that cannot be told apart.",
                            plot.numbers());
                });
    }
}
