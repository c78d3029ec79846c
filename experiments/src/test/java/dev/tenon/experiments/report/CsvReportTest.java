package dev.tenon.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.stats.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvReportTest {

    @Test
    void oneLineForEachTrialAndMetric() {
        List<String> lines = CsvReport.trials(Fakes.tenFromOneAndZero()).lines().toList();
        assertEquals("arm,train.examples,seed,status,examples,metric,value", lines.getFirst());
        // 6 arms x 6 sizes x 10 seeds of 3 metrics, but two trials of deep that diverged have one line each
        assertEquals(1 + 358 * 3 + 2, lines.size());
        assertTrue(lines.contains("deep,16,7,diverged,0,,"));
        String first = lines.get(3);
        assertTrue(first.startsWith("pixels,16,0,completed,16,test.auroc,0."), first);
    }

    @Test
    void oneLineForEachArmCellAndMetric() {
        ExperimentResult result = Fakes.tenFromOneAndZero();
        Comparison comparison = Comparison.of(result, metric -> !metric.endsWith(".loss"));
        List<String> lines = CsvReport.summary(comparison).lines().toList();
        assertEquals(1 + 6 * 6 * 3, lines.size());
        int columns = lines.getFirst().split(",", -1).length;
        lines.forEach(line -> assertEquals(columns, line.split(",", -1).length, line));
        assertTrue(lines.stream().anyMatch(l -> l.startsWith("pixels,512,test.auroc,10,0.7") && l.endsWith(",worse")));
    }

    @Test
    void namesAreQuoted() {
        String csv = CsvReport.trials(Fakes.hostile());
        assertTrue(csv.contains("\"\u001b[31mred\u202e\"\"&,\n\",16,0,completed,32,test.loss,"));
    }
}
