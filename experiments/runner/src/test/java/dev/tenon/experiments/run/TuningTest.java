package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.run.Tuning.Try;
import dev.tenon.experiments.spec.ArmTuning;
import dev.tenon.experiments.spec.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that trials choose on their validation examples. */
final class TuningTest {

    private static final String GRID = "grid";
    private static final String RANDOM = "{type: random, trials: 5}";
    private static final String HALVING = "{type: successive-halving}";

    /** Noise enough that rates matter. */
    private static String text(String search, String more) {
        return """
                experiment: bars
                data: {bars: {type: bars, train: 30, validation: 40, test: 20, noise: 2.5}}
                defaults:
                  data: bars
                  train: {epochs: 4, batch: 10, loss: logistic, optimizer: {type: sgd, rate: 0.1}}
                arms:
                  mlp:
                    layers: [flatten, {id: hidden, type: dense, units: 4, activation: relu}, {type: dense, units: 1}]
                  linear:
                    layers: [flatten, {type: dense, units: 1}]
                tune:
                  over: {train.optimizer.rate: RATES}
                  search: SEARCH
                  choose-by: validation.loss-of
                  seeds: 2
                design: {seeds: 3}
                compare: {primary: test.auroc, measures: {loss-of: {metric: auroc}}}
                """.replace(
                                "RATES",
                                search.equals(RANDOM)
                                        ? "{from: 0.0001, to: 1, scale: log}"
                                        : "[0.0001, 0.01, 0.1, 0.5]")
                        .replace("SEARCH", search)
                + more;
    }

    private static Tuning tuning(TrialRecord trial) {
        return trial.tuning().orElseThrow();
    }

    /** The choice once more, from what is recorded alone: sums and plain loops. */
    private static int chosen(Tuning tuning, int seeds) {
        Map<Integer, List<Try>> rungs = new TreeMap<>();
        tuning.tries()
                .forEach(each -> rungs.computeIfAbsent(each.rung(), rung -> new ArrayList<>())
                        .add(each));
        int chosen = -1;
        double best = Double.NEGATIVE_INFINITY;
        Map<Integer, Double> before = Map.of();
        for (List<Try> rung : rungs.values()) {
            Map<Integer, Double> sums = new LinkedHashMap<>();
            rung.forEach(each -> sums.merge(each.candidate(), each.value() / seeds, Double::sum));
            // Who is in a rung was at least as good in the one before as who is not.
            assertTrue(before.isEmpty() || before.keySet().containsAll(sums.keySet()));
            double worstIn = Double.POSITIVE_INFINITY;
            double bestOut = Double.NEGATIVE_INFINITY;
            for (Map.Entry<Integer, Double> each : before.entrySet()) {
                if (sums.containsKey(each.getKey())) {
                    worstIn = StrictMath.min(worstIn, each.getValue());
                } else {
                    bestOut = StrictMath.max(bestOut, each.getValue());
                }
            }
            assertTrue(worstIn >= bestOut - 1e-12, () -> rungs.toString());
            before = sums;
            chosen = -1;
            best = Double.NEGATIVE_INFINITY;
            for (Map.Entry<Integer, Double> each : sums.entrySet()) {
                if (each.getValue() > best + 1e-12) {
                    best = each.getValue();
                    chosen = each.getKey();
                }
            }
        }
        return chosen;
    }

    @ParameterizedTest
    @ValueSource(strings = {GRID, RANDOM, HALVING})
    void theBestByTheRecordedMetricIsChosenAndTestedAsIfTheFileNamedIt(String search) {
        ExperimentResult result = Trials.run(text(search, ""));
        assertEquals(6, result.trials().size());
        Set<String> rates = new HashSet<>();
        for (TrialRecord trial : result.trials()) {
            assertEquals(TrialRecord.Status.COMPLETED, trial.status(), trial.message());
            Tuning tuning = tuning(trial);
            assertEquals("validation.loss-of", tuning.metric());
            assertEquals(40, tuning.validation());
            assertEquals(chosen(tuning, 2), tuning.chosen(), trial.id() + ": " + tuning.tries());
            String rate = tuning.settings().getOrDefault("train.optimizer.rate", "");
            rates.add(rate);
            TrialRecord plain = Trials.trial(
                    Trials.run(
                            untuned(search),
                            "train.optimizer.rate=" + rate,
                            "design.seeds=[" + trial.id().seed() + "]"),
                    trial.id().arm(),
                    trial.id().seed());
            assertEquals(Trials.bits(plain), Trials.bits(trial), "trained and tested like any other");
        }
        assertTrue(rates.size() > 1, "seeds and arms choose for themselves: " + rates);
    }

