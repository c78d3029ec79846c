package dev.tenon.experiments.stats;

import dev.tenon.experiments.data.DataInputs.Drawn;
import dev.tenon.experiments.read.Repeats;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.run.TrialRecord.Status;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.CrossSpec;
import dev.tenon.experiments.spec.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Works out a {@link ExperimentComparison}. */
final class Comparer {

    private final ExperimentResult result;
    private final CompareSpec compare;
    private final boolean higherIsBetter;
    private final Function<String, Interval> bounds;
    private final List<String> arms;
    private final String reference;
    private final List<Map<String, String>> cells;
    private final Judged judged;
    private final Repeats repeats;
    private final TrialTable table;
    private final DataDraw data;
    private final Stopping stopping;
    private final Charge charge;

    Comparer(ExperimentResult result, Predicate<String> higherIsBetter, Function<String, Interval> bounds) {
        this.result = result;
        this.bounds = bounds;
        this.compare = result.plan().first().compare();
        this.higherIsBetter = higherIsBetter.test(compare.primary());
        this.arms = result.plan().first().arms().stream().map(ArmSpec::name).toList();
        this.reference = compare.against().orElse(arms.getFirst());
        this.cells = result.plan().cells().stream().map(Plan.Cell::factors).toList();
        this.judged = Judged.of(compare, cells);
        this.repeats = Repeats.of(result.plan());
        this.table = new TrialTable(result.trials(), repeats);
        this.data = DataDraw.of(result);
        this.charge = Charge.of(compare);
        this.stopping = new Stopping(result);
    }

    /** Arms that need no further seeds, each with the reason. */
    Map<String, String> stopped() {
        Map<String, String> stopped = new LinkedHashMap<>();
        for (Difference d : overallDifferences()) {
            if (d.verdict() != Verdict.CANNOT_TELL) {
                stopped.put(d.arm(), "decided");
            } else {
                stopping.hopeless(
                                d.test(),
                                compare.confidence(),
                                compare.relevant(),
                                higherIsBetter,
                                overlap(compare.primary(), judged.cells(), d.arm(), reference))
                        .ifPresent(why -> stopped.put(d.arm(), why));
            }
        }
        return stopped;
    }

    private List<Difference> overallDifferences() {
        return corrected(
                others().map(arm -> difference(arm, Map.of(), judged.cells())).toList());
    }

    private double confidence(String arm) {
        return stopping.confidence(compare.confidence(), table.seeds(arm).size());
    }

