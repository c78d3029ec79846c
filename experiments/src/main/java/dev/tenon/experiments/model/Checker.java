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
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.Problem;
import dev.tenon.experiments.spec.SpecException;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TrainSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Checks what reading the file alone cannot: that the data is there, that every layer fits its input in every
 * stage of every cell, and that outputs, targets and given weights fit each other.
 */
public final class Checker {

    private final ExperimentSpec spec;
    private final DataLoader loader;

    private Checker(ExperimentSpec spec, DataLoader loader) {
        this.spec = spec;
        this.loader = loader;
    }

    /** Every mistake, each once, in the file's order; empty if there is none. */
    public static List<Problem> check(Plan plan, DataLoader loader) {
        List<Problem> problems = new ArrayList<>();
        for (Plan.Cell cell : plan.cells()) {
            Checker checker = new Checker(cell.spec(), loader);
            for (ArmSpec arm : cell.spec().arms()) {
                for (StageSpec stage : arm.stages()) {
                    try {
                        checker.stage(arm, stage);
                    } catch (SpecException e) {
                        problems.addAll(e.problems());
                    }
                }
            }
        }
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparing((Problem p) -> p.mark().file())
                        .thenComparingInt(p -> p.mark().line())
                        .thenComparingInt(p -> p.mark().column()))
                .toList();
    }

    private void stage(ArmSpec arm, StageSpec stage) {
        Examples examples = loader.load(spec, stage.data());
        Network network = network(stage, examples, Network.Mode.INFERENCE, 2);
        new GivenWeights(spec, loader).check(network);
        output(arm, stage, examples, network);
        int[] train = examples.split(Split.TRAIN);
        boolean learns =
                stage.train().epochs().orElse(0) + stage.train().steps().orElse(0) > 0;
        if (learns) {
            if (train.length == 0) {
                throw problem(arm, stage, "has no training examples in data set " + stage.data());
            }
            if (network.trainableSize() == 0) {
                throw problem(arm, stage, "has nothing to train; say `train: none`, or leave a layer unfrozen");
            }
            if (stage.train().patience().isPresent() && examples.split(Split.VALIDATION).length == 0) {
                throw problem(
                        arm,
                        stage,
                        "has train.patience, which watches the validation loss, but data set " + stage.data()
                                + " has no validation examples; remove it, or give the data a validation split");
            }
            minibatches(stage, examples, train.length);
        }
        if (stage.id().equals(arm.last().id())) {
            measured(arm, stage, examples);
        }
    }

    private static Network network(StageSpec stage, Examples examples, Network.Mode mode, int batch) {
        Shape image = examples.image();
        Value images = Ops.leaf("images", Shape.of(batch, image.dim(0), image.dim(1), image.dim(2)));
        return Network.of(stage, images, mode);
    }

    private static void output(ArmSpec arm, StageSpec stage, Examples examples, Network network) {
        LayerSpec last = stage.layers().getLast();
        try {
            TargetTable table =
                    TargetTable.of(examples, stage.train().loss().service().targets());
            Shape output = network.output().shape();
            if (!output.equals(Shape.of(2, table.units()))) {
                throw new IllegalArgumentException("gives "
                        + output.toList().subList(1, output.rank())
                        + " for an image, but data set "
                        + stage.data()
                        + " needs "
                        + table.units()
                        + (table.units() == 1 ? " output " : " outputs ")
                        + examples.names()
                        + "; end with a layer such as {type: dense, units: "
                        + table.units()
                        + "}");
            }
            TrainingGraph.loss(stage.train().loss(), network.output(), Ops.leaf("targets", table.shape(2)));
        } catch (IllegalArgumentException | ShapeException e) {
            throw new SpecException(List.of(new Problem(
                    last.mark(),
                    "arm " + arm.name() + ", stage " + stage.id() + ": layer " + last.id() + " " + e.getMessage())));
        }
    }

    /** The network in training, for each size of minibatch that there will be. */
    private static void minibatches(StageSpec stage, Examples examples, int available) {
        TrainSpec train = stage.train();
        int count = Sampler.count(train, available);
        int batch = Math.min(train.batch(), count);
        network(stage, examples, Network.Mode.TRAINING, batch);
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

    /** That there is something to measure what decides on. */
    private void measured(ArmSpec arm, StageSpec stage, Examples examples) {
        String primary = spec.compare().primary();
        String split = primary.substring(0, primary.indexOf('.'));
        if (examples.split(Split.valueOf(split.toUpperCase(Locale.ROOT))).length == 0) {
            throw problem(
                    arm,
                    stage,
                    "cannot be measured: compare.primary is " + primary + ", but data set " + stage.data() + " has no "
                            + split + " examples");
        }
    }

    private static SpecException problem(ArmSpec arm, StageSpec stage, String message) {
        return new SpecException(
                List.of(new Problem(stage.mark(), "arm " + arm.name() + ", stage " + stage.id() + " " + message)));
    }
}
