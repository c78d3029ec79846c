package dev.tenon.experiments.read;

import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.settings.Binder;
import dev.tenon.experiments.settings.Setting;
import dev.tenon.experiments.settings.SettingsWriter;
import dev.tenon.experiments.spec.AnalysisSpec;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TrainSpec;
import dev.tenon.experiments.spec.TuneSpec;
import dev.tenon.experiments.spec.WeightSource;
import dev.tenon.experiments.yaml.Merge;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Writes an experiment with every default filled in. The file's own structure stays ({@code defaults}, {@code
 * like}, {@code use}, {@code set}), so that a path that {@code vary} or the command line names means the same in
 * it.
 */
final class Resolver {

    private final Mapping tree;
    private final ExperimentSpec spec;
    private final ArmTrees trees;
    private final Binder binder;

    private Resolver(Mapping tree, ExperimentSpec spec, Services services) {
        this.tree = tree;
        this.spec = spec;
        this.trees = new ArmTrees(map(tree.get("arms")), new Problems());
        this.binder = new Binder(services, new Problems());
    }

    /**
     * The text of a resolved file.
     *
     * @param tree of the first cell
     * @param spec what the tree was read as, without a mistake
     */
    static String resolve(Mapping tree, ExperimentSpec spec, Services services) {
        return YamlWriter.write(new Resolver(tree, spec, services).root());
    }

    /** A map that grows. */
    private static final class Growing {
        private final List<Entry> entries = new ArrayList<>();

        void put(String key, Node value) {
            entries.add(new Entry(SettingsWriter.word(key), value));
        }

        void put(String key, Optional<Node> value) {
            value.ifPresent(found -> put(key, found));
        }

        Mapping map() {
            return new Mapping(entries, SettingsWriter.NOWHERE);
        }
    }

    private Mapping root() {
        Growing root = new Growing();
        root.put("experiment", SettingsWriter.word(spec.name()));
        if (!spec.question().isEmpty()) {
            root.put("question", SettingsWriter.word(spec.question()));
        }
        Growing data = new Growing();
        spec.data().forEach((name, set) -> data.put(name, Merge.asPart(SettingsWriter.part(set.dataset()))));
        root.put("data", data.map());
        root.put("defaults", defaults());
        Growing arms = new Growing();
        spec.arms().forEach(arm -> arms.put(arm.name(), arm(arm)));
        root.put("arms", arms.map());
        root.put("tune", tune());
        if (!spec.analyses().isEmpty()) {
            root.put(
                    "analyses",
                    new Sequence(
                            spec.analyses().stream().map(Resolver::analysis).toList(), SettingsWriter.NOWHERE));
        }
        root.put("design", SettingsWriter.record(spec.design()));
        root.put("compare", SettingsWriter.record(spec.compare()));
        root.put("report", SettingsWriter.record(spec.report()));
        return root.map();
    }

    private static Node analysis(AnalysisSpec spec) {
        Growing written = new Growing();
        Merge.asPart(SettingsWriter.part(spec.analysis()))
                .entries()
                .forEach(entry -> written.put(entry.key().text(), entry.value()));
        if (!spec.name().equals(spec.analysis().type())) {
            written.put("name", SettingsWriter.word(spec.name()));
        }
        if (!spec.arms().isEmpty()) {
            written.put("arms", SettingsWriter.value(spec.arms()));
        }
        return written.map();
    }

    /** What is said for all arms, if any is tuned. */
    private Optional<Node> tune() {
        return tree.get("tune")
                .filter(Mapping.class::isInstance)
                .flatMap(said -> binder.record(TuneSpec.class, (Mapping) said, "tune", List.of()))
                .map(tune -> SettingsWriter.record(tune.choosing(spec.compare().primary())));
    }

    private Mapping defaults() {
        Mapping written = map(tree.get("defaults"));
        Mapping full = map(Optional.empty());
        for (Setting setting : Setting.of(TrainSpec.class)) {
            if (setting.defaultText().isPresent()) {
                Node value = Binder.parse(setting.defaultText().get());
                full = full.with(SettingsWriter.word(setting.key()), value);
            }
        }
        Mapping merged = Merge.train(full, trainOf(written));
        if (!merged.has("loss")
                && !merged.has("objective")
                && spec.arms().stream().anyMatch(arm -> untrainedWithoutLoss(arm))) {
            merged = merged.with(
                    SettingsWriter.word("loss"), SettingsWriter.word(ArmReader.unnamedLoss(binder.services())));
        }
        Growing defaults = new Growing();
        defaults.put("data", written.get("data"));
        defaults.put("train", train(merged));
        return defaults.map();
    }

    private boolean untrainedWithoutLoss(ArmSpec arm) {
        return trees.get(arm.name()).stream()
                .flatMap(tree -> tree.stages().stream())
                .anyMatch(stage -> !stage.train().has("loss") && !stage.train().has("objective"));
    }

