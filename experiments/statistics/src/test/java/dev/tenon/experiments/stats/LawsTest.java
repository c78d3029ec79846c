package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.LawSpec;
import dev.tenon.experiments.testing.FakeExperiment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LawsTest {

    private static final double[] X = {16, 32, 64, 128, 256, 512, 1024};
    private static final double[] ERRORS = {0.52, 0.37, 0.30, 0.20, 0.155, 0.118, 0.101};

    /** Expected values: R's {@code lm(log(e) ~ log(x))}. */
    @Test
    void lawWithoutFloorIsTheLineOfLogarithms() {
        PowerLaw law = PowerLaw.fit(X, ERRORS, false).orElseThrow();
        assertEquals(0.405094289227163, law.exponent(), 1e-9);
        assertEquals(1.53573929231319, law.factor(), 1e-9);
        assertEquals(0, law.floor());
    }

    /** Expected values: R's {@code nls(log(e) ~ log(exp(la) * x^-b + exp(lc)))}, and the same of SciPy's curve_fit. */
    @Test
    void lawWithFloorAgreesWithR() {
        PowerLaw law = PowerLaw.fit(X, ERRORS, true).orElseThrow();
        assertEquals(0.525577930487268, law.exponent(), 1e-5);
        assertEquals(2.0693179341157975, law.factor(), 1e-5);
        assertEquals(0.0441791667442223, law.floor(), 1e-6);
    }

    @Test
    void exactLawsAreFound() {
        double[] errors = new double[X.length];
        for (int i = 0; i < X.length; i++) {
            errors[i] = 3 * StrictMath.pow(X[i], -0.7) + 0.02;
        }
        PowerLaw law = PowerLaw.fit(X, errors, true).orElseThrow();
        assertEquals(0.7, law.exponent(), 1e-6);
        assertEquals(0.02, law.floor(), 1e-7);
        assertEquals(errors[3], law.at(X[3]), 1e-9);
    }

    private static Laws laws(ExperimentResult result) {
        ExperimentComparison comparison = ExperimentComparison.of(result, metric -> true, metric -> new Interval(0, 1));
        return comparison.findings().laws().orElseThrow();
    }

    private static TrialRecord trial(TrialId id, double error) {
        int examples = Integer.parseInt(Objects.requireNonNull(id.factors().get("train.examples")));
        return FakeExperiment.completed(
                id, Map.of("test.accuracy", 1 - error), examples, FakeExperiment.stage(id.arm(), examples, 500));
    }

    private static LawSpec spec(boolean floor, Optional<Double> level) {
        return new LawSpec("train.examples", floor, level, Optional.empty());
    }

    /** Two arms whose errors fall as n^-0.5 and n^-0.8, with noise that the seeds of both have in common in part. */
    private static ExperimentResult twoLaws(int seeds, int run) {
        return new FakeExperiment()
                .arms("slow", "fast")
                .seeds(seeds)
                .vary("train.examples", 16, 32, 64, 128, 256)
                .comparing(FakeExperiment.law("test.accuracy", spec(false, Optional.of(0.9))))
                .run(id -> {
                    double b = id.arm().equals("slow") ? 0.5 : 0.8;
                    RandomStream random = new RandomStream(run * 1000L + id.seed(), id.arm() + id.factors());
                    double n = Double.parseDouble(
                            Objects.requireNonNull(id.factors().get("train.examples")));
                    return trial(id, 1.2 * StrictMath.pow(n, -b) * StrictMath.exp(0.2 * random.nextGaussian() - 0.02));
                });
    }

    @Test
    void exponentsAndLevelsAreHeld() {
        int slow = 0;
        int apart = 0;
        int reached = 0;
        int runs = 60;
        // n at which 1.2 n^-0.8 is 0.1, on straight lines over log n between the values tried
        for (int run = 0; run < runs; run++) {
            List<Law> laws = laws(twoLaws(10, run)).laws();
            slow += laws.get(0).exponent().contains(0.5) ? 1 : 0;
            apart += laws.get(1).minus().contains(0.3) ? 1 : 0;
            Law.Level level = laws.get(1).reach().orElseThrow();
            reached += level.interval().contains(23.428924564204635) ? 1 : 0;
            assertFalse(level.first());
        }
        String rates = slow + ", " + apart + " and " + reached + " of " + runs;
        assertTrue(slow >= 0.82 * runs && apart >= 0.82 * runs && reached >= 0.82 * runs, rates);
    }

    @Test
    void whatIsNotReachedIsSaid() {
        ExperimentResult result = new FakeExperiment()
                .arms("bad", "good")
                .seeds(6)
                .vary("train.examples", 16, 32, 64)
                .comparing(FakeExperiment.law("test.accuracy", spec(true, Optional.of(0.9))))
                .run(id -> trial(id, id.arm().equals("bad") ? 0.4 + 0.01 * id.seed() : 0.0));
        List<Law> laws = laws(result).laws();
        assertTrue(Double.isInfinite(laws.get(0).reach().orElseThrow().x()));
        assertTrue(
                laws.get(0).words().contains("3 values with an error are too few"),
                laws.get(0).words());
        assertTrue(laws.get(1).reach().orElseThrow().first());
        assertTrue(
                laws.get(1).words().contains("0 values with an error"),
                laws.get(1).words());
        assertTrue(laws.get(1).law().isEmpty());
    }

    @Test
    void withoutABestValueNothingIsFitted() {
        Laws laws = ExperimentComparison.of(twoLaws(5, 1), metric -> true)
                .findings()
                .laws()
                .orElseThrow();
        assertTrue(laws.laws().isEmpty() && Double.isNaN(laws.best()));
    }

    /** What is needed for a level is v^3: the power is found, and with its interval. */
    @Test
    void powerOfAnotherNumber() {
        ExperimentResult result = new FakeExperiment()
                .arms("deep")
                .seeds(8)
                .vary("data.v", 4, 6, 8, 10)
                .vary("train.examples", 32, 64, 128, 256, 512, 1024, 2048, 4096)
                .comparing(FakeExperiment.law(
                        "test.accuracy", new LawSpec("train.examples", false, Optional.of(0.5), Optional.of("data.v"))))
                .run(id -> {
                    double v = Double.parseDouble(
                            Objects.requireNonNull(id.factors().get("data.v")));
                    double n = Double.parseDouble(
                            Objects.requireNonNull(id.factors().get("train.examples")));
                    double ratio = n / (v * v * v) * StrictMath.exp(0.3 * FakeExperiment.normal(id, "noise"));
                    return trial(id, 0.9 / (1 + ratio));
                });
        Law.Growth growth = laws(result).growth().getFirst();
        assertEquals(3, growth.power(), 0.25);
        assertTrue(growth.interval().contains(growth.power()), growth.toString());
        assertEquals(List.of("4", "6", "8", "10"), growth.used());
    }
}
