package dev.tenon.experiments.read;

import dev.tenon.api.layer.Layer;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.settings.Binder;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TrainSpec;
import dev.tenon.experiments.spec.WeightSource;
import dev.tenon.experiments.yaml.Merge;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Arms as written to arms as run. */
final class ArmReader {

    private final ArmTrees arms;
    private final Defaults defaults;
    private final Services services;
    private final Optional<PathCheck> paths;
    private final Problems problems;
    private final Binder binder;

    /**
     * What every arm starts from.
     *
     * @param data the name of a data set, if there is a default one
     * @param train settings of training; may be empty
     * @param dataSets the names that there are
     * @param measured ids of layers whose results are measured, so that no layer need take them
     */
    record Defaults(Optional<Node> data, Mapping train, List<String> dataSets, List<String> measured) {}

    ArmReader(ArmTrees arms, Defaults defaults, Services services, Optional<PathCheck> paths, Problems problems) {
        this.paths = paths;
        this.arms = arms;
        this.defaults = defaults;
        this.services = services;
        this.problems = problems;
        this.binder = new Binder(services, problems);
    }

    /** An arm, or nothing where there is a mistake in it. */
    Optional<ArmSpec> read(ArmTree arm) {
        List<StageSpec> stages = new ArrayList<>();
        for (StageTree stage : arm.stages()) {
            stage(arm, stage).ifPresent(stages::add);
        }
        boolean whole = !stages.isEmpty() && stages.size() == arm.stages().size();
        return whole ? Optional.of(new ArmSpec(arm.name(), List.copyOf(stages), arm.mark())) : Optional.empty();
    }

    private Optional<StageSpec> stage(ArmTree arm, StageTree stage) {
        Optional<String> data = data(arm, stage);
        Optional<TrainSpec> train = train(arm, stage);
        List<LayerSpec> layers = layers(arm, stage, train);
        boolean whole = data.isPresent()
                && train.isPresent()
                && layers.size() == stage.layers().size();
        return whole
                ? Optional.of(new StageSpec(
                        stage.id(),
                        data.get(),
                        stage.inputs().stream().map(Scalar::text).toList(),
                        layers,
                        train.get(),
                        stage.mark()))
                : Optional.empty();
    }

    private Optional<String> data(ArmTree arm, StageTree stage) {
        Optional<Node> node = stage.data().or(defaults::data);
        if (node.isEmpty()) {
            problems.add(
                    stage.mark(),
                    "arm \"" + arm.name() + "\" has no data; write `data` and one of "
                            + String.join(", ", defaults.dataSets()) + " in the arm, or under `defaults`");
            return Optional.empty();
        }
        if (!(node.get() instanceof Scalar name) || name.isNull()) {
            problems.add(
                    node.get().mark(),
                    "`data` takes the name of a data set, not " + node.get().shown());
            return Optional.empty();
        }
        if (!defaults.dataSets().contains(name.text())) {
            problems.add(name.mark(), DataReader.missing(name.text(), defaults.dataSets()));
            return Optional.empty();
        }
        return Optional.of(name.text());
    }

    private Optional<TrainSpec> train(ArmTree arm, StageTree stage) {
        Mapping merged = Merge.train(defaults.train(), stage.train());
        if (stage.train().entries().isEmpty()) {
            merged = merged.at(
                    defaults.train().entries().isEmpty()
                            ? stage.mark()
                            : defaults.train().mark());
        }
        if (merged.entries().isEmpty()) {
            problems.add(
                    stage.mark(),
                    "arm \"" + arm.name() + "\" does not say how it is trained; write `train: {epochs: 10, loss: …}` in"
                            + " it or under `defaults`, or `train: none`");
            return Optional.empty();
        }
        checkTerms(stage, merged);
        checkRates(stage, merged);
        return binder.record(TrainSpec.class, withLoss(merged), "train", List.of());
    }

