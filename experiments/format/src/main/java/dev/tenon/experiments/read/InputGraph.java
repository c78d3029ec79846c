package dev.tenon.experiments.read;

import dev.tenon.api.layer.Layer;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which layer takes whose results: {@code inputs}, or else the layer before. */
final class InputGraph {

    private final List<Scalar> networkInputs;
    private final List<LayerTree> layers;
    private final Problems problems;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<List<Scalar>> inputs = new ArrayList<>();

    /**
     * The graph of a network.
     *
     * @param networkInputs the columns that the network takes
     * @param compared ids of layers whose results a loss takes, so that no layer need take them
     */
    InputGraph(List<Scalar> networkInputs, List<LayerTree> layers, List<String> compared, Problems problems) {
        this.networkInputs = networkInputs;
        this.layers = layers;
        this.problems = problems;
        for (int i = 0; i < layers.size(); i++) {
            places.putIfAbsent(layers.get(i).id(), i);
        }
        for (int i = 0; i < layers.size(); i++) {
            inputs.add(written(i));
        }
        boolean right = true;
        for (int i = 0; i < layers.size(); i++) {
            right &= check(i);
        }
        if (right) {
            // A wrong name would leave the right one unused.
            checkUnused(compared);
        }
    }

    /** The inputs of a layer, in order. */
    List<String> of(int layer) {
        return inputs.get(layer).stream().map(Scalar::text).toList();
    }

    /** Records a mistake if a layer cannot take as many inputs as it has. */
    void checkCount(int layer, String type, Layer<?> service) {
        int count = inputs.get(layer).size();
        Mark mark = layers.get(layer)
                .body()
                .get("inputs")
                .map(Node::mark)
                .orElse(layers.get(layer).mark());
        switch (service.inputs()) {
            case ONE -> {
                if (count != 1) {
                    problems.add(
                            mark,
                            "layer " + type + " takes one input, not " + count
                                    + "; join them by `add` or `concat` first");
                }
            }
            case TWO_OR_MORE -> {
                if (count < 2) {
                    problems.add(
                            mark,
                            "layer " + type + " takes two or more inputs, not " + count
                                    + "; name them by their ids, for example inputs: [left, right]");
                }
            }
        }
    }

    private String first() {
        return networkInputs.isEmpty()
                ? LayerSpec.IMAGE
                : networkInputs.getFirst().text();
    }

    private boolean isInput(String name) {
        return networkInputs.stream().anyMatch(input -> input.is(name));
    }

    private List<Scalar> written(int layer) {
        LayerTree tree = layers.get(layer);
        Optional<Node> given = tree.body().get("inputs");
        if (given.isEmpty()) {
            if (layer == 0 && networkInputs.size() > 1) {
                problems.add(
                        tree.mark(),
                        "the network has several inputs, so its first layer says which it takes: `inputs: "
                                + networkInputs.getFirst().text() + "`");
            }
            String before = layer == 0 ? first() : layers.get(layer - 1).id();
            return List.of(new Scalar(before, true, tree.mark()));
        }
        List<Scalar> names = new ArrayList<>();
        List<Node> items = given.get() instanceof Sequence list ? list.items() : List.of(given.get());
        for (Node item : items) {
            if (item instanceof Scalar scalar && !scalar.isNull()) {
                names.add(scalar);
            } else {
                problems.add(item.mark(), "an input is the id of a layer, or " + first() + ", not " + item.shown());
            }
        }
        if (items.isEmpty()) {
            problems.add(given.get().mark(), "`inputs` names at least one layer, or " + first());
        }
        return names;
    }

    private boolean check(int layer) {
        boolean right = true;
        String id = layers.get(layer).id();
        if (isInput(id)) {
            problems.add(
                    layers.get(layer)
                            .body()
                            .get("id")
                            .orElse(layers.get(layer).body())
                            .mark(),
                    "\"" + id + "\" is the network's input; give this layer another id");
        }
        for (Scalar input : inputs.get(layer)) {
            if (isInput(input.text())) {
                continue;
            }
            Integer place = places.get(input.text());
            if (place == null) {
                List<String> above =
                        layers.subList(0, layer).stream().map(LayerTree::id).toList();
                List<String> known = new ArrayList<>(above);
                networkInputs.forEach(name -> known.add(name.text()));
                problems.add(
                        input.mark(),
                        "no layer \"" + input.text() + "\" above"
                                + Suggestions.hintAndList(input.text(), known, "There are", "see their ids"));
                right = false;
            } else if (place >= layer) {
                Optional<String> circle = path(place, layer, new HashSet<>());
                problems.add(
                        input.mark(),
                        circle.map(path -> "the inputs form a cycle: " + path + " -> " + input.text()
                                        + "; a layer takes the results of layers above it")
                                .orElse("layer \"" + input.text() + "\" comes after \"" + id
                                        + "\"; a layer takes the results of layers above it: move it up"));
                right = false;
            }
        }
        return right;
    }

    /** How the result of one layer reaches another, as {@code a -> b -> c}. */
    private Optional<String> path(int from, int to, Set<Integer> seen) {
        String id = layers.get(from).id();
        if (from == to) {
            return Optional.of(id);
        }
        if (!seen.add(from)) {
            return Optional.empty();
        }
        for (int next = 0; next < layers.size(); next++) {
            if (of(next).contains(id)) {
                Optional<String> rest = path(next, to, seen);
                if (rest.isPresent()) {
                    return Optional.of(id + " -> " + rest.get());
                }
            }
        }
        return Optional.empty();
    }

    private void checkUnused(List<String> compared) {
        Set<String> taken = new HashSet<>(compared);
        for (int i = 0; i < layers.size(); i++) {
            taken.addAll(of(i));
        }
        for (Scalar input : networkInputs) {
            if (!taken.contains(input.text())) {
                problems.add(
                        input.mark(),
                        "no layer takes input \"" + input.text()
                                + "\"; name it in the `inputs` of a layer, or remove it here");
            }
        }
        for (LayerTree layer : layers.subList(0, layers.size() - 1)) {
            if (!taken.contains(layer.id())) {
                problems.add(
                        layer.mark(),
                        "no layer takes the result of \"" + layer.id()
                                + "\"; name it in the `inputs` of a later layer, or remove it");
            }
        }
    }
}
