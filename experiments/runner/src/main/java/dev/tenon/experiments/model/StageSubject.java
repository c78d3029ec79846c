package dev.tenon.experiments.model;

import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.LayerOrigin;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.WeightSource;
import java.util.List;

/** What an analysis is told of a stage before it is trained. */
public final class StageSubject implements AnalysisSubject {

    private final Examples examples;
    private final List<LayerResult> layers;
    private final List<LayerOrigin> origins;
    private final List<Column> inputs;
    private final Column target;

    /** A setting names what is not there. */
    static final class UnknownName extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final String word;

        UnknownName(String word, String message) {
            super(message);
            this.word = word;
        }

        /** The name. */
        String word() {
            return word;
        }
    }

    /** A stage's layers over its data. */
    public StageSubject(StageSpec stage, Examples examples) {
        this.examples = examples;
        Network network = Network.of(stage, Network.shapes(stage, examples.columns()), 1, Network.Mode.INFERENCE);
        ReceptiveField fields = new ReceptiveField(network.inputs().values());
        this.layers =
                network.layers().stream().map(node -> result(node, fields)).toList();
        this.origins = stage.layers().stream()
                .map(layer -> new LayerOrigin(layer.id(), from(layer.weights()), layer.frozen()))
                .toList();
        this.inputs = stage.inputs().stream()
                .map(name -> examples.column(name).orElseThrow())
                .toList();
        this.target = Objective.of(stage, examples.columns()).column();
    }

    private static LayerResult result(LayerNode node, ReceptiveField fields) {
        Shape shape = node.result().shape();
        return new LayerResult(
                node.spec().id(),
                node.spec().layer().type(),
                shape.slice(1, shape.rank()),
                fields.height(node.result()),
                fields.width(node.result()),
                fields.down(node.result()),
                fields.across(node.result()));
    }

    /** A path is said by its last name alone, so that what is put is the same wherever the files lie. */
    private static String from(WeightSource source) {
        return switch (source) {
            case WeightSource.Fresh _ -> "drawn";
            case WeightSource.Written _ -> "written in the file";
            case WeightSource.Stage from -> from.arm() + "." + from.stage() + "." + from.layer();
            case WeightSource.Run from ->
                "run " + from.run().getFileName() + ", " + from.trial() + ", " + from.stage() + "." + from.layer();
            case WeightSource.File from -> "file " + from.file().getFileName();
        };
    }

    @Override
    public List<LayerOrigin> origins() {
        return origins;
    }

    @Override
    public List<LayerResult> layers() {
        return layers;
    }

    @Override
    public List<Column> inputs() {
        return inputs;
    }

    @Override
    public Column target() {
        return target;
    }

    @Override
    public Examples examples() {
        return examples;
    }

    @Override
    public LayerResult layer(String id) {
        return layers.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(
                        "layer", id, layers.stream().map(LayerResult::id).toList()));
    }

    @Override
    public Column column(String name) {
        return examples.columns().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(
                        "column",
                        name,
                        examples.columns().stream().map(Column::name).toList()));
    }

    private static UnknownName unknown(String what, String name, List<String> names) {
        return new UnknownName(
                name,
                "has no " + what + " \"" + name + "\""
                        + Suggestions.hintAndList(name, names, "There are", "`tenon show` lists them"));
    }
}