    ExperimentComparison compare() {
        List<ArmSummary> summaries = new ArrayList<>();
        for (Plan.Cell cell : result.plan().cells()) {
            arms.forEach(arm -> summaries.add(summary(arm, cell)));
        }
        Map<String, Estimate> overall = new LinkedHashMap<>();
        arms.forEach(arm -> overall.put(
                arm,
                estimate(
                        arm,
                        compare.primary(),
                        table.seeds(),
                        table.averages(arm, judged.cells(), compare.primary()),
                        overlap(compare.primary(), judged.cells(), arm))));

        List<Difference> byCell = new ArrayList<>();
        for (Map<String, String> cell : cells) {
            others().forEach(arm -> byCell.add(difference(arm, cell, List.of(cell))));
        }
        List<Difference> differences = corrected(byCell);
        List<Difference> overallDifferences = overallDifferences();
        boolean trained = result.trials().stream()
                .flatMap(trial -> trial.stages().stream())
                .anyMatch(stage -> stage.steps() > 0);
        List<Integer> seeds = arms.stream().map(arm -> table.seeds(arm).size()).toList();
        Conclusions conclusions = new Conclusions(
                compare,
                higherIsBetter,
                bounds.apply(compare.primary()),
                reference,
                judged,
                cells.size(),
                trained,
                overall,
                apart(),
                over(),
                stopping.looks(),
                result.plan().first().design().cross(),
                data);
        Map<String, String> armConclusions = new LinkedHashMap<>();
        overallDifferences.forEach(d -> armConclusions.put(d.arm(), conclusions.sentence(d)));
        return new ExperimentComparison(
                compare.primary(),
                higherIsBetter,
                bounds.apply(compare.primary()),
                reference,
                compare.confidence(),
                compare.relevant(),
                arms,
                cells,
                seeds.stream().mapToInt(Integer::intValue).max().orElse(0),
                seeds.stream().mapToInt(Integer::intValue).min().orElse(0),
                summaries,
                judged,
                overall,
                differences,
                overallDifferences,
                new SampleEfficiency(compare.primary(), higherIsBetter, arms, summaries, charge).find(),
                conclusions.sentence(overallDifferences),
                armConclusions,
                caveats(summaries, differences, overallDifferences, trained && varied(overall)),
                Methods.words(result, higherIsBetter) + " "
                        + conclusions.method(overallDifferences.size(), differences.size())
                        + stopping.method()
                        + Tuned.method(result)
                        + Matched.method(Matched.of(result.plan(), summaries))
                        + Labels.method(Labels.of(result, arms, judged.cells().getLast()), charge),
                charge,
                StageCost.of(result, arms, judged.cells().getLast()),
                Sources.of(result, data, varied(overall)),
                over(),
                overlap(),
                new Findings(
                        TestSet.of(result, reference, compare.confidence()),
                        laws(summaries),
                        ranks(),
                        Components.of(
                                table,
                                cells,
                                arms,
                                reference,
                                compare.primary(),
                                result.plan().first().design()),
                        pairs()));
    }

    /** What stands beside an interval. */
    private String over() {
        String widened = stopping.looks() == 1 ? "" : "widened for " + stopping.looks() + " looks";
        String about = result.plan()
                .first()
                .design()
                .cross()
                .map(cross -> "over new draws of " + Conclusions.and(Components.names(cross)))
                .orElse(data.words());
        return about.isEmpty() || widened.isEmpty() ? about + widened : about + ", " + widened;
    }

    private Optional<ArmPairs> pairs() {
        if (!compare.pairs().orElse(false)) {
            return Optional.empty();
        }
        List<String> ones = new ArrayList<>();
        List<Difference> family = new ArrayList<>();
        for (int i = 0; i < arms.size(); i++) {
            for (int j = i + 1; j < arms.size(); j++) {
                ones.add(arms.get(i));
                family.add(difference(arms.get(j), arms.get(i), Map.of(), judged.cells()));
            }
        }
        List<Difference> all = corrected(family);
        return Optional.of(new ArmPairs(IntStream.range(0, all.size())
                .mapToObj(i -> new ArmPairs.Pair(ones.get(i), all.get(i)))
                .toList()));
    }

    private Optional<Laws> laws(List<ArmSummary> summaries) {
        return compare.law()
                .map(law -> new Laws.Finder(
                                law,
                                compare.primary(),
                                higherIsBetter,
                                bounds.apply(compare.primary()),
                                compare.confidence(),
                                (arm, over) -> overlap(compare.primary(), over, arm),
                                table,
                                summaries,
                                charge)
                        .find(arms, reference));
    }

    private Optional<Ranks> ranks() {
        return compare.ranks().map(setting -> {
            List<String> levels = cells.stream()
                    .map(cell -> cell.getOrDefault(setting, ""))
                    .distinct()
                    .toList();
            double[][] values = levels.stream()
                    .map(level -> judged.cells().stream()
                            .filter(cell -> cell.getOrDefault(setting, "").equals(level))
                            .toList())
                    .map(own -> arms.stream().mapToDouble(arm -> mean(arm, own)).toArray())
                    .toArray(double[][]::new);
            return Ranks.of(
                    setting, values, levels, arms, arms.indexOf(reference), higherIsBetter, compare.confidence());
        });
    }

