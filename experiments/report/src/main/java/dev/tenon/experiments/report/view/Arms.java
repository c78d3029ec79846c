package dev.tenon.experiments.report.view;

import dev.tenon.experiments.report.draw.Marker;
import dev.tenon.experiments.report.table.ResultTable;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Verdict;

/** How arms look: each has one mark and colour everywhere. */
final class Arms {

    private final ExperimentComparison comparison;

    Arms(ExperimentComparison comparison) {
        this.comparison = comparison;
    }

    int look(String arm) {
        return comparison.arms().indexOf(arm);
    }

    TableView.Cell cell(String arm) {
        return new TableView.Cell(arm, "arm", Marker.inline(look(arm)));
    }

    static String words(Verdict verdict) {
        return ResultTable.words(verdict);
    }

    static String style(Verdict verdict) {
        return switch (verdict) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case NO_RELEVANT_DIFFERENCE -> "alike";
            case CANNOT_TELL -> "unclear";
        };
    }

    static String sign(Verdict verdict) {
        return switch (verdict) {
            case BETTER -> " ▲";
            case WORSE -> " ▼";
            case NO_RELEVANT_DIFFERENCE -> " =";
            case CANNOT_TELL -> " ?";
        };
    }
}
