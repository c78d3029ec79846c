package dev.tenon.experiments.read;

import dev.tenon.experiments.read.LayerTrees.Named;
import dev.tenon.experiments.settings.SettingsWriter;
import dev.tenon.experiments.spec.Keys;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.yaml.Merge;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Sequence;
import dev.tenon.experiments.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a network's layers with their settings filled in, blocks as the blocks that they are: paths in the file count what is
 * written, not what it stands for.
 */
final class ResolvedLayers {

    private final String arm;
    private final Map<String, LayerSpec> specs = new LinkedHashMap<>();
    private final LayerTrees trees;

    ResolvedLayers(String arm, List<LayerSpec> layers) {
        this.arm = arm;
        this.trees = new LayerTrees(arm, LayerSpec.IMAGE, new Problems());
        layers.forEach(layer -> specs.put(layer.id(), layer));
    }

    /** The layers of a network. */
    Node write(Sequence written) {
        List<Node> layers = new ArrayList<>();
        for (Named item : trees.named(written)) {
            boolean plain = !item.body().has("layers") && !item.body().has("again");
            layers.add(plain ? Resolver.layer(arm, spec(item.id())) : inner(item, item.id()));
        }
        return new Sequence(layers, SettingsWriter.NOWHERE);
    }

    private LayerSpec spec(String id) {
        return Objects.requireNonNull(specs.get(id));
    }

    /**
     * An item of a block, or a block: the keys that it has in the file, and the settings of its type filled in.
     *
     * @param full what the network calls it
     */
    private Mapping inner(Named item, String full) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(SettingsWriter.word("id"), SettingsWriter.word(item.id())));
        if (item.body().has("type")) {
            entries.addAll(Merge.asPart(SettingsWriter.part(spec(full).layer())).entries());
        }
        for (Entry entry : item.body().entries()) {
            String key = entry.key().text();
            if (key.equals("layers")) {
                entries.add(new Entry(entry.key(), block(item, full)));
            } else if (!key.equals("id") && (Keys.LAYER_READ.contains(key) || Keys.BLOCK.contains(key))) {
                entries.add(entry);
            }
        }
        return new Mapping(entries, SettingsWriter.NOWHERE);
    }

    private Node block(Named block, String full) {
        int repeat = trees.repeat(block.body());
        List<Named> items = trees.named((Sequence) block.body().get("layers").orElseThrow());
        List<Node> written = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            written.add(inner(items.get(i), LayerTrees.full(full, repeat, 1, items, i)));
        }
        return new Sequence(written, SettingsWriter.NOWHERE);
    }
}