    private double mean(String arm, List<Map<String, String>> over) {
        return over.isEmpty()
                ? Double.NaN
                : DoubleStream.of(table.averages(arm, over, compare.primary()))
                        .filter(value -> !Double.isNaN(value))
                        .average()
                        .orElse(Double.NaN);
    }

    private static boolean varied(Map<String, Estimate> overall) {
        return overall.values().stream().anyMatch(each -> each.deviation() > 0);
    }

    private List<String> caveats(
            List<ArmSummary> summaries,
            List<Difference> differences,
            List<Difference> overallDifferences,
            boolean intervals) {
        List<String> found = new ArrayList<>(new Caveats(
                        compare,
                        reference,
                        summaries,
                        differences.stream()
                                .filter(d -> judged.cells().contains(d.factors()))
                                .toList(),
                        overallDifferences,
                        StageCost.of(result, arms, judged.cells().getLast()),
                        Labels.of(result, arms, judged.cells().getLast()),
                        result.inputs().notes())
                .find());
        if (intervals && data.known() && data.drawn().compareTo(Drawn.TRAINING) <= 0) {
            found.add("All seeds are tested on the same examples: intervals do not cover other test examples.");
        }
        found.addAll(stopping.caveats());
        found.addAll(Tuned.caveats(result));
        if (result.trials().stream()
                .anyMatch(trial -> !trial.stages().isEmpty() && Double.isInfinite(data.inCommon(trial)))) {
            found.add(
                    "Where arms learn from all training examples there are, these are the same for all seeds: means have no"
                            + " interval there, and differences say nothing of other training examples.");
        }
        List<String> once = arms.stream()
                .filter(arm -> cells.stream().anyMatch(cell -> repeats.repeated(arm, cell)))
                .toList();
        for (String arm : arms) {
            result.trials().stream()
                    .filter(trial -> trial.id().arm().equals(arm)
                            && trial.status() == Status.COMPLETED
                            && !trial.message().isEmpty())
                    .findFirst()
                    .ifPresent(trial -> found.add("In trial " + trial.id() + ", " + trial.message() + "."));
        }
        for (String arm : others().toList()) {
            Set<Long> shared = new LinkedHashSet<>(table.seeds(arm));
            shared.retainAll(table.seeds(reference));
            int most = StrictMath.max(
                    table.seeds(arm).size(), table.seeds(reference).size());
            if (shared.isEmpty() && most > 0) {
                found.add(arm + " and " + reference + " share no seed, so nothing can be compared seed by seed.");
            } else if (shared.size() < most && stopping.looks() == 1) {
                found.add(
                        arm + " and " + reference + " have " + table.seeds(arm).size() + " and "
                                + table.seeds(reference).size() + " seeds; only the " + shared.size()
                                + " that both have are compared.");
            }
        }
        List<String> averaged = judged.averaged();
        if (!averaged.stream().allMatch(Factors::isExamples) && arms.size() > 1) {
            found.add("The averages give all " + judged.cells().size() + " settings of " + Conclusions.and(averaged)
                    + "  equal weight, poor ones included: read the table by settings before you prefer an arm, or name "
                    + "the levels that the verdict should be about with `at` in `compare`.");
        }
        if (!once.isEmpty()) {
            found.add("Not every varied setting affects " + Conclusions.and(once)
                    + ": where it does not, trials were run once and are shown in every column.");
        }
        return List.copyOf(found);
    }

    /** Arms of which no trial has the seed of a trial of the reference. */
    private List<String> apart() {
        Set<Long> own = table.seeds(reference);
        return others().filter(arm -> !table.seeds(arm).isEmpty() && !own.isEmpty())
                .filter(arm -> table.seeds(arm).stream().noneMatch(own::contains))
                .toList();
    }

    private java.util.stream.Stream<String> others() {
        return arms.stream().filter(arm -> !arm.equals(reference));
    }

    private Difference difference(String arm, Map<String, String> factors, List<Map<String, String>> over) {
        return difference(arm, reference, factors, over);
    }

