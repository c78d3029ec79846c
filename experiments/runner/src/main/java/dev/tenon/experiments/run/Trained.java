package dev.tenon.experiments.run;

import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.StageSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The stages of an arm after their training.
 *
 * @param stages in the order they were trained, those of other arms that it uses included
 * @param diverged what to say if one of them diverged; else empty
 */
record Trained(List<StageRecord> stages, String diverged) {

    /** Trains an arm, as far as no stage diverges. */
    static Trained of(ExperimentSpec spec, TrialId id, ArmSpec arm, Stages stages, StageRunner runner) {
        Map<Stages.StageName, StageOutcome> used = new LinkedHashMap<>();
        for (StageSpec stage : arm.stages()) {
            List<StageOutcome> chain = stages.train(spec, id, new Stages.StageName(arm.name(), stage.id()), runner);
            chain.forEach(each -> used.putIfAbsent(Stages.name(each), each));
            if (chain.getLast().isDiverged()) {
                break;
            }
        }
        return new Trained(
                used.values().stream().map(StageOutcome::record).toList(),
                used.values().stream()
                        .filter(StageOutcome::isDiverged)
                        .map(StageOutcome::diverged)
                        .collect(Collectors.joining("; ")));
    }

    /**
     * Distinct examples of all stages. Those that stages draw from one data set are parts of each other, see
     * {@link dev.tenon.experiments.data.Sampler}: the largest has them all.
     */
    int charged() {
        Map<String, Integer> byData = new LinkedHashMap<>();
        stages.forEach(stage -> byData.merge(stage.data(), stage.examples(), Math::max));
        return byData.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** One of the arm's own stages. */
    StageRecord own(ArmSpec arm, StageSpec stage) {
        return stage(new Stages.StageName(arm.name(), stage.id())).orElseThrow();
    }

    /** A stage of any arm that was trained. */
    Optional<StageRecord> stage(Stages.StageName name) {
        return stages.stream()
                .filter(record ->
                        record.arm().equals(name.arm()) && record.stage().equals(name.stage()))
                .findFirst();
    }
}
