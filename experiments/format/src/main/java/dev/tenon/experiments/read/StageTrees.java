package dev.tenon.experiments.read;

import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.yaml.Merge;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.Scalars;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An arm's {@code layers} or {@code stages}, taken apart; names are given to what has none. */
final class StageTrees {

    private static final String ONLY = "main";

    private final String arm;
    private final Problems problems;

    StageTrees(String arm, Problems problems) {
        this.arm = arm;
        this.problems = problems;
    }

    /** The stages of an arm's body. */
    List<StageTree> of(Mapping body) {
        Mapping train = train(body);
        Optional<Node> layers = body.get("layers");
        if (layers.isPresent()) {
            List<Scalar> inputs = inputs(body);
            return layers(inputs, layers.get())
                    .map(found -> List.of(new StageTree(ONLY, body.get("data"), inputs, found, train, body.mark())))
                    .orElse(List.of());
        }
        Optional<Node> stages = body.get("stages");
        if (stages.isEmpty()) {
            problems.add(body.mark(), "arm \"" + arm + "\" needs `layers`, `stages`, or `like` and another arm's name");
            return List.of();
        }
        if (!(stages.get() instanceof Sequence list) || list.items().isEmpty()) {
            problems.add(
                    stages.get().mark(),
                    "`stages` takes a list of stages, each {id: …, layers: […]}, not "
                            + (stages.get() instanceof Sequence
                                    ? "an empty one"
                                    : stages.get().shown()));
            return List.of();
        }
        return several(list, body, train);
    }

    private List<StageTree> several(Sequence list, Mapping body, Mapping armTrain) {
        List<StageTree> stages = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < list.items().size(); i++) {
            if (!(list.items().get(i) instanceof Mapping stage)) {
                Node other = list.items().get(i);
                problems.add(other.mark(), "a stage is a map, {id: …, layers: […]}, not " + other.shown());
                continue;
            }
            refuseUnknown(stage, Keys.STAGE, "a stage");
            String id = id(stage, i == list.items().size() - 1 ? ONLY : "stage-" + (i + 1), "a stage", problems);
            if (!taken.add(id)) {
                problems.add(stage.mark(), "arm \"" + arm + "\" has two stages \"" + id + "\"; give one another `id`");
            }
            Optional<Node> layers = stage.get("layers");
            if (layers.isEmpty()) {
                problems.add(stage.mark(), "stage \"" + id + "\" needs `layers`");
                continue;
            }
            List<Scalar> inputs = inputs(stage.has("inputs") ? stage : body);
            Optional<List<LayerTree>> found = layers(inputs, layers.get());
            if (found.isPresent()) {
                Mapping train = train(stage);
                stages.add(new StageTree(
                        id,
                        stage.get("data").or(() -> body.get("data")),
                        inputs,
                        found.get(),
                        stage.has("train") ? Merge.train(armTrain, train) : armTrain,
                        stage.mark()));
            }
        }
        return stages;
    }

    /** The columns that a stage's network takes: the images, unless it says otherwise. */
    private List<Scalar> inputs(Mapping owner) {
        Optional<Node> given = owner.get("inputs");
        if (given.isEmpty()) {
            return List.of(new Scalar(LayerSpec.IMAGE, true, owner.mark()));
        }
        List<Scalar> names = new ArrayList<>();
        for (Node item : given.get() instanceof Sequence list ? list.items() : List.of(given.get())) {
            if (!(item instanceof Scalar name) || name.isNull()) {
                problems.add(item.mark(), "an input is the name of a column of the data set, not " + item.shown());
            } else if (names.stream().anyMatch(other -> other.is(name.text()))) {
                problems.add(name.mark(), "input \"" + name.text() + "\" is named twice");
            } else if (Keys.checkName(name, "an input", problems)) {
                names.add(name);
            }
        }
        if (given.get() instanceof Sequence list && list.items().isEmpty()) {
            problems.add(list.mark(), "`inputs` is empty; name at least one column of the data set");
        }
        return names;
    }

    /** What a map says of training: {@code none} is no epochs. */
    Mapping train(Mapping owner) {
        Optional<Node> train = owner.get("train");
        if (train.isEmpty()) {
            return new Mapping(List.of(), owner.mark());
        }
        return switch (train.get()) {
            case Mapping map -> map;
            case Scalar none when none.is("none") -> Merge.untrained(none.mark());
            case Node other -> {
                problems.add(other.mark(), "`train` takes a map, such as {epochs: 10}, or none, not " + other.shown());
                yield new Mapping(List.of(), other.mark());
            }
        };
    }

    private Optional<List<LayerTree>> layers(List<Scalar> inputs, Node node) {
        String image = inputs.isEmpty() ? LayerSpec.IMAGE : inputs.getFirst().text();
        return new LayerTrees(arm, image, problems).of(node);
    }

    /** The id that a stage or layer is given. */
    static String id(Mapping owner, String orElse, String what, Problems problems) {
        Optional<Node> id = owner.get("id");
        if (id.isEmpty()) {
            return orElse;
        }
        if (id.get() instanceof Scalar scalar && !scalar.isNull()) {
            Keys.checkName(scalar, what, problems);
            return scalar.text();
        }
        problems.add(
                id.get().mark(),
                "the id of " + what + " is a name, not " + id.get().shown());
        return orElse;
    }

    private void refuseUnknown(Mapping map, List<String> keys, String owner) {
        for (Entry entry : map.entries()) {
            String key = entry.key().text();
            if (!keys.contains(key)) {
                problems.add(entry.key().mark(), unknown(owner, key, keys));
            }
        }
    }

    /** What to say of a key that an arm, a stage or the defaults do not have. */
    static String unknown(String owner, String key, List<String> keys) {
        if (Keys.TRAIN.contains(key) && keys.contains("train")) {
            return owner + " has no key \"" + key + "\"; it belongs under `train`";
        }
        return owner + " has no key \"" + Scalars.shortened(key) + "\""
                + Suggestions.hintAndList(key, keys, "The keys are", "");
    }
}
