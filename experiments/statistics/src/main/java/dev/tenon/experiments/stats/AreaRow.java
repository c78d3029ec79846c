package dev.tenon.experiments.stats;

import dev.tenon.api.analysis.AnalysedTrial;
import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The area under one network's ROC curve on one test set. */
record AreaRow(String set, String arm, AurocEstimate area, Optional<AurocEstimate.Pair> minus) {

    static Table table(List<AreaRow> rows, long seed, String reference) {
        double[] p = rows.stream()
                .mapToDouble(row -> row.minus.map(AurocEstimate.Pair::p).orElse(Double.NaN))
                .toArray();
        int compared =
                (int) Arrays.stream(p).filter(each -> !Double.isNaN(each)).count();
        double[] adjusted = Holm.adjust(p, StrictMath.max(1, compared));
        Table.Builder table = Table.of(
                "Areas under the ROC curves of the networks of seed " + seed
                        + ", with DeLong's 95 % intervals: about these networks and other examples of the same kind. Minus "
                        + reference + ": on the same examples (paired DeLong test, p corrected by Holm's method for "
                        + compared + " areas).",
                TableColumn.text("test set"),
                TableColumn.text("arm"),
                TableColumn.value("AUROC"),
                TableColumn.value("minus " + reference),
                TableColumn.value("p"));
        for (int i = 0; i < rows.size(); i++) {
            AreaRow row = rows.get(i);
            table.row(
                    row.set,
                    row.arm,
                    cell(row.area.value(), row.area.interval(OperatingPoints.CONFIDENCE)),
                    row.minus
                            .map(pair -> cell(pair.difference(), pair.interval()))
                            .orElse(Cell.of(Double.NaN)),
                    Cell.of(adjusted[i], Figures.pValue(adjusted[i])));
        }
        return table.build();
    }

    private static Cell cell(double value, Interval interval) {
        return Cell.of(value, interval.low(), interval.high());
    }

    /** What a trial answered on one test set. */
    record Seen(boolean[] yes, AurocEstimate area) {

        static Seen of(AnalysedTrial trial, int set) {
            float[] scores = trial.numbers("scores");
            float[] truth = trial.numbers("truth");
            Scored scored =
                    Scored.of(scores, Arrays.copyOfRange(truth, set * scores.length, (set + 1) * scores.length));
            return new Seen(scored.yes(), AurocEstimate.of(scored.scores(), scored.yes()));
        }

        boolean sawTheSame(Seen other) {
            return Arrays.equals(yes, other.yes);
        }
    }
}
