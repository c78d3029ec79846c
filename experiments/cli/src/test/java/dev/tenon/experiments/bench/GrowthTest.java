package dev.tenon.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import dev.tenon.experiments.inject.RunnerModule;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.report.GrowthReport;
import dev.tenon.experiments.run.ExperimentRunner;
import dev.tenon.experiments.stats.Growth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Costs are compared with the cheapest, unit by unit. */
final class GrowthTest {

    @Test
    void aBatchTwiceAsLargeMayTakeTwiceAsLong() {
        Growth growth =
                NetGrowth.overBatches("net", List.of(net(1, 1, 3), net(2, 1, 4), net(4, 1, 8), net(8, 1, 18.4)));
        assertEquals(
                List.of(3e6, 2e6, 2e6, 2.3e6),
                growth.points().stream().map(Growth.Point::unitNanos).toList());
        assertEquals(
                List.of(false, true, true, true),
                growth.points().stream().map(Growth.Point::linear).toList());
        assertEquals(1.5, growth.points().getFirst().ratio());
        assertFalse(new Growth.Point(1, 1, 1, 1.1501).linear());
    }

    @Test
    void twoThreadsMayTakeHalfAsLong() {
        Growth growth = NetGrowth.overThreads("net", List.of(net(10, 1, 8), net(10, 2, 5)));
        assertEquals(
                List.of(8e5, 1e6),
                growth.points().stream().map(Growth.Point::unitNanos).toList());
        assertFalse(growth.points().getLast().linear());
    }

    @Test
    void imagesAreComparedByTheirMultiplyAdds() {
        Growth growth = NetGrowth.overSizes("net", List.of(net(2, 1, 5)));
        assertEquals(5e6 / (2 * 1000), growth.points().getFirst().unitNanos());
        assertEquals(7, growth.points().getFirst().size());
    }

    @Test
    void trialsAreRunAndDrawn() {
        var injector = Guice.createInjector(new RunnerModule());
        List<Integer> told = new ArrayList<>();
        Growth growth = new TrialBench(
                        injector.getInstance(PlanReader.class), injector.getInstance(ExperimentRunner.class))
                .measure(List.of(1, 2), "cpu", 2, told::add);
        assertEquals(List.of(1, 2), told);
        assertTrue(growth.points().stream().allMatch(p -> p.millis() > 0 && p.ratio() >= 1), growth.toString());
        String page = GrowthReport.html("a machine", List.of(growth));
        assertTrue(page.contains("a machine") && page.contains("<svg") && page.contains("By trials"), page);
    }

    private static NetResult net(int batch, int threads, double millis) {
        return new NetResult(
                "net",
                Mode.TRAIN,
                batch,
                threads,
                "cpu",
                "cpu",
                List.of(7, 7, 1),
                10,
                1000,
                new TimingWindows(1, 1, 1),
                millis,
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                List.of());
    }
}
