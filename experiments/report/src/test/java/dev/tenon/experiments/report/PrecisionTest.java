package dev.tenon.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.report.view.Figure;
import dev.tenon.experiments.report.view.Page;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.stats.ExperimentComparison;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PrecisionTest {

    /** 1,000 examples that are, 1,000 that are not; the curve goes by (0, 0.2), (1/3, 0.5), (2/3, 0.9), (1, 1). */
    @Test
    void precisionIsThatOfTheOtherCurveAtTheShareOfPositives() {
        ExperimentResult result = Fakes.tenFromOneAndZero();
        Figure figure = Page.of(result, ExperimentComparison.of(result, metric -> !metric.endsWith(".loss")))
                .precisions()
                .getFirst();
        String arm = result.features().getFirst().trial().arm();
        List<List<String>> rows = figure.numbers().stream()
                .filter(row -> row.getFirst().equals(arm))
                .toList();
        assertEquals(0, Double.parseDouble(rows.getFirst().get(1)), "from nothing found on");
        double last = -1;
        int seen = 0;
        for (List<String> row : rows) {
            double recall = Double.parseDouble(row.get(1));
            double precision = Double.parseDouble(row.get(2));
            assertTrue(recall > last);
            last = recall;
            // Lines of the other curve: from (0, 0.2) on 0.9 upwards for each 1 across, then 1.2, then 0.3.
            double wrong = recall <= 0.2
                    ? 0
                    : recall <= 0.5
                            ? (recall - 0.2) / 0.9
                            : recall <= 0.9 ? 1 / 3.0 + (recall - 0.5) / 1.2 : 2 / 3.0 + (recall - 0.9) / 0.3;
            assertEquals(recall == 0 ? 1 : recall / (recall + wrong), precision, 1e-3);
            seen++;
        }
        assertEquals(1, last, 1e-9);
        assertTrue(seen > 12, "points: " + seen);
    }
}
