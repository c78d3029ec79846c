package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class PowerTest {

    /** The numbers of pairs that textbooks and G*Power give for effects of 0.8, 0.5 and 0.2 deviations. */
    @Test
    void pairsForUsualEffects() {
        assertEquals(OptionalInt.of(15), new Power(0.8, 1, 0, 0.05).seeds(0.8));
        assertEquals(OptionalInt.of(34), new Power(0.5, 1, 0, 0.05).seeds(0.8));
        assertEquals(OptionalInt.of(199), new Power(0.2, 1, 0, 0.05).seeds(0.8));
        assertEquals(OptionalInt.of(54), new Power(0.5, 1, 0, 0.05).seeds(0.95));
        assertEquals(OptionalInt.of(Verdict.FEWEST), new Power(100, 1, 0, 0.05).seeds(0.8));
    }

    /** Against SciPy's noncentral t distribution. */
    @Test
    void theNoncentralDistribution() {
        assertEquals(0.8077775012792736, new Power(0.5, 1, 0, 0.05).of(34), 1e-4);
        assertEquals(0.3580180258356472, new Power(1, 1, 1.0 / 9, 0.025).of(10), 2e-4);
        assertEquals(1.2933854444729525, Power.cautious(1, 10), 1e-6);
    }

    @Test
    void whatSeedsHaveInCommonNoNumberOfThemTells() {
        assertEquals(OptionalInt.of(46), new Power(1, 1, 0.1, 0.05).seeds(0.8));
        assertEquals(OptionalInt.empty(), new Power(1, 1, 0.2, 0.05).seeds(0.8));
    }

    /** Simulated differences, tested as comparisons are. */
    @Test
    void isHowOftenTheTestFindsIt() {
        RandomStream random = new RandomStream(3, "power");
        int found = 0;
        int experiments = 2000;
        for (int e = 0; e < experiments; e++) {
            double[] differences = new double[12];
            for (int i = 0; i < differences.length; i++) {
                differences[i] = 0.7 + random.nextGaussian();
            }
            found += PairedTest.of(differences, 0.95, Interval.ALL, 0).p() < 0.05 ? 1 : 0;
        }
        double expected = new Power(0.7, 1, 0, 0.05).of(12);
        double error = StrictMath.sqrt(expected * (1 - expected) / experiments);
        assertTrue(StrictMath.abs((double) found / experiments - expected) < 3 * error, found + " for " + expected);
    }
}