    /** That the layers whose results are held against something exist. What they are held against the data knows. */
    private void checkTerms(StageTree stage, Mapping train) {
        if (train.get("objective").orElse(train) instanceof Sequence terms) {
            for (Node term : terms.items()) {
                if (term instanceof Mapping map && map.get("of").orElse(map) instanceof Scalar of) {
                    String layer = map.has("penalty") ? of.text().replaceFirst("/[^/]*$", "") : of.text();
                    checkLayer(stage, "the objective names", of, List.of(of.text(), layer));
                }
            }
        }
        if (train.get("learn").orElse(train) instanceof Sequence learned) {
            for (Node each : learned.items()) {
                if (each instanceof Scalar id
                        && stage.ids().stream().noneMatch(layer -> layer.startsWith(id.text() + "/"))) {
                    checkLayer(stage, "`learn` names", id, List.of(id.text()));
                }
            }
        }
    }

    private void checkLayer(StageTree stage, String who, Scalar name, List<String> meanings) {
        if (meanings.stream().allMatch(id -> stage.layer(id).isEmpty())) {
            problems.add(
                    name.mark(),
                    who + " layer \"" + name.text() + "\", which stage \"" + stage.id() + "\" does not have"
                            + Suggestions.hintAndList(name.text(), stage.ids(), "Its layers are", ""));
        }
    }

    /** That the layers whose rates are others exist. */
    private void checkRates(StageTree stage, Mapping train) {
        if (train.get("rates").orElse(train) instanceof Mapping rates && train.has("rates")) {
            for (Entry rate : rates.entries()) {
                String layer = rate.key().text();
                if (stage.layer(layer).isEmpty()) {
                    problems.add(
                            rate.key().mark(),
                            "\"rates\" of train names layer \"" + layer + "\", which stage \"" + stage.id()
                                    + "\" does not have"
                                    + Suggestions.hintAndList(layer, stage.ids(), "Its layers are", ""));
                }
            }
        }
    }

    /** Without training the loss is only measured, so that a file need not name one. */
    private Mapping withLoss(Mapping train) {
        boolean untrained =
                train.get("epochs").or(() -> train.get("steps")).orElse(train) instanceof Scalar count && count.is("0");
        if (!untrained
                || train.has("loss")
                || train.has("objective")
                || services.names(Kind.LOSS).isEmpty()) {
            return train;
        }
        String loss = unnamedLoss(services);
        return train.with(new Scalar("loss", true, train.mark()), new Scalar(loss, true, train.mark()));
    }

    /** The loss that is measured where nothing is trained and none is named. */
    static String unnamedLoss(Services services) {
        List<String> losses = services.names(Kind.LOSS);
        return losses.contains("mean-squared-error") ? "mean-squared-error" : losses.getFirst();
    }

    private List<LayerSpec> layers(ArmTree arm, StageTree stage, Optional<TrainSpec> train) {
        List<String> compared = Stream.concat(
                        defaults.measured().stream(),
                        train.map(TrainSpec::terms).orElse(List.of()).stream()
                                .flatMap(term -> Stream.concat(term.of().stream(), term.against().stream())))
                .toList();
        InputGraph graph = new InputGraph(stage.inputs(), stage.layers(), compared, problems);
        List<LayerSpec> layers = new ArrayList<>();
        for (int i = 0; i < stage.layers().size(); i++) {
            layer(arm, stage, i, graph, train.flatMap(TrainSpec::learn)).ifPresent(layers::add);
        }
        return layers;
    }

    /** Whether a layer is among those that are trained: it, or the block that it is of, is named, or none is. */
    private static boolean learned(Optional<List<String>> learn, String id) {
        return learn.map(ids -> ids.stream().anyMatch(each -> id.equals(each) || id.startsWith(each + "/")))
                .orElse(true);
    }

    private Optional<LayerSpec> layer(
            ArmTree arm, StageTree stage, int index, InputGraph graph, Optional<List<String>> learn) {
        LayerTree tree = stage.layers().get(index);
        Mapping body = tree.body();
        boolean unreadable =
                body.entries().isEmpty() || (body.has("use") && tree.use().isEmpty());
        if (unreadable) {
            return Optional.empty(); // What is wrong is said already.
        }
        Optional<Part<Layer<?>>> layer = tree.use().isPresent() && tree.use().get() instanceof WeightReference.Stage use
                ? used(arm, stage, tree, use)
                : own(body);
        layer.ifPresent(found -> graph.checkCount(index, found.type(), found.service()));
        boolean frozen = body.get("frozen")
                .flatMap(node -> binder.value(boolean.class, node, "\"frozen\" of a layer"))
                .map(Boolean.class::cast)
                .orElse(false);
        if (body.has("use") && body.has("weights")) {
            problems.add(
                    body.entry("weights").orElseThrow().key().mark(),
                    "a layer has either `use` or `weights`; remove one of them");
        }
        boolean kept = frozen || !learned(learn, tree.id());
        return layer.flatMap(found -> weights(tree, found)
                .map(weights ->
                        new LayerSpec(tree.id(), found, graph.of(index), kept, weights, again(body), tree.mark())));
    }

