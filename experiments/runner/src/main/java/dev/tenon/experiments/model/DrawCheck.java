package dev.tenon.experiments.model;

import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.training.Watched;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.Measures;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.RandomSource;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.WeightSource;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks what may differ between the draws of a data set: that there is enough to learn from and to measure on, whatever a seed
 * draws. Draws are loaded one after the other, so that nothing that was trained is lost to the last of them.
 */
final class DrawCheck {

    private static final String DATA_SEED = "design.data-seed";

    private final Plan plan;
    private final DataLoader loader;
    private final Services services;

    private DrawCheck(Plan plan, DataLoader loader, Services services) {
        this.plan = plan;
        this.loader = loader;
        this.services = services;
    }

    /** The mistakes of the first of some seeds that has any, of an experiment whose first seed has none. */
    static List<Problem> check(Plan plan, DataLoader loader, Services services, List<Long> seeds) {
        DrawCheck check = new DrawCheck(plan, loader, services);
        List<Problem> problems = check.design();
        long first = plan.first().design().seeds().values().getFirst();
        for (long seed : seeds) {
            if (problems.isEmpty()) {
                problems = check.seed(seed, seed != first);
            }
        }
        return problems;
    }

    /** That what the design asks of data has something to act on. */
    private List<Problem> design() {
        ExperimentSpec spec = plan.first();
        Mark mark = spec.data().values().iterator().next().mark();
        Set<String> used = new LinkedHashSet<>(spec.data().keySet());
        used.removeAll(spec.unused());
        List<Problem> problems = new ArrayList<>();
        if (spec.design().folds().isPresent() && used.stream().noneMatch(name -> loader.isDivided(spec, name))) {
            problems.add(new Problem(
                    mark,
                    "design.folds has nothing to divide: all data are generated; each seed generates its own, so leave"
                            + " `folds` out"));
        }
        spec.design()
                .cross()
                .ifPresent(cross -> cross.sizes().keySet().stream()
                        .filter(source -> !used(source, used))
                        .forEach(source -> problems.add(new Problem(
                                mark,
                                "design.cross asks for several draws of "
                                        + source.name().toLowerCase(Locale.ROOT) + ", but " + nothing(source)
                                        + "; leave it out of `cross`"))));
        boolean varied = plan.cells().getFirst().factors().containsKey(DATA_SEED);
        if (varied && used.stream().noneMatch(name -> loader.isRandom(spec, name))) {
            problems.add(new Problem(
                    mark,
                    "varying \"" + DATA_SEED
                            + "\" changes nothing: no data set generates or divides anything at random"));
        }
        return problems;
    }

    /** Whether draws of a source can differ in any arm. */
    private boolean used(RandomSource source, Set<String> sets) {
        return switch (source) {
            case DATA, SPLIT ->
                plan.cells().stream()
                        .anyMatch(cell -> sets.stream().anyMatch(name -> loader.varies(cell.spec(), name)));
            case EXAMPLES ->
                stages().anyMatch(stage ->
                        stage.train().examples().isPresent() || stage.train().share() < 1);
            case WEIGHTS ->
                stages().flatMap(stage -> stage.layers().stream())
                        .anyMatch(layer -> layer.weights() instanceof WeightSource.Fresh);
            case ORDER ->
                stages().anyMatch(stage ->
                        stage.train().epochs().orElse(0) + stage.train().steps().orElse(0) > 0);
            case AUGMENTATION ->
                stages().anyMatch(stage -> !stage.train().augmentations().isEmpty()
                        || stage.train().mixup().isPresent());
            case NOISE ->
                stages().flatMap(stage -> stage.layers().stream())
                        .anyMatch(layer -> layer.layer().type().endsWith("dropout"));
        };
    }

    private Stream<StageSpec> stages() {
        return plan.cells().stream()
                .flatMap(cell -> cell.spec().arms().stream())
                .flatMap(arm -> arm.stages().stream());
    }

    private static String nothing(RandomSource source) {
        return switch (source) {
            case DATA, SPLIT -> "no data set is generated or divided at random";
            case EXAMPLES -> "no arm learns from a part of the training examples (train.examples or train.share)";
            case WEIGHTS -> "no layer draws its weights";
            case ORDER -> "nothing is trained";
            case AUGMENTATION -> "no arm changes or mixes its training examples";
            case NOISE -> "no arm has a dropout layer";
        };
    }

    private List<Problem> seed(long seed, boolean further) {
        Set<Problem> problems = new LinkedHashSet<>();
        for (Plan.Cell cell : plan.cells()) {
            ExperimentSpec spec = cell.spec();
            for (ArmSpec arm : spec.arms()) {
                for (StageSpec stage : arm.stages()) {
                    try {
                        Examples examples = loader.load(spec, stage.data(), seed);
                        if (further && loader.varies(spec, stage.data())) {
                            learned(arm, stage, examples);
                            measured(spec, arm, stage, examples);
                        }
                    } catch (SpecException e) {
                        e.problems()
                                .forEach(problem -> problems.add(
                                        new Problem(problem.mark(), problem.message() + " (with seed " + seed + ")")));
                    }
                }
            }
        }
        return List.copyOf(problems);
    }

    private void measured(ExperimentSpec spec, ArmSpec arm, StageSpec stage, Examples examples) {
        if (stage.id().equals(arm.last().id())) {
            Objective objective = Objective.of(stage, examples.columns());
            MeasureCheck check = new MeasureCheck(arm, stage, examples, objective, Optional.empty());
            check.all(new Measures(services, spec.compare()));
            check.tuned(new Measures(services, spec.compare()));
        }
    }

    /** That a stage that learns has what it needs. */
    static void learned(ArmSpec arm, StageSpec stage, Examples examples) {
        int available = examples.split(Split.TRAIN).length;
        if (!stage.train().trains()) {
            return;
        }
        if (available == 0) {
            throw Checker.problem(arm, stage, "has no training examples in data set " + stage.data());
        }
        boolean schedule = stage.train().watched() == Watched.VALIDATION;
        if ((stage.train().patience().isPresent() || schedule) && examples.split(Split.VALIDATION).length == 0) {
            throw Checker.problem(
                    arm,
                    stage,
                    "has "
                            + (schedule
                                    ? "train.schedule "
                                            + stage.train().schedule().type()
                                    : "train.patience")
                            + ", which watches the validation loss, but data set " + stage.data()
                            + " has no validation examples; remove it, or give the data a validation split");
        }
        stage.train().examples().filter(wanted -> wanted > available).ifPresent(wanted -> {
            throw Checker.problem(
                    arm,
                    stage,
                    "has train.examples " + wanted + ", but data set " + stage.data() + " has " + available
                            + " training examples: " + available + " is the greatest possible number");
        });
    }
}
