package dev.tenon.experiments.record;

import dev.tenon.experiments.data.DataInputs;
import dev.tenon.experiments.data.DataInputs.LoadedSet;
import dev.tenon.experiments.read.Repeats;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.run.TrialId;
import dev.tenon.experiments.run.TrialRecord;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.DataSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The arms of several runs as one result. Seeds pair trials across runs, which says something only where one seed means the
 * same examples: runs on other data, or of another data seed, are refused. An arm that is the same in several runs and has other
 * seeds in each is one arm with all their seeds; otherwise an arm whose name is in more than one run is named {@code RUN:ARM}.
 */
public final class JoinedRuns {

    private JoinedRuns() {}

    /**
     * Joins runs.
     *
     * @throws BundleException if they cannot be compared
     */
    public static ExperimentResult of(List<SavedRun> runs) {
        if (runs.size() == 1) {
            return runs.getFirst().result();
        }
        runs.stream()
                .filter(run -> run.result().plan().first().compare().stop().isPresent())
                .findFirst()
                .ifPresent(run -> {
                    throw new BundleException(
                            run.name()
                                    + " stops arms that are decided, at looks that were planned for it alone, so it cannot be compared with other runs; compare it alone");
                });
        SavedRun first = runs.getFirst();
        runs.stream().skip(1).forEach(run -> checkAlike(first, run));
        Map<String, Integer> uses = new HashMap<>();
        for (SavedRun run : runs) {
            run.result().plan().first().arms().forEach(arm -> uses.merge(arm.name(), 1, Integer::sum));
        }
        Map<Map<String, String>, ExperimentSpec> cells = new LinkedHashMap<>();
        List<TrialRecord> trials = new ArrayList<>();
        List<Features> features = new ArrayList<>();
        Set<String> continued =
                uses.keySet().stream().filter(arm -> isContinued(runs, arm)).collect(Collectors.toSet());
        for (SavedRun run : runs) {
            UnaryOperator<String> name =
                    arm -> uses.getOrDefault(arm, 0) > 1 && !continued.contains(arm) ? run.name() + ":" + arm : arm;
            for (Plan.Cell cell : run.result().plan().cells()) {
                cells.merge(cell.factors(), renamed(cell.spec(), name), JoinedRuns::joined);
            }
            run.result().trials().forEach(trial -> trials.add(renamed(trial, name)));
            run.result().features().forEach(one -> features.add(renamed(one, name)));
        }
        Plan plan = new Plan(
                cells.entrySet().stream()
                        .map(cell -> new Plan.Cell(cell.getKey(), cell.getValue()))
                        .toList(),
                first.result().plan().resolved(),
                first.result().plan().source());
        return new ExperimentResult(plan, trials, features, inputs(runs));
    }

