package dev.tenon.experiments.read;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.settings.ScalarBinder;
import dev.tenon.experiments.settings.Types;
import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.yaml.Merge;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
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

/**
 * A list of layers, taken apart: names are given to what has none, and blocks are written out.
 *
 * <p>A block {@code {id: b, layers: [...], repeat: n}} stands for its layers, n times one after the other. The block's last layer is
 * called {@code b}; one called {@code x} within it {@code b-x}, or in the k-th of several copies {@code b-k-x}. Within a block, {@code
 * input} is what the block takes. {@code {again: b, inputs: y}} applies a layer or block once more, with the same weights.
 */
final class LayerTrees {

    private static final String INPUT = "input";
    private static final int MOST_LAYERS = 10_000;

    private final String arm;
    private final String image;
    private final Problems problems;
    private final List<LayerTree> all = new ArrayList<>();

    /** Blocks by their ids, so that they can be applied again; their bodies as the network knows their inputs. */
    private final Map<String, Mapping> blocks = new HashMap<>();

    /**
     * An empty list.
     *
     * @param image what a first layer takes if it says nothing
     */
    LayerTrees(String arm, String image, Problems problems) {
        this.arm = arm;
        this.image = image;
        this.problems = problems;
    }

    /**
     * Something in a list of layers that has its name.
     *
     * @param body with the keys that it has in the file
     */
    record Named(String id, Mapping body, Optional<WeightReference> use) {}

    /** The layers of a network; empty, with a mistake recorded, if they are not a list or none can be read. */
    Optional<List<LayerTree>> of(Node node) {
        if (!(node instanceof Sequence list) || list.items().isEmpty()) {
            String found = node instanceof Sequence ? "an empty one" : node.shown();
            problems.add(
                    node.mark(),
                    "`layers` takes a list of layers, such as [flatten, {type: dense, units: 1}], not " + found);
            return Optional.empty();
        }
        named(list).forEach(item -> add(item.id(), item, Map.of(), Optional.empty()));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    private record Written(Mapping body, Optional<WeightReference> use, Optional<String> id) {}

    /** A layer; one that cannot be read has no body, so that those after it keep their places. */
    private Written written(Node item) {
        boolean none = item instanceof Sequence
                || (item instanceof Scalar scalar && scalar.isNull())
                || (item instanceof Mapping map && map.entries().isEmpty());
        if (none) {
            String found = item instanceof Mapping ? "an empty map" : item.shown();
            problems.add(item.mark(), "a layer is a name, or {type: name, …}, not " + found);
            return new Written(new Mapping(List.of(), item.mark()), Optional.empty(), Optional.empty());
        }
        Mapping body = Merge.asPart(item);
        Optional<WeightReference> use = new UseReader(arm, problems).read(body);
        Optional<String> id = body.has("id")
                ? Optional.of(StageTrees.id(body, "layer", "a layer", problems))
                : use.flatMap(WeightReference::givenId);
        return new Written(body, use, id);
    }

    /** Gives each layer without a name its type and the next free number. */
    List<Named> named(Sequence list) {
        List<Written> written = list.items().stream().map(this::written).toList();
        Set<String> taken = new HashSet<>();
        for (Written layer : written) {
            if (layer.id().isPresent() && !taken.add(layer.id().get())) {
                problems.add(
                        layer.body().get("id").orElse(layer.body()).mark(),
                        "two layers have the id \"" + layer.id().get() + "\"; give this one another `id`");
            }
        }
        Map<String, Integer> counts = new HashMap<>();
        List<Named> named = new ArrayList<>();
        for (Written layer : written) {
            String type = layer.body().get("type").orElse(layer.body()) instanceof Scalar scalar
                    ? scalar.text()
                    : layer.body().has("layers") ? "block" : "layer";
            String id = layer.id().orElseGet(() -> free(type, counts, taken));
            named.add(new Named(id, layer.body(), layer.use()));
        }
        return named;
    }

    private static String free(String type, Map<String, Integer> counts, Set<String> taken) {
        String id = type + "-" + counts.merge(type, 1, Integer::sum);
        return taken.add(id) ? id : free(type, counts, taken);
    }

    /**
     * Adds a layer, or those of a block.
     *
     * @param id what the network calls it
     * @param names what the names beside it mean in the network
     * @param weightsOf the layer or block whose weights it has
     */
    private void add(String id, Named item, Map<String, String> names, Optional<String> weightsOf) {
        Mapping body = renamed(item.body(), names);
        if (all.stream().anyMatch(each -> each.id().equals(id))) {
            problems.add(
                    body.get("id").orElse(body).mark(),
                    "two layers have the id \"" + id + "\"; give this one another `id`");
        }
        if (body.has("layers")) {
            block(id, body, weightsOf);
        } else if (body.has("again")) {
            again(id, body, names, weightsOf);
        } else {
            Mapping own = weightsOf.map(of -> with(body, "again", owner(of))).orElse(body);
            all.add(new LayerTree(id, own, item.use(), body.mark()));
        }
    }

    /** The layer that has the weights of a layer: another one where this one is applied again. */
    private String owner(String layer) {
        return all.stream()
                .filter(each -> each.id().equals(layer))
                .flatMap(each -> each.body().get("again").stream())
                .map(again -> ((Scalar) again).text())
                .findFirst()
                .orElse(layer);
    }

    /** A body with the names of its inputs as the network knows them. */
    private static Mapping renamed(Mapping body, Map<String, String> names) {
        Optional<Node> inputs = body.get("inputs");
        if (inputs.isEmpty() || names.isEmpty()) {
            return body;
        }
        List<Node> renamed = new ArrayList<>();
        for (Node name : inputs.get() instanceof Sequence list ? list.items() : List.of(inputs.get())) {
            renamed.add(
                    name instanceof Scalar scalar
                            ? new Scalar(names.getOrDefault(scalar.text(), scalar.text()), false, scalar.mark())
                            : name);
        }
        return body.with(key("inputs", body), new Sequence(renamed, inputs.get().mark()));
    }

    private static Scalar key(String name, Mapping at) {
        return new Scalar(name, true, at.mark());
    }

    private static Mapping with(Mapping body, String key, String value) {
        return body.with(key(key, body), new Scalar(value, true, body.mark()));
    }

    private void block(String id, Mapping body, Optional<String> weightsOf) {
        refuseUnknown(body, Keys.BLOCK, "a block of layers");
        int repeat = repeat(body);
        if (!(body.get("layers").orElseThrow() instanceof Sequence list)
                || list.items().isEmpty()) {
            problems.add(body.mark(), "block \"" + id + "\" needs `layers`: a list of at least one");
            return;
        }
        if ((long) repeat * list.items().size() + all.size() > MOST_LAYERS) {
            problems.add(
                    body.mark(), "block \"" + id + "\" makes more than " + MOST_LAYERS + " layers; lower `repeat`");
            return;
        }
        blocks.put(id, body);
        List<Named> items = named(list);
        for (int copy = 1; copy <= repeat; copy++) {
            Map<String, String> names = new HashMap<>();
            names.put(INPUT, copy == 1 ? input(body) : before());
            for (int i = 0; i < items.size(); i++) {
                names.put(items.get(i).id(), full(id, repeat, copy, items, i));
            }
            for (int i = 0; i < items.size(); i++) {
                int place = i;
                int current = copy;
                boolean first = copy == 1 && i == 0 && body.has("inputs");
                Named item = items.get(i);
                Mapping inner = first && !item.body().has("inputs") ? with(item.body(), "inputs", INPUT) : item.body();
                add(
                        full(id, repeat, copy, items, i),
                        new Named(item.id(), inner, item.use()),
                        names,
                        weightsOf.map(of -> full(of, repeat, current, items, place)));
            }
        }
    }

    /** What the network calls a layer of a block. */
    static String full(String block, int repeat, int copy, List<Named> items, int index) {
        String own = repeat == 1 ? block : block + "-" + copy;
        boolean last = index == items.size() - 1;
        return last
                ? (copy == repeat ? block : own)
                : own + "-" + items.get(index).id();
    }

    /** What a block takes: what it says, or the layer before. */
    private String input(Mapping body) {
        Optional<Node> inputs = body.get("inputs");
        Node first = inputs.isPresent()
                        && inputs.get() instanceof Sequence list
                        && !list.items().isEmpty()
                ? list.items().getFirst()
                : inputs.orElse(body);
        return first instanceof Scalar name ? name.text() : before();
    }

    private String before() {
        return all.isEmpty() ? image : all.getLast().id();
    }

    int repeat(Mapping body) {
        Optional<Node> repeat = body.get("repeat");
        if (repeat.isEmpty()) {
            return 1;
        }
        return new ScalarBinder(problems)
                .whole(
                        new Types.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE, false),
                        repeat.get(),
                        "\"repeat\" of a block")
                .map(Integer.class::cast)
                .filter(count -> {
                    if (count < 1) {
                        problems.add(repeat.get().mark(), "\"repeat\" of a block is at least 1, not " + count);
                    }
                    return count >= 1;
                })
                .orElse(1);
    }

