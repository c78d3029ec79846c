package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.testing.FakeExperiment;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ComponentsTest {

    private static final double[] DATA = {3, -2, 5, -4, -1};
    private static final double[] SEEDS = {1, 0, -2, 2, 1, -1};

    private static double[][] values() {
        double[][] values = new double[DATA.length][SEEDS.length];
        for (int d = 0; d < DATA.length; d++) {
            for (int s = 0; s < SEEDS.length; s++) {
                values[d][s] = 0.8 + 0.01 * DATA[d] + 0.01 * SEEDS[s] + 0.001 * ((d * 7 + s * 11 + d * s * 3) % 13 - 6);
            }
        }
        return values;
    }

    /** Rows one after the other, with which row and column each is of. */
    private static Components.Fit fit(double[][] table) {
        int columns = table[0].length;
        return Components.fit(
                        java.util.Arrays.stream(table)
                                .flatMapToDouble(java.util.Arrays::stream)
                                .toArray(),
                        java.util.stream.IntStream.range(0, table.length * columns)
                                .mapToObj(i -> new int[] {i / columns, i % columns})
                                .toArray(int[][]::new))
                .orElseThrow();
    }

    /** Mean squares of R's {@code anova(lm(y ~ factor(d) + factor(w)))}: 0.00780505, 0.00092102, 0.00001167. */
    @Test
    void ofAFullTableTheyAreThoseOfTheAnalysisOfVariance() {
        Components.Fit fit = fit(values());
        assertEquals(0.00129889666667, fit.parts().getFirst(), 1e-8);
        assertEquals(0.00018187, fit.parts().getLast(), 1e-8);
        assertEquals(0.00001167, fit.rest(), 1e-10);
    }

    /** Six values left out; expected are those of lme4 1.1 in R, {@code lmer(y ~ 1 + (1 | d) + (1 | w), REML = TRUE)}. */
    @Test
    void withGapsTheyAreThoseOfLme4() {
        double[][] values = values();
        for (int row : new int[] {2, 9, 10, 17, 23, 30}) { // rows of the table from 1, seeds fastest
            values[(row - 1) / SEEDS.length][(row - 1) % SEEDS.length] = Double.NaN;
        }
        Components.Fit fit = fit(values);
        assertEquals(24, fit.values());
        assertEquals(0.001291108820332, fit.parts().getFirst(), 2e-7);
        assertEquals(0.000162633890225, fit.parts().getLast(), 2e-8);
        assertEquals(0.000010003464361, fit.rest(), 2e-9);
    }

    /** Many tables of known components: their means are found. */
    @Test
    void areUnbiased() {
        RandomStream random = new RandomStream(7, "components");
        double data = 0;
        double seeds = 0;
        double rest = 0;
        int tables = 120;
        for (int t = 0; t < tables; t++) {
            double[] ofSeeds = new double[8];
            for (int s = 0; s < ofSeeds.length; s++) {
                ofSeeds[s] = random.nextGaussian();
            }
            double[][] values = new double[10][8];
            for (double[] row : values) {
                double own = 2 * random.nextGaussian();
                for (int s = 0; s < row.length; s++) {
                    row[s] = own + ofSeeds[s] + 0.5 * random.nextGaussian();
                }
            }
            Components.Fit fit = fit(values);
            data += fit.parts().getFirst() / tables;
            seeds += fit.parts().getLast() / tables;
            rest += fit.rest() / tables;
        }
        assertEquals(4, data, 0.6);
        assertEquals(1, seeds, 0.2);
        assertEquals(0.25, rest, 0.02);
    }

    @Test
    void whatCannotBeToldIsSaid() {
        ExperimentResult one = new FakeExperiment()
                .arms("a", "b")
                .seeds(1)
                .vary("design.data-seed", 0, 1, 2)
                .run(id ->
                        FakeExperiment.scored(id, "test.accuracy", id.factors().hashCode() % 7));
        Components components = ExperimentComparison.of(one, metric -> true)
                .findings()
                .components()
                .orElseThrow();
        assertTrue(components.rows().getFirst().words().contains("two draws of each of data and seeds; has 3 and 1"));
        ExperimentResult same = new FakeExperiment()
                .arms("a", "b")
                .seeds(4)
                .vary("design.data-seed", 0, 1, 2)
                .run(id -> FakeExperiment.scored(id, "test.accuracy", 0.5));
        components = ExperimentComparison.of(same, metric -> true)
                .findings()
                .components()
                .orElseThrow();
        assertEquals(
                Set.of("does not vary"),
                Set.copyOf(components.rows().stream().map(Components.Row::words).toList()));
        assertEquals("b minus a", components.rows().getLast().what());
    }

    /**
     * The same table's data and seeds: mean squares 0.00780505, 0.00092102 and 0.00001167 with 4, 5 and 20 degrees of freedom. Limits
     * by the formulas of Burdick and Graybill (1992, section 3.3.2), with SciPy 1.17's chi-squared and F quantiles.
     */
    @Test
    void intervalsOfComponents() {
        Components.Fit fit = fit(values());
        Interval data = fit.interval(0, 0.95);
        assertEquals(0.000464973145, data.low(), 1e-8);
        assertEquals(0.010739396467, data.high(), 1e-7);
    }

    /** Of three crossed sources: how often intervals hold the variances, and that of the mean the true mean. */
    @Test
    void ofCrossedDrawsIntervalsHold() {
        checkCrossed(300);
    }

    @Test
    @Tag("nightly")
    void theSameInLarge() {
        checkCrossed(3000);
    }

    private static void checkCrossed(int tables) {
        RandomStream random = new RandomStream(11, "crossed");
        double[][] deviations = {{2, 1, 0.5, 1}, {0, 0, 0, 1}, {1, 1, 1, 0.3}};
        for (double[] deviation : deviations) {
            int[] held = new int[4];
            int mean = 0;
            for (int t = 0; t < tables; t++) {
                int[] sizes = {5, 4, 3};
                double[][] effects = new double[3][5];
                for (int f = 0; f < 3; f++) {
                    for (int i = 0; i < sizes[f]; i++) {
                        effects[f][i] = deviation[f] * random.nextGaussian();
                    }
                }
                double[] values = new double[60];
                int[][] levels = new int[60][];
                for (int i = 0; i < 60; i++) {
                    levels[i] = new int[] {i / 12, i / 3 % 4, i % 3};
                    values[i] = effects[0][levels[i][0]]
                            + effects[1][levels[i][1]]
                            + effects[2][levels[i][2]]
                            + deviation[3] * random.nextGaussian();
                }
                Components.Fit fit = Components.fit(values, levels).orElseThrow();
                for (int f = 0; f < 3; f++) {
                    Interval interval = fit.interval(f, 0.95);
                    double variance = deviation[f] * deviation[f];
                    held[f] += interval.low() <= variance && variance <= interval.high() ? 1 : 0;
                }
                Interval rest = fit.restInterval(0.95);
                held[3] += rest.contains(deviation[3] * deviation[3]) ? 1 : 0;
                double spread = Estimate.of(values, 0.95).deviation();
                mean += Estimate.of(values, 0.95, Interval.ALL, fit.mean(spread))
                                .interval()
                                .contains(0)
                        ? 1
                        : 0;
            }
            String text = java.util.Arrays.toString(deviation) + ": of " + tables + " intervals of the variances hold "
                    + java.util.Arrays.toString(held) + ", of the mean " + mean;
            System.out.println(text);
            int least = (int) (0.92 * tables - 2 * StrictMath.sqrt(0.05 * tables));
            assertTrue(mean >= least, text);
            for (int each : held) {
                assertTrue(each >= least, text);
            }
        }
    }
}