    private Difference difference(
            String arm, String from, Map<String, String> factors, List<Map<String, String>> over) {
        double[] all = table.averages(arm, over, compare.primary());
        double[] against = table.averages(from, over, compare.primary());
        for (int i = 0; i < all.length; i++) {
            all[i] -= against[i];
        }
        double[] values = DoubleStream.of(all).filter(v -> !Double.isNaN(v)).toArray();
        // Of two arms that were stopped the look is that of the first to end.
        int seeds = StrictMath.min(table.seeds(arm).size(), table.seeds(from).size());
        PairedTest test = PairedTest.of(
                values,
                stopping.confidence(compare.confidence(), seeds),
                bounds.apply(compare.primary()).differences(),
                compare.relevant(),
                dependence(table.seeds(), all, overlap(compare.primary(), over, arm, from)));
        double share = stopping.share(seeds);
        return new Difference(
                arm,
                factors,
                test,
                StrictMath.min(1, test.p() / share),
                StrictMath.min(1, test.alike() / share),
                1,
                Verdict.CANNOT_TELL);
    }

    private List<Difference> corrected(List<Difference> family) {
        int tests = (int) family.stream().filter(d -> d.test().varies()).count();
        // Of "no difference" and "a difference that matters" at most one is true, so at most one for each comparison.
        double[] p = Holm.adjust(
                DoubleStream.concat(
                                family.stream().mapToDouble(Difference::corrected),
                                family.stream().mapToDouble(Difference::alike))
                        .toArray(),
                tests);
        List<Difference> corrected = new ArrayList<>();
        for (int i = 0; i < family.size(); i++) {
            Difference d = family.get(i);
            double alike = p[family.size() + i];
            Verdict verdict = Verdict.of(d.test(), p[i], alike, 1 - compare.confidence(), higherIsBetter);
            corrected.add(new Difference(d.arm(), d.factors(), d.test(), p[i], alike, tests, verdict));
        }
        return List.copyOf(corrected);
    }

    private ArmSummary summary(String arm, Plan.Cell cell) {
        List<TrialRecord> trials = table.of(arm, cell.factors());
        Map<String, Estimate> metrics = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        trials.forEach(trial -> names.addAll(trial.metrics().keySet()));
        for (String name : names) {
            double[] values = trials.stream()
                    .mapToDouble(t -> table.metric(arm, cell.factors(), t.id().seed(), name))
                    .toArray();
            Estimate estimate = estimate(
                    arm,
                    name,
                    trials.stream().map(t -> t.id().seed()).toList(),
                    values,
                    overlap(name, List.of(cell.factors()), arm));
            metrics.put(name, estimate);
        }
        int stages = cell.spec().arm(arm).stages().size();
        List<StageRecord> last = trials.stream()
                .filter(t -> !t.stages().isEmpty()
                        && (t.status() == Status.COMPLETED || t.stages().size() == stages))
                .map(TrialRecord::last)
                .toList();
        List<TrialRecord> completed =
                trials.stream().filter(t -> t.status() == Status.COMPLETED).toList();
        int ran = repeats.repeated(arm, cell.factors()) ? 0 : 1; // A trial is counted in the cell in which it was run.
        return new ArmSummary(
                arm,
                cell.factors(),
                metrics,
                ran * trials.size(),
                ran * completed.size(),
                ran * count(trials, Status.DIVERGED),
                ran * count(trials, Status.FAILED),
                last.isEmpty() ? -1 : last.getFirst().parameters(),
                last.isEmpty() ? -1 : last.getFirst().trainable(),
                last.isEmpty() ? -1 : last.getFirst().multiplyAdds(),
                nominal(cell, arm, last),
                completed.stream().mapToInt(TrialRecord::examples).average().orElse(Double.NaN),
                completed.stream()
                        .findFirst()
                        .flatMap(new Labels.Counter(cell.spec(), result.inputs().sets())::all));
    }

