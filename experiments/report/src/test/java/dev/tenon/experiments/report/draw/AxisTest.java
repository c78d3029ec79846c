package dev.tenon.experiments.report.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.stats.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AxisTest {

    private static final Interval FRACTION = new Interval(0, 1);

    @Test
    void roundNumbersLieAroundValues() {
        Axis axis = Axis.around(new double[] {0.42, 0.97}, Interval.ALL, 0, 100, 6);
        assertEquals(List.of(0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0), axis.ticks());
        assertEquals(0.4, axis.low());
        assertEquals(1.0, axis.high());
    }

    @Test
    void anAxisEndsWhereAMetricDoes() {
        Axis free = Axis.around(new double[] {0.03, 1}, Interval.ALL, 0, 100, 3);
        Axis bounded = Axis.around(new double[] {0.03, 1}, FRACTION, 0, 100, 3);
        assertEquals(List.of(0.0, 0.5, 1.0), bounded.ticks());
        assertEquals(free, bounded, "round bounds change nothing");
        // A metric that ends between round numbers, as one of four classes against chance.
        Axis odd = Axis.around(new double[] {-0.32, 0.95}, new Interval(-1.0 / 3, 0.96), 0, 100, 6);
        assertEquals(-1.0 / 3, odd.low());
        assertEquals(0.96, odd.high());
        assertTrue(
                odd.ticks().stream().allMatch(tick -> tick > -1.0 / 3 && tick <= 0.96),
                () -> odd.ticks().toString());
        assertEquals(100, odd.at(0.96), 1e-9);
    }

    @Test
    void differencesOfBoundedValuesAreBoundedToo() {
        Interval differences = new Interval(0, 0.9).differences();
        Axis axis = Axis.around(new double[] {-0.9, 0.88, 0}, differences, 0, 100, 7);
        assertEquals(-0.9, axis.low());
        assertEquals(0.9, axis.high());
        assertTrue(axis.ticks().contains(0.0));
    }

    @Test
    void boundsThatLeaveNoRoomAreNoAxis() {
        Axis axis = Axis.around(new double[] {1, 1}, new Interval(1, 1), 0, 100, 6);
        assertTrue(axis.low() < axis.high());
    }
}
