package dev.tenon.experiments.model;

import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.data.Sampler;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.Measures;
import dev.tenon.experiments.read.VaryEffectCheck;
import dev.tenon.experiments.spec.AnalysisSpec;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ArmTuning;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TrainSpec;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks what reading the file alone cannot: that the data is there, that every layer fits its input in every
 * stage of every cell, and that outputs, targets and given weights fit each other.
 */
public final class Checker {

    private final ExperimentSpec spec;
    private final DataLoader loader;
    private final Services services;
    private final EarlierRuns runs;

    private Checker(ExperimentSpec spec, DataLoader loader, Services services, EarlierRuns runs) {
        this.spec = spec;
        this.loader = loader;
        this.services = services;
        this.runs = runs;
    }

    /** Every mistake, each once, in the file's order; empty if there is none. */
    public static List<Problem> check(Plan plan, DataLoader loader, Services services, EarlierRuns runs) {
        return check(plan, loader, services, runs, plan.first().design().seeds().values());
    }

    /**
     * The same, of not all draws of the data; those of the first seed are always looked at.
     *
     * @param seeds whose draws
     */
    public static List<Problem> check(
            Plan plan, DataLoader loader, Services services, EarlierRuns runs, List<Long> seeds) {
        List<Problem> problems = new ArrayList<>();
        for (Plan.Cell cell : plan.cells()) {
            Checker checker = new Checker(cell.spec(), loader, services, runs);
            for (ArmSpec arm : cell.spec().arms()) {
                arm.stages().forEach(stage -> checker.stage(arm, stage, problems));
                checker.tried(arm, problems);
            }
        }
        if (problems.isEmpty()) {
            problems.addAll(DrawCheck.check(plan, loader, services, seeds));
        }
        if (problems.isEmpty()) {
            StageNotes.find(plan, loader, seeds);
        }
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparing((Problem p) -> p.mark().file())
                        .thenComparingInt(p -> p.mark().line())
                        .thenComparingInt(p -> p.mark().column()))
                .toList();
    }

    private void stage(ArmSpec arm, StageSpec stage, List<Problem> problems) {
        try {
            stage(arm, stage);
        } catch (SpecException e) {
            problems.addAll(e.problems());
        } catch (PluginException e) {
            problems.add(
                    new Problem(stage.mark(), "arm " + arm.name() + ", stage " + stage.id() + ": " + e.getMessage()));
        }
    }

    /** The arm with each of the settings that tuning tries, but where these change nothing that is checked here. */
    private void tried(ArmSpec arm, List<Problem> problems) {
        if (arm.tuning().isEmpty() || !problems.isEmpty()) {
            return;
        }
        for (ArmTuning.Candidate candidate : arm.tuning().get().candidates()) {
            ArmSpec other = arm.with(candidate);
            List<Problem> own = new ArrayList<>();
            for (int i = 0; i < other.stages().size(); i++) {
                StageSpec stage = other.stages().get(i);
                boolean same = other.stages().size() == arm.stages().size()
                        && VaryEffectCheck.differInOptimizerAlone(
                                stage, arm.stages().get(i));
                if (!same) {
                    stage(other, stage, own);
                }
            }
            own.forEach(problem -> problems.add(new Problem(
                    problem.mark(), problem.message() + " (when it is tuned, with " + candidate.text() + ")")));
            if (!own.isEmpty()) {
                return;
            }
        }
    }

    private void stage(ArmSpec arm, StageSpec stage) {
        Examples examples = loader.load(spec, stage.data());
        Network network = Repeatable.network(stage, () -> network(stage, examples, Network.Mode.INFERENCE, 2));
        new GivenWeights(spec, loader, runs).check(network);
        Objective objective = output(arm, stage, examples, network);
        int[] train = examples.split(Split.TRAIN);
        DrawCheck.learned(arm, stage, examples);
        if (Sampler.count(stage.train(), train.length) > 0) {
            if (network.trainableSize() == 0) {
                throw problem(arm, stage, "has nothing to train; write `train: none`, or leave a layer unfrozen");
            }
            new TrainingCheck(arm, stage, examples).check(network);
            stage.train()
                    .watch()
                    .ifPresent(metric ->
                            new MeasureCheck(arm, stage, examples, objective, Optional.of(network)).watched(metric));
            minibatches(stage, examples, train.length);
        }
        if (stage.id().equals(arm.last().id())) {
            Measures measures = new Measures(services, spec.compare());
            MeasureCheck check = new MeasureCheck(arm, stage, examples, objective, Optional.of(network));
            check.all(measures);
            check.tuned(measures);
            analyses(arm, stage, examples);
        }
    }

    private void analyses(ArmSpec arm, StageSpec stage, Examples examples) {
        List<AnalysisSpec> own =
                spec.analyses().stream().filter(each -> each.isOf(arm.name())).toList();
        if (own.isEmpty()) {
            return;
        }
        StageSubject subject = new StageSubject(stage, examples);
        List<Problem> problems = new ArrayList<>();
        for (AnalysisSpec analysis : own) {
            AnalysisCheck.of(analysis, arm, subject).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
    }

    private static Network network(StageSpec stage, Examples examples, Network.Mode mode, int batch) {
        Map<String, Shape> shapes = Network.shapes(stage, examples.columns());
        for (String name : shapes.keySet()) {
            if (examples.column(name).orElseThrow().unknowns()) {
                throw new SpecException(List.of(new Problem(
                        stage.mark(),
                        "stage " + stage.id() + " takes input \"" + name + "\", of which data set " + stage.data()
                                + " has unknown values; only targets may be unknown")));
            }
        }
        return Network.of(stage, shapes, batch, mode);
    }

    private static Objective output(ArmSpec arm, StageSpec stage, Examples examples, Network network) {
        String at = stage.layers().getLast().id();
        try {
            Objective objective = Objective.of(stage, examples.columns());
            for (String layer : objective.layers()) {
                at = layer;
                Optional<TargetTable> table = objective.against(layer);
                if (table.isPresent()) {
                    fits(stage, network.result(layer).shape(), table.get());
                }
                Optional<String> partner = objective.partner(layer);
                if (partner.isPresent()) {
                    alike(
                            network.result(layer).shape(),
                            partner.get(),
                            network.result(partner.get()).shape());
                }
            }
            Map<String, Value> targets = new LinkedHashMap<>();
            objective.targets().forEach((name, table) -> targets.put(name, Ops.leaf(name, table.shape(2))));
            Repeatable.loss(stage, () -> objective.withPenalties(network, objective.mean(network::result, targets)));
            return objective;
        } catch (IllegalArgumentException | ShapeException e) {
            throw new SpecException(List.of(new Problem(
                    mark(stage, at),
                    "arm " + arm.name() + ", stage " + stage.id() + ": layer " + at + " " + e.getMessage())));
        }
    }

    private static Mark mark(StageSpec stage, String layer) {
        return stage.layers().stream()
                .filter(each -> each.id().equals(layer))
                .findFirst()
                .map(LayerSpec::mark)
                .orElse(stage.mark());
    }

    private static void alike(Shape output, String partner, Shape other) {
        if (!output.equals(other)) {
            throw new IllegalArgumentException("gives " + output.toList().subList(1, output.rank())
                    + " for an image and is compared with layer " + partner + ", which gives "
                    + other.toList().subList(1, other.rank()));
        }
    }

    /** That a layer gives what targets need. */
    static void fits(StageSpec stage, Shape output, TargetTable table) {
        if (output.equals(table.output(2))) {
            return;
        }
        String gives =
                "gives " + output.toList().subList(1, output.rank()) + " for an image, but data set " + stage.data();
        List<Integer> wanted =
                table.output(2).toList().subList(1, table.positions().rank() + 2);
        if (table.positions().rank() > 0) {
            throw new IllegalArgumentException(gives + " needs " + wanted + ": "
                    + table.units() + (table.units() == 1 ? " output" : " outputs")
                    + (table.names().isEmpty() ? "" : " " + table.names()) + " at each position");
        }
        throw new IllegalArgumentException(gives
                + " needs "
                + table.units()
                + (table.units() == 1 ? " output " : " outputs ")
                + table.names()
                + "; end with a layer such as {type: dense, units: "
                + table.units()
                + "}");
    }

    /** The network in training, for each size of minibatch that there will be. */
    private static void minibatches(StageSpec stage, Examples examples, int available) {
        TrainSpec train = stage.train();
        int count = Sampler.count(train, available);
        int batch = Math.min(train.batch(), count);
        Repeatable.network(stage, () -> network(stage, examples, Network.Mode.TRAINING, batch));
        Repeatable.training(stage, () -> TrainingGraph.of(stage, examples));
        int rest = count % batch;
        boolean reached = train.steps().map(steps -> steps > count / batch).orElse(true);
        if (rest == 0 || !reached) {
            return;
        }
        try {
            network(stage, examples, Network.Mode.TRAINING, rest);
        } catch (SpecException e) {
            throw new SpecException(e.problems().stream()
                    .map(problem -> new Problem(
                            problem.mark(),
                            problem.message() + "; " + count + " examples in minibatches of " + batch
                                    + " leave a last one of " + rest + ": change train.batch or train.examples"))
                    .toList());
        }
    }

    /** What is wrong with a stage, in words that go on from its name. */
    static SpecException problem(ArmSpec arm, StageSpec stage, String message) {
        return new SpecException(
                List.of(new Problem(stage.mark(), "arm " + arm.name() + ", stage " + stage.id() + " " + message)));
    }
}