    private static double nominal(Plan.Cell cell, String arm, List<StageRecord> last) {
        return Factors.examples(cell.factors())
                .orElseGet(() -> cell.spec()
                        .arm(arm)
                        .last()
                        .train()
                        .examples()
                        .map(Integer::doubleValue)
                        .orElseGet(() -> last.stream()
                                .mapToDouble(StageRecord::examples)
                                .average()
                                .orElse(Double.NaN)));
    }

    private static int count(List<TrialRecord> trials, Status status) {
        return (int) trials.stream().filter(t -> t.status() == status).count();
    }

    private Estimate estimate(String arm, String metric, List<Long> seeds, double[] values, double overlap) {
        return Estimate.of(
                DoubleStream.of(values).filter(v -> !Double.isNaN(v)).toArray(),
                confidence(arm),
                bounds.apply(metric),
                dependence(seeds, values, overlap));
    }

    /** That of the differences that verdicts are about, of several arms the most. */
    private double overlap() {
        return others().mapToDouble(arm -> overlap(compare.primary(), judged.cells(), arm, reference))
                .max()
                .orElseGet(() -> overlap(compare.primary(), judged.cells(), reference));
    }

    /**
     * How much of their variance seeds have in common, as of {@link Estimate#of(double[], double, Interval, double)}. Of a mean over
     * cells whose seeds share training examples: what seeds share in each cell is taken to go together, as the smaller training sets
     * are parts of the larger ones. A cell in which all seeds learn from the same examples is about these.
     *
     * @param of an arm, or two whose difference it is
     * @return infinite of one arm in one cell in which all seeds learn from the same examples
     */
    private double overlap(String metric, List<Map<String, String>> over, String... of) {
        if (!data.pooled()) {
            return data.overlap(metric);
        }
        double shared = 0;
        for (Map<String, String> cell : over) {
            double most = 0;
            for (String arm : of) {
                double common = inCommon(arm, cell);
                if (Double.isInfinite(common) && of.length == 1 && over.size() == 1) {
                    return common;
                }
                most = StrictMath.max(most, Double.isInfinite(common) ? 0 : common);
            }
            shared += StrictMath.sqrt(most) * deviation(metric, List.of(cell), of) / over.size();
        }
        double deviation = deviation(metric, over, of);
        return deviation > 0 ? shared * shared / (deviation * deviation) : 0;
    }

    private double inCommon(String arm, Map<String, String> cell) {
        return table.of(arm, cell).stream()
                .filter(trial ->
                        trial.status() == Status.COMPLETED && !trial.stages().isEmpty())
                .findFirst()
                .map(data::inCommon)
                .orElse(0.0);
    }

    private double deviation(String metric, List<Map<String, String>> over, String... of) {
        double[] values = table.averages(of[0], over, metric);
        if (of.length > 1) {
            double[] against = table.averages(of[1], over, metric);
            Arrays.setAll(values, i -> values[i] - against[i]);
        }
        double deviation = Estimate.of(
                        DoubleStream.of(values).filter(v -> !Double.isNaN(v)).toArray(), compare.confidence())
                .deviation();
        return Double.isNaN(deviation) ? 0 : deviation;
    }

    /** How values of seeds depend on each other; NaN where there is none. */
    private Dependence dependence(List<Long> seeds, double[] values, double overlap) {
        double[] known = DoubleStream.of(values).filter(v -> !Double.isNaN(v)).toArray();
        Dependence alone = Dependence.of(known.length, overlap);
        Optional<CrossSpec> cross = result.plan().first().design().cross();
        double deviation = Estimate.of(known, compare.confidence()).deviation();
        if (cross.isEmpty() || !(deviation > 0)) {
            return alone;
        }
        Dependence crossed = Components.crossed(values, Components.levels(cross.get(), seeds))
                .map(fit -> fit.mean(deviation))
                // As if there was one value: nothing is known of how much new draws would differ.
                .orElseGet(() -> new Dependence(1, 1));
        return new Dependence(crossed.overlap() + alone.overlap(), crossed.freedom());
    }
}
