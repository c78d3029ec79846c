package dev.tenon.experiments.read;

import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import java.util.List;
import java.util.Optional;

/**
 * A stage as it is written, with what its arm says for all stages.
 *
 * @param data the name of its data set, unless that is left to the defaults
 * @param inputs the names of what its network takes
 * @param layers in order
 * @param train what it and its arm say of training
 * @param mark where it is written
 */
record StageTree(
        String id, Optional<Node> data, List<Scalar> inputs, List<LayerTree> layers, Mapping train, Mark mark) {

    Optional<LayerTree> layer(String wanted) {
        return layers.stream().filter(layer -> layer.id().equals(wanted)).findFirst();
    }

    List<String> ids() {
        return layers.stream().map(LayerTree::id).toList();
    }
}