    private static String untuned(String search) {
        return text(search, "").replaceAll("(?s)tune:.*design:", "design:");
    }

    @Test
    void roundsOfHalvingAreThoseOfTheirDefinition() {
        for (TrialRecord trial : Trials.run(text(HALVING, "")).trials()) {
            List<Try> tries = tuning(trial).tries();
            assertEquals(12, tries.size(), "4 and 2 settings, with 2 seeds each");
            for (Try each : tries) {
                assertEquals(each.rung() == 0 ? 2 : 1, each.divisor());
                assertEquals(each.rung() == 0 ? 6 : 12, each.steps(), "3 minibatches in each of 2 or 4 epochs");
                assertEquals(30, each.examples());
            }
            // The two that went on were the best two of the first round.
            TreeMap<Integer, Double> first = new TreeMap<>();
            tries.stream()
                    .filter(each -> each.rung() == 0)
                    .forEach(each -> first.merge(each.candidate(), each.value(), Double::sum));
            List<Integer> order = new ArrayList<>(first.keySet());
            order.sort((a, b) -> Double.compare(first.getOrDefault(b, 0.0), first.getOrDefault(a, 0.0)));
            assertEquals(
                    new HashSet<>(order.subList(0, 2)),
                    new HashSet<>(tries.stream()
                            .filter(each -> each.rung() == 1)
                            .map(Try::candidate)
                            .toList()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GRID, RANDOM, HALVING})
    void theNumberOfThreadsChangesNothing(String search) {
        ExperimentResult one = Trials.run(Trials.services(), text(search, ""), 1);
        ExperimentResult two = Trials.run(Trials.services(), text(search, ""), 2);
        assertEquals(Trials.bits(one), Trials.bits(two));
        assertEquals(
                one.trials().stream().map(TrialRecord::tuning).toList(),
                two.trials().stream().map(TrialRecord::tuning).toList());
    }

    /** Bars are drawn one after the other, those for testing last: other test images leave the rest as it was. */
    @Test
    void testExamplesDecideNothing() {
        ExperimentResult some = Trials.run(text(HALVING, ""));
        ExperimentResult others = Trials.run(text(HALVING, ""), "data.bars.test=200");
        for (int i = 0; i < some.trials().size(); i++) {
            assertNotEquals(
                    some.trials().get(i).metrics(), others.trials().get(i).metrics());
            assertEquals(some.trials().get(i).tuning(), others.trials().get(i).tuning());
        }
        // The control: other validation images are other values.
        ExperimentResult control = Trials.run(text(HALVING, ""), "data.bars.validation=41");
        assertNotEquals(
                some.trials().getFirst().tuning(), control.trials().getFirst().tuning());
    }

    @Test
    void everyArmHasTheSameBudget() {
        for (String search : List.of(GRID, RANDOM, HALVING)) {
            ExperimentResult result = Trials.run(text(search, ""), "design.seeds=1");
            List<List<Long>> budgets = result.trials().stream()
                    .map(trial -> tuning(trial).tries().stream().map(Try::steps).toList())
                    .distinct()
                    .toList();
            assertEquals(1, budgets.size(), search + ": " + budgets);
        }
    }

    @Test
    void armsThatHaveTheSameSettingsDrawTheSameValuesAndAnotherSeedOthers() {
        Plan plan = Trials.plan(Trials.services(), text(RANDOM, ""));
        List<List<Map<String, String>>> drawn = plan.first().arms().stream()
                .map(arm -> arm.tuning().orElseThrow().candidates().stream()
                        .map(ArmTuning.Candidate::settings)
                        .toList())
                .toList();
        assertEquals(drawn.get(0), drawn.get(1));
        assertEquals(5, new HashSet<>(drawn.get(0)).size());
        for (Map<String, String> each : drawn.get(0)) {
            double rate = Double.parseDouble(each.getOrDefault("train.optimizer.rate", ""));
            assertTrue(rate >= 0.0001 && rate <= 1, each.toString());
        }
        Plan other = Trials.plan(
                Trials.services(),
                text("{type: random, trials: 5, seed: 1}", ""),
                "tune.over.train.optimizer.rate={from: 0.0001, to: 1, scale: log}");
        assertNotEquals(
                drawn.get(0),
                other.first().arms().getFirst().tuning().orElseThrow().candidates().stream()
                        .map(ArmTuning.Candidate::settings)
                        .toList());
    }

    @Test
    void whatDivergesIsTheWorst() {
        ExperimentResult result =
                Trials.run(text(GRID, ""), "tune.over.train.optimizer.rate=[3e38, 0.01, 2e38]", "design.seeds=1");
        for (TrialRecord trial : List.of(Trials.trial(result, "linear", 0))) {
            assertEquals(1, tuning(trial).chosen());
            assertTrue(Double.isNaN(tuning(trial).tries().getFirst().value()));
            assertEquals(TrialRecord.Status.COMPLETED, trial.status());
        }
        ExperimentResult all =
                Trials.run(text(GRID, ""), "tune.over.train.optimizer.rate=[3e38, 2e38]", "design.seeds=1");
        for (TrialRecord trial : List.of(Trials.trial(all, "linear", 0))) {
            assertEquals(0, tuning(trial).chosen(), "the first of equals");
            assertEquals(TrialRecord.Status.DIVERGED, trial.status());
        }
    }

    private static Try made(int candidate, int seed, double value) {
        return new Try(candidate, Map.of(), 0, 1, seed, value, 1, 1);
    }

    @Test
    void ofEqualsTheFirstGoesOnInWhateverOrderTheyWereTried() {
        List<Try> tries = new ArrayList<>(
                List.of(made(3, 0, 0.5), made(1, 0, 0.9), made(2, 0, 0.5), made(0, 0, Double.NaN), made(4, 0, 0.5)));
        assertEquals(List.of(1, 2), Tuning.best(tries, true, 2));
        assertEquals(List.of(1, 2, 3, 4), Tuning.best(tries, true, 4));
        assertEquals(List.of(2), Tuning.best(tries, false, 1));
        tries.add(made(1, 1, Double.NaN));
        assertEquals(List.of(2), Tuning.best(tries, true, 1), "diverged with one of its seeds");
    }

    @Test
    void aSettingThatAnArmDoesNotHaveIsLeftOut() {
        Plan plan = Trials.plan(
                Trials.services(),
                text(GRID, ""),
                "tune.over={train.optimizer.rate: [0.01, 0.1], layers.hidden.units: [2, 4, 8]}");
        ArmTuning mlp = plan.first().arm("mlp").tuning().orElseThrow();
        ArmTuning linear = plan.first().arm("linear").tuning().orElseThrow();
        assertEquals(6, mlp.candidates().size());
        assertEquals(2, linear.candidates().size());
        assertEquals(List.of("layers.hidden.units"), linear.lacking());
        ExperimentResult result = new ExperimentRunner(Trials.services(), Trials.NO_RUN)
                .run(plan, new RunOptions("cpu", 1, java.nio.file.Path.of("")), new Trials.Deaf() {});
        for (TrialRecord trial : result.trials()) {
            String units = tuning(trial).settings().getOrDefault("layers.hidden.units", "");
            if (trial.id().arm().equals("mlp")) {
                assertEquals(
                        37 * Integer.parseInt(units) + Integer.parseInt(units) + 1,
                        trial.last().parameters());
            } else {
                assertEquals("", units);
            }
        }
    }

    /** Another arm's layers are those of the file, whether that arm is tuned or not. */
    @Test
    void whoTakesLayersOfATunedArmHasThemAsTheFileSays() {
        String borrowed = text(GRID, "").replace("tune:\n", """
                  borrowed:
                    tune: none
                    layers: [flatten, {use: mlp.main.hidden, frozen: true}, {type: dense, units: 1}]
                tune:
                """.indent(0));
        ExperimentResult tuned = Trials.run(borrowed, "design.seeds=1");
        ExperimentResult plain = Trials.run(borrowed.replaceAll("(?s)\ntune:.*design:", "\ndesign:"), "design.seeds=1");
        TrialRecord own = Trials.trial(tuned, "borrowed", 0);
        assertEquals(Optional.empty(), own.tuning());
        assertEquals(Trials.bits(Trials.trial(plain, "borrowed", 0)), Trials.bits(own));
    }
}
