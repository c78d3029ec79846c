package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.testing.FakeExperiment;
import java.util.Set;
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

    /** Mean squares of R's {@code anova(lm(y ~ factor(d) + factor(w)))}: 0.00780505, 0.00092102, 0.00001167. */
    @Test
    void ofAFullTableTheyAreThoseOfTheAnalysisOfVariance() {
        Components.Fit fit = Components.fit(values()).orElseThrow();
        assertEquals(0.00129889666667, fit.data(), 1e-8);
        assertEquals(0.00018187, fit.seeds(), 1e-8);
        assertEquals(0.00001167, fit.rest(), 1e-10);
    }

    /** Six values left out; expected are those of lme4 1.1 in R, {@code lmer(y ~ 1 + (1 | d) + (1 | w), REML = TRUE)}. */
    @Test
    void withGapsTheyAreThoseOfLme4() {
        double[][] values = values();
        for (int row : new int[] {2, 9, 10, 17, 23, 30}) { // rows of the table from 1, seeds fastest
            values[(row - 1) / SEEDS.length][(row - 1) % SEEDS.length] = Double.NaN;
        }
        Components.Fit fit = Components.fit(values).orElseThrow();
        assertEquals(24, fit.values());
        assertEquals(0.001291108820332, fit.data(), 2e-7);
        assertEquals(0.000162633890225, fit.seeds(), 2e-8);
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
            Components.Fit fit = Components.fit(values).orElseThrow();
            data += fit.data() / tables;
            seeds += fit.seeds() / tables;
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
        Components components =
                Comparison.of(one, metric -> true).findings().components().orElseThrow();
        assertTrue(components.rows().getFirst().words().contains("two seeds; has 3 and 1"));
        ExperimentResult same = new FakeExperiment()
                .arms("a", "b")
                .seeds(4)
                .vary("design.data-seed", 0, 1, 2)
                .run(id -> FakeExperiment.scored(id, "test.accuracy", 0.5));
        components = Comparison.of(same, metric -> true).findings().components().orElseThrow();
        assertEquals(
                Set.of("does not vary"),
                Set.copyOf(components.rows().stream().map(Components.Row::words).toList()));
        assertEquals("b minus a", components.rows().getLast().what());
    }
}
