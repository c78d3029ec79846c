package dev.tenon.experiments.read;

import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code stages: none}: the network of another arm's last stage as one that learns end to end. Layers that it
 * takes from elsewhere become fresh ones of the same settings, not frozen.
 */
final class EndToEndVariant {

    private final ArmTrees arms;

    EndToEndVariant(ArmTrees arms) {
        this.arms = arms;
    }

    /** The body of an arm that is like another, flattened; empty where a layer that it uses is not to be found. */
    Optional<Mapping> of(String name, ArmTree base) {
        if (base.stages().isEmpty()) {
            return Optional.empty();
        }
        StageTree last = base.stages().getLast();
        List<Node> layers = new ArrayList<>();
        for (LayerTree layer : last.layers()) {
            fresh(layer, base).ifPresent(layers::add);
        }
        if (layers.size() != last.layers().size()) {
            return Optional.empty();
        }
        Mapping body = new Mapping(List.of(), base.mark());
        body = body.with(key("layers", last.mark()), new Sequence(layers, last.mark()));
        boolean image = last.inputs().size() == 1 && last.inputs().getFirst().is(LayerSpec.IMAGE);
        if (!image) {
            body = body.with(key("inputs", last.mark()), new Sequence(List.copyOf(last.inputs()), last.mark()));
        }
        if (last.data().isPresent()) {
            body = body.with(key("data", last.mark()), last.data().get());
        }
        if (!last.train().entries().isEmpty()) {
            body = body.with(key("train", last.mark()), last.train());
        }
        return Optional.of(body);
    }

    private Optional<Mapping> fresh(LayerTree layer, ArmTree base) {
        if (layer.body().has("again")) {
            List<Entry> entries = new ArrayList<>();
            entries.add(new Entry(key("id", layer.mark()), new Scalar(layer.id(), false, layer.mark())));
            layer.body().entry("again").ifPresent(entries::add);
            layer.body().entry("inputs").ifPresent(entries::add);
            return Optional.of(new Mapping(entries, layer.mark()));
        }
        if (layer.use().isEmpty()) {
            return Optional.of(layer.body().with(key("id", layer.mark()), new Scalar(layer.id(), false, layer.mark())));
        }
        Optional<Mapping> settings = switch (layer.use().get()) {
            case WeightReference.Stage stage -> arms.settings(stage, Optional.of(base));
            case WeightReference.Run _ -> Optional.of(ArmTrees.bare(layer.body()));
            case WeightReference.File _ -> Optional.of(ArmTrees.bare(layer.body()));
        };
        return settings.map(found -> {
            List<Entry> entries = new ArrayList<>();
            found.entry("type").ifPresent(entries::add);
            entries.add(new Entry(key("id", layer.mark()), new Scalar(layer.id(), false, layer.mark())));
            layer.body().entry("inputs").ifPresent(entries::add);
            found.entries().stream().filter(entry -> !entry.key().is("type")).forEach(entries::add);
            return new Mapping(entries, layer.mark());
        });
    }

    private static Scalar key(String name, Mark mark) {
        return new Scalar(name, true, mark);
    }
}
