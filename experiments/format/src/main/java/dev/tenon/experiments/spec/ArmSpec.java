package dev.tenon.experiments.spec;

import dev.tenon.experiments.yaml.Mark;
import java.util.List;

/**
 * An architecture under comparison and how it is trained.
 *
 * @param name of the arm
 * @param stages in order; the last one is what is compared
 * @param mark where it is written
 */
public record ArmSpec(String name, List<StageSpec> stages, Mark mark) {

    /** The stage whose network is compared. */
    public StageSpec last() {
        return stages.getLast();
    }
}
