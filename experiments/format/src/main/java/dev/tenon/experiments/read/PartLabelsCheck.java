package dev.tenon.experiments.read;

import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TermSpec;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Problems;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether {@code compare.part-labels} is about labels that there are. */
final class PartLabelsCheck {

    private PartLabelsCheck() {}

    /** Records a mistake if all losses of all arms compare with one column of one data set. */
    static void check(Mapping compare, List<ArmSpec> arms, Problems problems) {
        Set<List<String>> columns = new LinkedHashSet<>();
        for (ArmSpec arm : arms) {
            for (StageSpec stage : arm.stages()) {
                for (TermSpec term : stage.train().terms()) {
                    String column = term.against().orElse("");
                    if (term.loss().isPresent() && !stage.inputs().contains(column) && !isLayer(stage, column)) {
                        columns.add(List.of(stage.data(), column));
                    }
                }
            }
        }
        if (columns.size() < 2) {
            problems.add(
                    compare.get("part-labels").map(Node::mark).orElse(compare.mark()),
                    "there are no labels of parts: all losses compare with the same column of the same data set; leave"
                            + " `part-labels` out, or train an arm on parts, in a stage with `data` of its own or with a loss `against`"
                            + " another column");
        }
    }

    private static boolean isLayer(StageSpec stage, String name) {
        return stage.layers().stream().anyMatch(layer -> layer.id().equals(name));
    }
}
