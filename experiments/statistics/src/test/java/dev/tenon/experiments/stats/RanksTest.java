package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RanksTest {

    /**
     * Areas of four kinds of C4.5 on 14 data sets: Demsar (JMLR 7, 2006), table 6. Where he ranks 0.975 (voting) before 0.975, from values
     * that he does not print in full, the first is a little larger here.
     */
    private static final double[][] DEMSAR = {
        {0.763, 0.768, 0.771, 0.798},
        {0.599, 0.591, 0.590, 0.569},
        {0.954, 0.971, 0.968, 0.967},
        {0.628, 0.661, 0.654, 0.657},
        {0.882, 0.888, 0.886, 0.898},
        {0.936, 0.931, 0.916, 0.931},
        {0.661, 0.668, 0.609, 0.685},
        {0.583, 0.583, 0.563, 0.625},
        {0.775, 0.838, 0.866, 0.875},
        {1.000, 1.000, 1.000, 1.000},
        {0.940, 0.962, 0.965, 0.962},
        {0.619, 0.666, 0.614, 0.669},
        {0.972, 0.981, 0.9751, 0.975},
        {0.957, 0.978, 0.946, 0.970}
    };

    private static Ranks of(double[][] values, int reference, boolean higherIsBetter) {
        List<String> arms =
                IntStream.range(0, values[0].length).mapToObj(i -> "arm-" + i).toList();
        List<String> sets =
                IntStream.range(0, values.length).mapToObj(i -> "set-" + i).toList();
        return Ranks.of("defaults.data", values, sets, arms, reference, higherIsBetter, 0.95);
    }

    /** His mean ranks, statistics, critical difference and comparisons with C4.5. */
    @Test
    void demsarsExample() {
        Ranks ranks = of(DEMSAR, 0, true);
        double[] averages = {3.143, 2.000, 2.893, 1.964};
        for (int i = 0; i < 4; i++) {
            assertEquals(averages[i], ranks.averages().get(i), 5e-4);
        }
        assertEquals(9.28, ranks.chiSquared(), 5e-3);
        assertEquals(3.69, ranks.f(), 5e-3);
        assertTrue(ranks.p() < 0.05 && ranks.p() > 0.01);
        assertEquals(1.25, ranks.critical(), 5e-3);
        // 0.016, 0.019 and 0.607 before Holm's correction
        assertEquals(3 * 0.016, ranks.against().get(3), 2e-3);
        assertEquals(3 * 0.016, ranks.against().get(1), 2e-3, "not below the smaller one's");
        assertEquals(0.607, ranks.against().get(2), 2e-3);
        assertTrue(Double.isNaN(ranks.against().get(0)));
        assertEquals(List.of(List.of(3, 1, 2, 0)), ranks.groups(), "1.18 between best and worst is not enough");
        assertEquals(9.28, of(negated(DEMSAR), 0, false).chiSquared(), 5e-3);
    }

    private static double[][] negated(double[][] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> IntStream.range(0, values[i].length)
                        .mapToDouble(j -> -values[i][j])
                        .toArray())
                .toArray(double[][]::new);
    }

    /** Demsar's table 5 has these, divided by the root of 2. */
    @Test
    void rangesOfNormalNumbers() {
        double[] q = {1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164};
        for (int k = 2; k <= 10; k++) {
            assertEquals(q[k - 2], Ranks.studentized(k, 0.05) / StrictMath.sqrt(2), 1e-3);
        }
        assertEquals(2.052, Ranks.studentized(3, 0.10) / StrictMath.sqrt(2), 1e-3);
    }

    @Test
    void whatIsMissingIsLeftOutAndSaid() {
        double[][] values = {{0.9, 0.8}, {Double.NaN, 0.7}, {0.6, 0.5}};
        Ranks ranks = of(values, 0, true);
        assertEquals(2, ranks.sets());
        assertEquals(List.of("set-1"), ranks.left());
        assertTrue(Double.isInfinite(ranks.f()), "both agree");
        assertTrue(Double.isNaN(of(new double[][] {{1, 2}}, 0, true).p()));
    }

    @Test
    void armsThatAreAlikeAreSeldomToldApart() {
        RandomStream random = new RandomStream(11, "ranks");
        int friedman = 0;
        int pairs = 0;
        int experiments = 1000;
        for (int e = 0; e < experiments; e++) {
            double[][] values = new double[10][4];
            for (double[] row : values) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = random.nextGaussian();
                }
            }
            Ranks ranks = of(values, 0, true);
            friedman += ranks.p() < 0.05 ? 1 : 0;
            List<Double> averages = ranks.averages().stream().sorted().toList();
            pairs += averages.getLast() - averages.getFirst() > ranks.critical() ? 1 : 0;
        }
        String rates = friedman + " and " + pairs + " of " + experiments;
        assertTrue(friedman > 25 && friedman < 75 && pairs < 75, rates);
    }
}