    /** Whether the runs that have an arm have the same one, each with other seeds. */
    private static boolean isContinued(List<SavedRun> runs, String arm) {
        List<SavedRun> own = runs.stream()
                .filter(run -> run.result().plan().first().arms().stream()
                        .anyMatch(each -> each.name().equals(arm)))
                .toList();
        Set<Long> seeds = new HashSet<>();
        for (SavedRun run : own) {
            for (Plan.Cell cell : run.result().plan().cells()) {
                boolean same = own.getFirst().result().plan().cells().stream()
                        .anyMatch(other ->
                                other.factors().equals(cell.factors()) && Repeats.same(other.spec(), cell.spec(), arm));
                if (!same) {
                    return false;
                }
            }
            for (long seed : run.result().plan().first().design().seeds().values()) {
                if (!seeds.add(seed)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void checkAlike(SavedRun a, SavedRun b) {
        ExperimentSpec one = a.result().plan().first();
        ExperimentSpec other = b.result().plan().first();
        if (!cells(a).equals(cells(b))) {
            throw new BundleException(a.name() + " and " + b.name() + " cannot be compared: one has the settings "
                    + cells(a) + ", the other " + cells(b) + "; run both with the same design.vary");
        }
        String what = "";
        if (one.design().dataSeed() != other.design().dataSeed()) {
            what = "their data seeds are " + one.design().dataSeed() + " and "
                    + other.design().dataSeed();
        } else if (!one.design().fixed().equals(other.design().fixed())
                || !one.design().folds().equals(other.design().folds())
                || !one.design().cross().equals(other.design().cross())) {
            what = "their seeds draw different things: look at design.fixed, design.folds and design.cross of both";
        } else if (!a.result().inputs().files().equals(b.result().inputs().files())) {
            what = "they read other files, or the files were changed in between";
        } else {
            for (DataSpec data : one.data().values()) {
                DataSpec same = other.data().get(data.name());
                if (same != null && !same.dataset().equals(data.dataset())) {
                    what = "their data sets \"" + data.name() + "\" have other settings";
                }
            }
            for (String name : one.data().keySet()) {
                if (what.isEmpty() && !alike(loaded(a, name), loaded(b, name))) {
                    what = "their data sets \"" + name + "\" were different when they were loaded";
                }
            }
            if (!evaluated(one).equals(evaluated(other))) {
                what = "one is measured on " + evaluated(one) + ", the other on " + evaluated(other);
            }
        }
        if (!what.isEmpty()) {
            throw new BundleException(a.name() + " and " + b.name() + " cannot be compared: " + what
                    + ", so that trials of one seed are not pairs; run the arms in one experiment");
        }
    }

    /** Whether what two runs loaded under one name is the same where both have it: they may have other seeds. */
    private static boolean alike(Set<LoadedSet> own, Set<LoadedSet> others) {
        if (own.isEmpty() || others.isEmpty() || own.equals(others)) {
            return true;
        }
        Map<Long, Set<String>> mine = draws(own);
        Map<Long, Set<String>> theirs = draws(others);
        return !mine.isEmpty()
                && !theirs.isEmpty()
                && mine.keySet().stream()
                        .filter(theirs::containsKey)
                        .allMatch(seed -> Objects.equals(mine.get(seed), theirs.get(seed)));
    }

    /** The digests of what each seed draws; empty where seeds draw nothing. */
    private static Map<Long, Set<String>> draws(Set<LoadedSet> sets) {
        Map<Long, Set<String>> draws = new LinkedHashMap<>();
        sets.forEach(set -> set.draws()
                .forEach(draw -> draws.computeIfAbsent(draw.seed(), seed -> new HashSet<>())
                        .add(draw.sha256())));
        return draws;
    }

    /** What any of the runs read or generated. */
    private static DataInputs inputs(List<SavedRun> runs) {
        return new DataInputs(
                runs.getFirst().result().inputs().files(),
                runs.stream()
                        .flatMap(run -> run.result().inputs().sets().stream())
                        .distinct()
                        .toList(),
                runs.stream()
                        .flatMap(run -> run.result().inputs().notes().stream())
                        .distinct()
                        .toList());
    }

    private static Set<LoadedSet> loaded(SavedRun run, String name) {
        return run.result().inputs().sets().stream()
                .filter(set -> set.name().equals(name))
                .collect(Collectors.toSet());
    }

    /** What is varied, in the first run's order or any other. */
    private static Set<Map<String, String>> cells(SavedRun run) {
        Set<Map<String, String>> cells = new LinkedHashSet<>();
        run.result().plan().cells().forEach(cell -> cells.add(cell.factors()));
        return cells;
    }

    /** The data sets that arms are measured on. */
    private static List<String> evaluated(ExperimentSpec spec) {
        return spec.arms().stream()
                .map(arm -> arm.last().data())
                .distinct()
                .sorted()
                .toList();
    }

    private static ExperimentSpec joined(ExperimentSpec a, ExperimentSpec b) {
        List<ArmSpec> arms = new ArrayList<>(a.arms());
        b.arms().stream()
                .filter(arm -> a.arms().stream().noneMatch(other -> other.name().equals(arm.name())))
                .forEach(arms::add);
        Map<String, DataSpec> data = new LinkedHashMap<>(a.data());
        b.data().forEach(data::putIfAbsent);
        return new ExperimentSpec(a.name(), a.question(), data, arms, a.design(), a.compare(), a.report());
    }

    private static ExperimentSpec renamed(ExperimentSpec spec, UnaryOperator<String> name) {
        List<ArmSpec> arms = spec.arms().stream()
                .map(arm -> new ArmSpec(name.apply(arm.name()), arm.stages(), arm.tuning(), arm.mark()))
                .toList();
        CompareSpec compare = spec.compare();
        return new ExperimentSpec(
                spec.name(),
                spec.question(),
                spec.data(),
                arms,
                spec.design(),
                compare.against(compare.against().map(name)),
                spec.report());
    }

    private static TrialId renamed(TrialId id, UnaryOperator<String> name) {
        return new TrialId(name.apply(id.arm()), id.factors(), id.seed());
    }

    private static TrialRecord renamed(TrialRecord trial, UnaryOperator<String> name) {
        List<StageRecord> stages = trial.stages().stream()
                .map(stage -> new StageRecord(
                        name.apply(stage.arm()),
                        stage.stage(),
                        stage.data(),
                        stage.examples(),
                        stage.steps(),
                        stage.parameters(),
                        stage.trainable(),
                        stage.multiplyAdds(),
                        stage.layers(),
                        stage.losses(),
                        stage.weights()))
                .toList();
        return new TrialRecord(
                renamed(trial.id(), name),
                trial.status(),
                trial.message(),
                stages,
                trial.examples(),
                trial.metrics(),
                trial.answers(),
                trial.tuning(),
                trial.findings());
    }

    private static Features renamed(Features features, UnaryOperator<String> name) {
        return new Features(
                renamed(features.trial(), name),
                features.image(),
                features.pixels(),
                features.targets(),
                features.annotations(),
                features.names(),
                features.outputs(),
                features.layers(),
                features.spots(),
                features.counts(),
                features.mistakes());
    }
}
