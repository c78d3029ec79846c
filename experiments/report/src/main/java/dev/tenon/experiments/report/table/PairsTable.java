package dev.tenon.experiments.report.table;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.experiments.stats.ArmPairs;
import dev.tenon.experiments.stats.Estimate;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All pairs of arms. */
final class PairsTable {

    private final ExperimentComparison comparison;

    PairsTable(ExperimentComparison comparison) {
        this.comparison = comparison;
    }

    /** A row for each pair; empty unless the file asks for them. */
    Optional<Table> table() {
        return comparison.findings().pairs().map(this::table);
    }

    private Table table(ArmPairs pairs) {
        List<List<Cell>> rows = new ArrayList<>();
        for (ArmPairs.Pair pair : pairs.pairs()) {
            Estimate difference = pair.difference().test().difference();
            rows.add(List.of(
                    Cell.of(pair.difference().arm()),
                    Cell.of(pair.one()),
                    CellText.estimate(difference.mean(), difference.interval(), Figures.difference(difference)),
                    pair.difference().test().varies()
                            ? Cell.of(
                                    pair.difference().corrected(),
                                    Figures.pValue(pair.difference().corrected()))
                            : CellText.NONE,
                    Cell.of(words(pair))));
        }
        return new Table(
                "All pairs of arms: the first minus the second in " + comparison.primary() + " on the same seeds, with "
                        + comparison.interval()
                        + ", and p-values after Holm's correction for all of them, separately from the verdicts against "
                        + comparison.reference() + ".",
                List.of(
                        TableColumn.text(ResultTable.ARM),
                        TableColumn.text("minus"),
                        TableColumn.value("difference"),
                        TableColumn.value("p"),
                        TableColumn.text("verdict")),
                rows);
    }

    private static String words(ArmPairs.Pair pair) {
        Verdict verdict = pair.difference().verdict();
        return switch (verdict) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case NO_RELEVANT_DIFFERENCE -> "no relevant difference";
            case CANNOT_TELL -> "cannot tell";
        };
    }
}
