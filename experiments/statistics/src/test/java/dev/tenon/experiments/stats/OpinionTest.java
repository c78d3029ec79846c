package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import org.junit.jupiter.api.Test;

final class OpinionTest {

    /** Additional hours of sleep under two drugs, from Student (1908). */
    private static final double[] SLEEP = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

    private static Opinion of(double relevant, double overlap) {
        return PairedTest.of(SLEEP, 0.95, Interval.ALL, relevant, overlap).opinion();
    }

    /** Expected values: SciPy's t.cdf with 9 degrees of freedom at (x - 1.58) / (s sqrt(1/10 + overlap)). */
    @Test
    void posteriorIsStudents() {
        Opinion free = of(1, 0);
        assertEquals(4.778595695546834e-05, free.below(), 1e-12);
        assertEquals(0.08500809949175599, free.within(), 1e-12);
        assertEquals(0.9149441145512885, free.above(), 1e-12);
        Opinion folds = of(1, 1.0 / 9);
        assertEquals(0.0006780702463650393, folds.below(), 1e-12);
        assertEquals(0.1650959316997799, folds.within(), 1e-12);
        assertEquals(0.8342259980538551, folds.above(), 1e-12);
    }

    /** Without a region P(worse) is the p of the one-sided test, of which the paired test has twice. */
    @Test
    void withoutARegionItIsTheOneSidedTest() {
        PairedTest test = PairedTest.of(SLEEP, 0.95, Interval.ALL, 0, 1.0 / 9);
        assertEquals(test.p() / 2, test.opinion().below(), 1e-12);
        assertEquals(0, test.opinion().within());
    }

    /** Nine of ten ahead and one equal; Wilson's interval of 9.5 of 10 by its formula in NumPy. */
    @Test
    void howOftenItIsAhead() {
        Proportion ahead = of(0, 0).ahead();
        assertEquals(0.95, ahead.value(), 1e-12);
        assertEquals(0.6554627816930773, ahead.wilson().low(), 1e-12);
        assertEquals(0.9947576984303222, ahead.wilson().high(), 1e-12);
        Proportion folds = of(0, 1.0 / 9).ahead();
        assertEquals(0.95, folds.value(), 1e-12);
        assertEquals(0.49972941401405024, folds.wilson().low(), 1e-12);
        assertEquals(0.9972405490979747, folds.wilson().high(), 1e-12);
    }

    @Test
    void reversedIsTheOtherArmsView() {
        Opinion opinion = of(1, 0).reversed();
        assertEquals(0.9149441145512885, opinion.below(), 1e-12);
        assertEquals(0.05, opinion.ahead().value(), 1e-12);
        assertEquals(1 - 0.6554627816930773, opinion.ahead().wilson().high(), 1e-12);
    }

    @Test
    void copiesSayNothing() {
        Opinion opinion =
                PairedTest.of(new double[] {1, 1, 1, 1}, 0.95, Interval.ALL, 0).opinion();
        assertTrue(Double.isNaN(opinion.above()));
        assertTrue(Double.isNaN(opinion.ahead().value()));
    }

    /** Newcombe (Statistics in Medicine 17, 1998, table I); digits beyond his from SciPy's binomtest. */
    @Test
    void proportions() {
        Proportion some = Proportion.of(81, 263, 0.95);
        assertEquals(0.2552885198782742, some.wilson().low(), 1e-9);
        assertEquals(0.36620957698280004, some.wilson().high(), 1e-9);
        assertEquals(0.25273674558504267, some.exact().low(), 1e-7);
        assertEquals(0.36762192260134746, some.exact().high(), 1e-7);
        Proportion none = Proportion.of(0, 20, 0.95);
        assertEquals(0, none.wilson().low(), 1e-15);
        assertEquals(0.16112515805281935, none.wilson().high(), 1e-9);
        assertEquals(0, none.exact().low());
        assertEquals(0.16843347098308548, none.exact().high(), 1e-7);
        Proportion all = Proportion.of(29, 29, 0.95);
        assertEquals(0.8830302015002592, all.wilson().low(), 1e-9);
        assertEquals(1, all.wilson().high(), 1e-15);
        assertEquals(0.8805551309302788, all.exact().low(), 1e-7);
        assertEquals(1, all.exact().high());
        assertTrue(Double.isNaN(Proportion.of(0, 0, 0.95).value()));
    }

    /** Seeds of which one arm is ahead with probability 0.7: the interval holds that about as often as it says. */
    @Test
    void intervalOfBeingAheadHoldsIt() {
        RandomStream random = new RandomStream(3, "ahead");
        double shift = 0.5244005; // the normal distribution's 0.7 quantile
        int held = 0;
        int experiments = 2000;
        for (int e = 0; e < experiments; e++) {
            double[] differences = new double[12];
            for (int i = 0; i < differences.length; i++) {
                differences[i] = shift + random.nextGaussian();
            }
            Interval interval = PairedTest.of(differences, 0.95, Interval.ALL, 0)
                    .opinion()
                    .ahead()
                    .wilson();
            held += interval.contains(0.7) ? 1 : 0;
        }
        assertTrue(held > 0.93 * experiments && held < 0.985 * experiments, held + " of " + experiments);
    }
}
