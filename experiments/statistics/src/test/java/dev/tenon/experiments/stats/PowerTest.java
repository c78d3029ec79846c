package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
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

    /** What experiments come to that are planned from a pilot, and then run with new seeds. */
    private record Planned(int experiments, int plain, int expected, int safe, int kept, int guessed) {

        String row(int pilot) {
            return String.format(
                    java.util.Locale.ROOT,
                    "| %d | %d of %d | %d | %d | %d | %d |",
                    pilot,
                    plain,
                    experiments,
                    expected,
                    safe,
                    kept,
                    guessed);
        }
    }

    /** Differences have a true mean of 0.8 and a deviation of 1; the wanted power is 0.8. */
    private static Planned planned(int experiments, int pilot) {
        RandomStream random = new RandomStream(9, "pilots");
        int[] found = new int[5];
        for (int e = 0; e < experiments; e++) {
            double[] first = differences(random, pilot);
            Estimate seen = Estimate.of(first, 0.95);
            Power power = new Power(0.8, seen.deviation(), 0, 0.05);
            Power careful = new Power(0.8, Power.cautious(seen.deviation(), pilot), 0, 0.05);
            int safe = careful.seeds(0.8).orElseThrow();
            found[0] += finds(random, power.seeds(0.8).orElseThrow());
            found[1] += finds(random, power.seeds(0.8, pilot).orElseThrow());
            found[2] += finds(random, safe);
            found[3] += new Power(0.8, 1, 0, 0.05).of(safe) >= 0.8 ? 1 : 0;
            // The mistake that a plan must not make: to take the difference that the pilot had for the true one.
            double guess = StrictMath.max(0.05, StrictMath.abs(seen.mean()));
            found[4] += finds(
                    random,
                    new Power(guess, seen.deviation(), 0, 0.05).seeds(0.8).orElse(1000));
        }
        return new Planned(experiments, found[0], found[1], found[2], found[3], found[4]);
    }

    private static double[] differences(RandomStream random, int n) {
        double[] differences = new double[n];
        for (int i = 0; i < n; i++) {
            differences[i] = 0.8 + random.nextGaussian();
        }
        return differences;
    }

    private static int finds(RandomStream random, int seeds) {
        return PairedTest.of(differences(random, seeds), 0.95, Interval.ALL, 0).p() < 0.05 ? 1 : 0;
    }

    private static void check(int experiments, int pilot) {
        Planned planned = planned(experiments, pilot);
        String row = planned.row(pilot);
        System.out.println(row);
        double room = 3.1 * StrictMath.sqrt(0.16 * experiments);
        assertTrue(StrictMath.abs(planned.expected - 0.8 * experiments) < room + 0.02 * experiments, row);
        assertTrue(planned.safe > 0.8 * experiments - room, row);
        assertTrue(planned.kept > 0.8 * experiments - room, row);
    }

    @Test
    void experimentsThatArePlannedFromAPilotSucceedAsOftenAsPlanned() {
        check(200, 5);
        check(200, 10);
    }

    /** For the page on intervals. */
    @Test
    @Tag("nightly")
    void theSameInLarge() {
        for (int pilot : new int[] {3, 5, 10, 20}) {
            check(2000, pilot);
        }
    }
}