    private Mapping arm(ArmSpec arm) {
        Mapping own = map(map(tree.get("arms")).get(arm.name()));
        Growing written = new Growing();
        written.put("like", own.get("like"));
        written.put("inputs", own.get("inputs"));
        if (own.get("layers").isPresent()) {
            written.put("layers", layers(arm.name(), own.get("layers").orElseThrow(), arm.last()));
        } else if (own.get("stages").filter(Sequence.class::isInstance).isPresent()) {
            written.put("stages", stages(arm));
        } else {
            written.put("stages", own.get("stages"));
        }
        written.put("data", own.get("data"));
        if (own.has("train")) {
            written.put("train", train(trainOf(own)));
        }
        written.put("tune", own.get("tune"));
        written.put("set", own.get("set"));
        return written.map();
    }

    private Node stages(ArmSpec arm) {
        Mapping body = trees.get(arm.name()).map(ArmTree::body).orElseThrow();
        List<Node> own = ((Sequence) body.get("stages").orElseThrow()).items();
        List<Node> stages = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            Mapping stage = (Mapping) own.get(i);
            Growing written = new Growing();
            written.put("id", SettingsWriter.word(arm.stages().get(i).id()));
            written.put("data", stage.get("data"));
            written.put("inputs", stage.get("inputs"));
            written.put(
                    "layers",
                    layers(
                            arm.name(),
                            stage.get("layers").orElseThrow(),
                            arm.stages().get(i)));
            if (stage.has("train")) {
                written.put("train", train(trainOf(stage)));
            }
            stages.add(written.map());
        }
        return new Sequence(stages, SettingsWriter.NOWHERE);
    }

    private static Node layers(String arm, Node written, StageSpec stage) {
        return new ResolvedLayers(arm, stage.layers()).write((Sequence) written);
    }

    /** A layer with its settings filled in. */
    static Mapping layer(String arm, LayerSpec layer) {
        Growing written = new Growing();
        written.put("id", SettingsWriter.word(layer.id()));
        switch (layer.weights()) {
            case WeightSource.Stage use -> {
                String path = use.stage() + "." + use.layer();
                written.put("use", SettingsWriter.word(use.arm().equals(arm) ? path : use.arm() + "." + path));
            }
            case WeightSource.Run use -> {
                settings(layer, written);
                Growing run = new Growing();
                run.put("run", SettingsWriter.value(use.run()));
                run.put("trial", SettingsWriter.word(use.trial()));
                run.put("layer", SettingsWriter.word(use.stage() + "." + use.layer()));
                written.put("use", run.map());
            }
            case WeightSource.File use -> {
                settings(layer, written);
                Growing file = new Growing();
                file.put("file", SettingsWriter.value(use.file()));
                Growing map = new Growing();
                use.tensors().forEach((parameter, tensor) -> map.put(parameter, SettingsWriter.word(tensor)));
                file.put("map", map.map());
                file.put("layout", SettingsWriter.word(use.layout().word()));
                if (!use.flattened().isEmpty()) {
                    file.put("flattened", SettingsWriter.value(use.flattened()));
                }
                written.put("use", file.map());
            }
            case WeightSource.Written weights -> {
                settings(layer, written);
                written.put("weights", WeightsReader.write(weights));
            }
            case WeightSource.Fresh _ -> settings(layer, written);
        }
        written.put("inputs", SettingsWriter.value(layer.inputs()));
        written.put("frozen", SettingsWriter.value(layer.frozen()));
        return written.map();
    }

    private static void settings(LayerSpec layer, Growing written) {
        Merge.asPart(SettingsWriter.part(layer.layer()))
                .entries()
                .forEach(entry -> written.put(entry.key().text(), entry.value()));
    }

    /** Settings of training in their order; parts that have a type are filled in. */
    private Mapping train(Mapping written) {
        Growing train = new Growing();
        for (Setting setting : Setting.of(TrainSpec.class)) {
            train.put(setting.key(), written.get(setting.key()).map(value -> filled(setting, value)));
        }
        return train.map();
    }

    private Node filled(Setting setting, Node value) {
        if (value instanceof Mapping map && !map.has("type")) {
            Comparator<Entry> byKey = Comparator.comparing(entry -> entry.key().text());
            return new Mapping(map.entries().stream().sorted(byKey).toList(), map.mark());
        }
        return value instanceof Scalar scalar && scalar.isNull()
                ? value
                : binder.value(setting.type(), value, setting.key())
                        .map(SettingsWriter::value)
                        .orElse(value);
    }

    private static Mapping trainOf(Mapping owner) {
        return new StageTrees("", new Problems()).train(owner);
    }

    private static Mapping map(Optional<Node> node) {
        return node.filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .orElseGet(() -> new Mapping(List.of(), SettingsWriter.NOWHERE));
    }
}
