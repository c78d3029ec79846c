package dev.tenon.experiments.model;

import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.plugin.Nearest;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.Plan;
import dev.tenon.experiments.spec.Problem;
import dev.tenon.experiments.spec.SpecException;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.WeightSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Checks what reading the file alone cannot: that the data is there, that every layer fits its input in every
 * stage of every cell, and that outputs, targets and written weights fit each other.
 */
public final class Checker {

    private Checker() {}

    /** Every mistake, each once, in the file's order; empty if there is none. */
    public static List<Problem> check(Plan plan, DataLoader loader) {
        List<Problem> problems = new ArrayList<>();
        for (Plan.Cell cell : plan.cells()) {
            for (ArmSpec arm : cell.spec().arms()) {
                for (StageSpec stage : arm.stages()) {
                    try {
                        stage(cell.spec(), arm, stage, loader);
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

    private static void stage(ExperimentSpec spec, ArmSpec arm, StageSpec stage, DataLoader loader) {
        Examples examples = loader.load(spec, stage.data());
        Shape image = examples.image();
        Value images = Ops.leaf("images", Shape.of(2, image.dim(0), image.dim(1), image.dim(2)));
        Network network = Network.of(stage, images, Network.Mode.TRAINING);
        for (Parameter parameter : network.parameters()) {
            written(parameter);
        }
        for (LayerSpec layer : stage.layers()) {
            unknown(layer, network);
        }
        LayerSpec last = stage.layers().getLast();
        try {
            TargetTable table =
                    TargetTable.of(examples, stage.train().loss().service().targets());
            Shape wanted = Shape.of(2, table.units());
            if (!network.output().shape().equals(wanted)) {
                Shape output = network.output().shape();
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
            throw problem(
                    last,
                    "arm " + arm.name() + ", stage " + stage.id() + ": layer " + last.id() + " " + e.getMessage());
        }
        boolean learns =
                stage.train().epochs().orElse(0) + stage.train().steps().orElse(0) > 0;
        if (learns && examples.split(Split.TRAIN).length == 0) {
            throw new SpecException(
                    List.of(new Problem(stage.mark(), "data set " + stage.data() + " has no training examples")));
        }
        if (learns && network.trainableSize() == 0) {
            throw new SpecException(List.of(new Problem(
                    stage.mark(),
                    "arm "
                            + arm.name()
                            + ", stage "
                            + stage.id()
                            + " has nothing to train; say `train: none`, or leave a layer unfrozen")));
        }
    }

    private static void unknown(LayerSpec layer, Network network) {
        if (layer.weights() instanceof WeightSource.Written written) {
            List<String> names = network.parameters().stream()
                    .filter(parameter -> parameter.layer().equals(layer))
                    .map(Parameter::local)
                    .toList();
            for (String name : written.tensors().keySet()) {
                if (!names.contains(name)) {
                    throw problem(
                            layer,
                            "layer " + layer.id() + " has no weights \"" + name + "\""
                                    + Nearest.hintAndList(name, names, "It has", "`tenon show` lists them"));
                }
            }
        }
    }

    private static void written(Parameter parameter) {
        if (parameter.layer().weights() instanceof WeightSource.Written written) {
            WeightSource.Tensor tensor = written.tensors().get(parameter.local());
            if (tensor != null && !tensor.shape().equals(parameter.leaf().shape())) {
                throw problem(
                        parameter.layer(),
                        "layer "
                                + parameter.layer().id()
                                + ": the written "
                                + parameter.local()
                                + " is "
                                + tensor.shape()
                                + ", but the layer's is "
                                + parameter.leaf().shape());
            }
        }
    }

    private static SpecException problem(LayerSpec layer, String message) {
        return new SpecException(List.of(new Problem(layer.mark(), message)));
    }
}