    /** Whose parameters a layer has. What a file says of it is an id by now. */
    private static Optional<String> again(Mapping body) {
        return body.get("again").filter(Scalar.class::isInstance).map(id -> ((Scalar) id).text());
    }

    private Optional<WeightSource> weights(LayerTree tree, Part<Layer<?>> layer) {
        if (tree.use().isPresent()) {
            return Optional.of(
                    switch (tree.use().get()) {
                        case WeightReference.Stage use -> new WeightSource.Stage(use.arm(), use.stage(), use.layer());
                        case WeightReference.Run use -> run(use);
                        case WeightReference.File use -> file(use);
                    });
        }
        return tree.body()
                .get("weights")
                .map(node ->
                        new WeightsReader(problems).read(node, layer.service().settings()))
                .orElseGet(() -> Optional.of(new WeightSource.Fresh()));
    }

    private WeightSource run(WeightReference.Run use) {
        Path folder = Path.of(use.run());
        paths.ifPresent(check -> check.check(folder, use.mark()));
        return new WeightSource.Run(folder, use.trial(), use.stage(), use.layer());
    }

    private WeightSource file(WeightReference.File use) {
        Path file = Path.of(use.file());
        paths.ifPresent(check -> check.check(file, use.mark()));
        return new WeightSource.File(file, use.map(), use.layout(), use.flattened());
    }

    private Optional<Part<Layer<?>>> own(Mapping body) {
        if (!body.has("type")) {
            boolean named = body.entries().size() == 1
                    && services.find(Kind.LAYER, body.keys().getFirst()).isPresent();
            String mistake = "a layer needs a `type`, such as conv2d, or a `use`, such as parts.digit";
            if (named) {
                mistake =
                        "a layer is written {type: " + body.keys().getFirst() + ", …}, with its settings beside `type`";
            } else if (body.has("use")) {
                mistake =
                        "a layer whose weights come from a run or a file needs its `type` and settings here too, as it had"
                                + " them there";
            }
            problems.add(body.mark(), mistake);
            return Optional.empty();
        }
        return binder.part(Kind.LAYER, body.without("again"), "a layer", Keys.LAYER)
                .flatMap(ArmReader::asLayer);
    }

    private Optional<Part<Layer<?>>> used(ArmTree arm, StageTree stage, LayerTree tree, WeightReference.Stage use) {
        for (Entry entry : tree.body().entries()) {
            if (!Keys.LAYER_READ.contains(entry.key().text())) {
                problems.add(
                        entry.key().mark(),
                        "a layer with `use` takes its settings from \"" + use.stage() + "." + use.layer()
                                + "\"; remove \"" + entry.key().text() + "\""
                                + Suggestions.to(entry.key().text(), Keys.LAYER)
                                        .map(near -> ", or did you mean \"" + near + "\"?")
                                        .orElse(""));
            }
        }
        boolean later = use.arm().equals(arm.name()) && arm.indexOf(use.stage()) >= arm.indexOf(stage.id());
        if (later) {
            problems.add(
                    use.mark(),
                    "stage \"" + use.stage() + "\" is not before \"" + stage.id()
                            + "\"; a stage uses the layers of stages above it");
            return Optional.empty();
        }
        Optional<Mapping> settings = arms.settings(use, Optional.empty());
        return settings.filter(found -> found.has("type"))
                .flatMap(found -> binder.part(Kind.LAYER, found, "a layer", List.of()))
                .flatMap(ArmReader::asLayer);
    }

    private static Optional<Part<Layer<?>>> asLayer(Part<?> part) {
        return part.service() instanceof Layer<?> layer
                ? Optional.of(new Part<Layer<?>>(layer, part.settings()))
                : Optional.empty();
    }
}