    /** A layer or block applied once more, with the same weights. */
    private void again(String id, Mapping body, Map<String, String> names, Optional<String> weightsOf) {
        refuseUnknown(body, Keys.AGAIN, "a layer with `again`");
        if (!(body.get("again").orElseThrow() instanceof Scalar name) || name.isNull()) {
            problems.add(body.mark(), "`again` takes the id of a layer or block above");
            return;
        }
        String of = names.getOrDefault(name.text(), name.text());
        Optional<Mapping> block = Optional.ofNullable(blocks.get(of));
        Optional<LayerTree> layer =
                all.stream().filter(each -> each.id().equals(of)).findFirst();
        if (block.isEmpty() && layer.isEmpty()) {
            List<String> known = all.stream().map(LayerTree::id).toList();
            problems.add(
                    name.mark(),
                    "no layer \"" + name.text() + "\" above"
                            + Suggestions.hintAndList(name.text(), known, "There are", "see their ids"));
            return;
        }
        Mapping base = block.orElseGet(() -> layer.orElseThrow().body())
                .without("inputs")
                .without("id")
                .at(body.mark());
        Mapping own = body.entry("inputs")
                .map(inputs -> base.with(inputs.key(), inputs.value()))
                .orElse(base);
        Named item = new Named(id, own.without("again"), layer.flatMap(LayerTree::use));
        add(id, item, Map.of(), Optional.of(weightsOf.orElse(of)));
    }

    private void refuseUnknown(Mapping map, List<String> keys, String owner) {
        for (Entry entry : map.entries()) {
            if (!keys.contains(entry.key().text())) {
                problems.add(
                        entry.key().mark(),
                        StageTrees.unknown(owner, entry.key().text(), keys));
            }
        }
    }
}
