package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.view.Table.Cell;
import dev.tenon.experiments.stats.Auroc;
import dev.tenon.experiments.stats.Comparison;
import dev.tenon.experiments.stats.Factors;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Interval;
import dev.tenon.experiments.stats.Proportion;
import dev.tenon.experiments.stats.TestSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one network of each arm did on its test examples. */
final class TestSetView {

    private final Comparison comparison;
    private final Arms arms;

    TestSetView(Comparison comparison) {
        this.comparison = comparison;
        this.arms = new Arms(comparison);
    }

    /** One row for each arm; empty if no answers are recorded. */
    Table table() {
        return comparison.findings().testSet().map(this::table).orElse(Table.NONE);
    }

    private Table table(TestSet set) {
        boolean one = set.rows().stream().anyMatch(row -> row.sensitivity().isPresent());
        boolean paired = set.rows().stream().anyMatch(row -> row.minus().isPresent());
        List<String> head = new ArrayList<>(List.of("arm", "examples", "accuracy", "exact"));
        if (one) {
            head.addAll(List.of("sensitivity", "specificity", "AUROC"));
        }
        if (paired) {
            head.addAll(List.of("minus " + comparison.reference(), "p"));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (TestSet.Row row : set.rows()) {
            List<Cell> cells = new ArrayList<>(List.of(
                    arms.cell(row.arm()),
                    Cell.number(Figures.count(StrictMath.round(row.accuracy().of()))),
                    share(row.accuracy()),
                    Cell.number(Figures.interval(row.accuracy().exact()), "muted")));
            if (one) {
                cells.add(row.sensitivity().map(TestSetView::share).orElse(Cell.of("")));
                cells.add(row.specificity().map(TestSetView::share).orElse(Cell.of("")));
                cells.add(row.auroc()
                        .map(auroc -> Cell.number(around(auroc.value(), row.area())))
                        .orElse(Cell.of("")));
            }
            if (paired) {
                Optional<Auroc.Pair> pair = row.minus();
                cells.add(pair.map(each -> Cell.number(signed(each))).orElse(Cell.of("")));
                cells.add(
                        pair.map(each -> Cell.number(Figures.pValue(each.p()))).orElse(Cell.of("")));
            }
            rows.add(cells);
        }
        return new Table(caption(set, one, paired), head, rows);
    }

    private String caption(TestSet set, boolean one, boolean paired) {
        String at = Factors.text(set.trial().factors());
        return "This test set: the networks of seed " + set.trial().seed() + (at.isEmpty() ? "" : " at " + at)
                + " on their test examples. These " + Figures.percent(comparison.confidence())
                + " intervals are about these very networks and other test examples of the kind; they say nothing of"
                + " other seeds, as the verdict does. Accuracy" + (one ? ", sensitivity and specificity" : "")
                + ": Wilson's interval; exact: Clopper and Pearson's of the accuracy."
                + (one ? " AUROC: DeLong's interval" : "")
                + (paired
                        ? "; minus " + comparison.reference()
                                + ": of the areas, on the same examples (paired DeLong test"
                                + (set.areas() > 1
                                        ? ", p corrected by Holm's method for " + set.areas() + " areas"
                                        : "")
                                + ")."
                        : one ? "." : "");
    }

    private static Cell share(Proportion proportion) {
        return Cell.number(proportion.of() > 0 ? around(proportion.value(), proportion.wilson()) : "-");
    }

    private static String around(double value, Interval interval) {
        double half = interval.half();
        return Figures.value(value, half)
                + (interval.exists()
                        ? " (" + Figures.value(interval.low(), half) + "–" + Figures.value(interval.high(), half) + ")"
                        : "");
    }

    private static String signed(Auroc.Pair pair) {
        double half = pair.interval().half();
        return Figures.signed(pair.difference(), half)
                + (pair.interval().exists()
                        ? " (" + Figures.signed(pair.interval().low(), half) + " to "
                                + Figures.signed(pair.interval().high(), half) + ")"
                        : "");
    }
}
