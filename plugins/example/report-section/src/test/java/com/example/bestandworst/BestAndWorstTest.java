package com.example.bestandworst;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.ReportSection;
import dev.tenon.testkit.ReportSectionContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The suite checks that the section is the same each time, and runs with little to say; below is what is ours alone. */
final class BestAndWorstTest extends ReportSectionContract {

    @Override
    protected ReportSection<?> section() {
        return new BestAndWorst();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(
                new BestAndWorst.Settings(Optional.empty()), new BestAndWorst.Settings(Optional.of("test.auroc")));
    }

    @Test
    void aRowForEachArm() {
        var table = made(settings().getFirst(), results()).orElseThrow().tables().getFirst();
        assertEquals(List.of(Cell.of("whole"), Cell.of(0.75), Cell.of(0.5)), table.rows().get(0));
        assertEquals(List.of(Cell.of("composed"), Cell.of(0.8125), Cell.of(0.5625)), table.rows().get(1));
    }

    @Test
    void aMetricThatNobodyHasSaysNothing() {
        assertTrue(made(new BestAndWorst.Settings(Optional.of("test.f1")), results()).isEmpty());
    }
}
