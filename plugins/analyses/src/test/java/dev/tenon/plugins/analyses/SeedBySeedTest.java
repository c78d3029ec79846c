package dev.tenon.plugins.analyses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.report.Cell;
import dev.tenon.api.report.ReportSection;
import dev.tenon.api.report.Table;
import dev.tenon.testkit.ReportSectionContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SeedBySeedTest extends ReportSectionContract {

    @Override
    protected ReportSection<?> section() {
        return new SeedBySeed();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(
                new SeedBySeed.Settings(Optional.empty(), 100), new SeedBySeed.Settings(Optional.of("test.auroc"), 2));
    }

    @Test
    void eachSeedHasARow() {
        Table table =
                made(settings().getFirst(), results()).orElseThrow().tables().getFirst();
        assertEquals(6, table.rows().size());
        assertEquals(
                List.of(Cell.of("1 at train.examples 10"), Cell.of(0.625), Cell.of(0.6875)),
                table.rows().get(1));
    }

    @Test
    void whatDidNotCompleteIsAGap() {
        Table table = made(
                        settings().getFirst(),
                        results(List.of(
                                trial("whole", Map.of(), 4, true, 0.5, 1),
                                trial("composed", Map.of(), 4, false, 0, 0))))
                .orElseThrow()
                .tables()
                .getFirst();
        assertEquals(
                List.of(Cell.of("4"), Cell.of(0.5), Cell.of(Double.NaN)),
                table.rows().getFirst());
        assertTrue(made(settings().getFirst(), results(List.of())).isEmpty());
    }
}
