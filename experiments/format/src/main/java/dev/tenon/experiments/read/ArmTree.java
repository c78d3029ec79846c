package dev.tenon.experiments.read;

import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node.Mapping;
import java.util.List;
import java.util.Optional;

/**
 * An arm as it is written, with what it inherits from another filled in.
 *
 * @param body without {@code like} and {@code set}
 * @param stages in order
 * @param mark where it is written
 */
record ArmTree(String name, Mapping body, List<StageTree> stages, Mark mark) {

    Optional<StageTree> stage(String wanted) {
        return stages.stream().filter(stage -> stage.id().equals(wanted)).findFirst();
    }

    int indexOf(String stage) {
        return stages.stream().map(StageTree::id).toList().indexOf(stage);
    }
}
