package dev.tenon.experiments.spec;

import dev.tenon.experiments.yaml.Mark;
import java.util.List;
import java.util.Optional;

/**
 * An architecture under comparison and how it is trained.
 *
 * @param name of the arm
 * @param stages in order; the last one is what is compared
 * @param tuning what is tried of its settings before it is trained as it is tested; empty if they stay as they are
 * @param mark where it is written
 */
public record ArmSpec(String name, List<StageSpec> stages, Optional<ArmTuning> tuning, Mark mark) {

    /** An arm that is not tuned. */
    public ArmSpec(String name, List<StageSpec> stages, Mark mark) {
        this(name, stages, Optional.empty(), mark);
    }

    /** The same tuned. */
    public ArmSpec tuned(ArmTuning by) {
        return new ArmSpec(name, stages, Optional.of(by), mark);
    }

    /** The same with other settings, which are not tuned any more. */
    public ArmSpec with(ArmTuning.Candidate candidate) {
        return new ArmSpec(name, candidate.stages(), Optional.empty(), mark);
    }

    /** The stage whose network is compared. */
    public StageSpec last() {
        return stages.getLast();
    }
}
