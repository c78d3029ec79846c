package dev.tenon.experiments.model;

import dev.tenon.api.data.DataException;
import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.WeightSource;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks that weights which are written in the file, or learned by another stage or run, fit the layers that get them. */
final class GivenWeights {

    private final ExperimentSpec spec;
    private final DataLoader loader;

    private final EarlierRuns runs;

    GivenWeights(ExperimentSpec spec, DataLoader loader, EarlierRuns runs) {
        this.spec = spec;
        this.loader = loader;
        this.runs = runs;
    }

    /**
     * Checks all layers of a network.
     *
     * @throws SpecException with all that does not fit
     */
    void check(Network network) {
        List<Problem> problems = new ArrayList<>();
        for (LayerNode node : network.layers()) {
            LayerSpec layer = node.spec();
            Map<String, Shape> wanted = shapes(network, layer.id());
            switch (layer.weights()) {
                case WeightSource.Fresh fresh -> {}
                case WeightSource.Written written -> written(layer, written, wanted, problems);
                case WeightSource.Stage from ->
                    taken(
                            layer,
                            wanted,
                            learned(from),
                            "layer " + from.layer() + " of stage " + from.stage() + " of arm " + from.arm(),
                            problems);
                case WeightSource.Run from -> earlier(layer, from, wanted, problems);
                case WeightSource.File from -> file(layer, from, wanted, problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
    }

    private static void written(
            LayerSpec layer, WeightSource.Written written, Map<String, Shape> wanted, List<Problem> problems) {
        written.tensors().forEach((name, tensor) -> {
            Shape shape = wanted.get(name);
            if (shape == null) {
                problems.add(new Problem(
                        layer.mark(),
                        "layer " + layer.id() + " has no weights \"" + name + "\""
                                + Suggestions.hintAndList(name, wanted.keySet(), "It has", "`tenon show` lists them")));
            } else if (!shape.equals(tensor.shape())) {
                problems.add(new Problem(
                        layer.mark(),
                        "layer " + layer.id() + ": the written " + name + " is " + tensor.shape()
                                + ", but the layer's is " + shape));
            }
        });
    }

    private void earlier(LayerSpec layer, WeightSource.Run from, Map<String, Shape> wanted, List<Problem> problems) {
        String source = "trial " + from.trial() + " of run " + from.run();
        Map<String, Map<String, Shape>> there = new TreeMap<>();
        try {
            runs.shapes(from.run(), from.trial()).forEach((name, shape) -> {
                String[] parts = name.split("/", 3);
                there.computeIfAbsent(parts[0] + "." + parts[1], key -> new TreeMap<>())
                        .put(parts[2], shape);
            });
        } catch (DataException e) {
            problems.add(
                    new Problem(layer.mark(), "layer " + layer.id() + " cannot use " + source + ": " + e.getMessage()));
            return;
        }
        String name = from.stage() + "." + from.layer();
        Map<String, Shape> found = there.getOrDefault(name, Map.of());
        if (found.isEmpty() && !wanted.isEmpty()) {
            problems.add(new Problem(
                    layer.mark(),
                    "layer " + layer.id() + ": " + source + " has no weights of a layer \"" + name + "\""
                            + Suggestions.hintAndList(
                                    name, there.keySet(), "It has", "its trials.json lists all layers")));
            return;
        }
        taken(layer, wanted, found, "layer " + name + " of " + source, problems);
    }

    private void file(LayerSpec layer, WeightSource.File from, Map<String, Shape> wanted, List<Problem> problems) {
        from.tensors().forEach((name, tensor) -> {
            Shape shape = wanted.get(name);
            if (shape == null) {
                problems.add(new Problem(
                        layer.mark(),
                        "layer " + layer.id() + " has no weights \"" + name + "\" to be taken from " + from.file()
                                + Suggestions.hintAndList(name, wanted.keySet(), "It has", "`tenon show` lists them")));
                return;
            }
            try {
                Shape found = runs.tensor(from, name).shape();
                if (!found.equals(shape)) {
                    problems.add(new Problem(
                            layer.mark(),
                            "layer " + layer.id() + " takes its " + name + " from " + tensor + " of " + from.file()
                                    + ", which is " + found + " as "
                                    + from.layout().word() + " is turned to hwio;"
                                    + " here it is " + shape));
                }
            } catch (DataException e) {
                problems.add(new Problem(
                        layer.mark(),
                        "layer " + layer.id() + " cannot take its " + name + " from " + from.file() + ": "
                                + e.getMessage()));
            }
        });
    }

    private static void taken(
            LayerSpec layer,
            Map<String, Shape> wanted,
            Map<String, Shape> there,
            String source,
            List<Problem> problems) {
        wanted.forEach((name, shape) -> {
            Shape found = there.get(name);
            if (found == null || !shape.equals(found)) {
                problems.add(new Problem(
                        layer.mark(),
                        "layer " + layer.id() + " takes its " + name + " from " + source + ", where "
                                + (found == null ? "there is none" : "it is " + found + "; here it is " + shape)));
            }
        });
    }

    /** The tensors of a layer of another stage; mistakes of that stage are thrown as they are, and told once. */
    private Map<String, Shape> learned(WeightSource.Stage from) {
        StageSpec stage = spec.arm(from.arm()).stages().stream()
                .filter(each -> each.id().equals(from.stage()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no stage " + from));
        Map<String, Shape> inputs =
                Network.shapes(stage, loader.load(spec, stage.data()).columns());
        Network network = Network.of(stage, inputs, 2, Network.Mode.INFERENCE);
        return shapes(network, from.layer());
    }

    /** A layer's parameters and states, by name. */
    private static Map<String, Shape> shapes(Network network, String layer) {
        Map<String, Shape> shapes = new TreeMap<>();
        network.parameters().stream()
                .filter(p -> p.layer().id().equals(layer))
                .forEach(p -> shapes.put(p.local(), p.leaf().shape()));
        network.states().stream()
                .filter(s -> s.layer().id().equals(layer))
                .forEach(s -> shapes.put(s.local(), s.leaf().shape()));
        return shapes;
    }
}
