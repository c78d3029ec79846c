package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.draw.RankPlot;
import dev.tenon.experiments.stats.ExperimentComparison;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How arms rank over several data sets. */
final class RanksView {

    private final ExperimentComparison comparison;
    private final Arms arms;

    RanksView(ExperimentComparison comparison) {
        this.comparison = comparison;
        this.arms = new Arms(comparison);
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
