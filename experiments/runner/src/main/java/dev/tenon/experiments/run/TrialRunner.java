package dev.tenon.experiments.run;

import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Examples;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.data.Sampler;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.Source;
import dev.tenon.experiments.spec.StageSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs one trial: all stages of an arm, then the measurements on the last one. */
final class TrialRunner {

    private final Services services;
    private final DataLoader loader;
    private final KnownWeights reader;
    private final Stages stages;
    private final Checkpoints checkpoints;
    private final CheckpointInterval interval;

    /**
     * A runner of trials.
     *
     * @param checkpoints where it is kept how far trainings have come
     * @param interval how often
     */
    TrialRunner(
            Services services,
            DataLoader loader,
            KnownWeights reader,
            Stages stages,
            Checkpoints checkpoints,
            CheckpointInterval interval) {
        this.services = services;
        this.loader = loader;
        this.reader = reader;
        this.stages = stages;
        this.checkpoints = checkpoints;
        this.interval = interval;
    }

    /**
     * A trial's outcome.
     *
     * @param features if they were asked for and the trial completed
     */
    record Outcome(TrialRecord trial, Optional<Features> features) {}

    Outcome run(ExperimentSpec spec, TrialId id, Engine engine, boolean features, RunListener listener) {
        ArmSpec arm = spec.arm(id.arm());
        StageRunner runner = new StageRunner(
                loader,
                reader,
                engine,
                spec,
                id.seed(),
                (stage, step, steps, loss) -> listener.progress(id, stage, step, steps, loss),
                (ofArm, stage) -> new Checkpoints.Of(
                        checkpoints,
                        new Checkpoints.Training(new TrialId(ofArm, id.factors(), id.seed()), stage),
                        interval));
        Map<Stages.StageName, StageOutcome> used = new LinkedHashMap<>();
        for (StageSpec stage : arm.stages()) {
            List<StageOutcome> chain = stages.train(spec, id, new Stages.StageName(arm.name(), stage.id()), runner);
            chain.forEach(each -> used.putIfAbsent(Stages.name(each), each));
            if (chain.getLast().isDiverged()) {
                break;
            }
        }
        List<StageRecord> records =
                used.values().stream().map(StageOutcome::record).toList();
        String diverged = used.values().stream()
                .filter(StageOutcome::isDiverged)
                .map(StageOutcome::diverged)
                .collect(Collectors.joining("; "));
        if (!diverged.isEmpty()) {
            return new Outcome(
                    new TrialRecord(
                            id,
                            TrialRecord.Status.DIVERGED,
                            diverged,
                            records,
                            charged(records),
                            Map.of(),
                            Answers.NONE),
                    Optional.empty());
        }
        return measured(spec, arm, id, engine, records, features);
    }

    /**
     * Distinct examples of all stages. Those that stages draw from one data set are parts of each other, see
     * {@link Sampler}: the largest has them all.
     */
    private static int charged(List<StageRecord> records) {
        Map<String, Integer> byData = new LinkedHashMap<>();
        records.forEach(stage -> byData.merge(stage.data(), stage.examples(), Math::max));
        return byData.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Outcome measured(
            ExperimentSpec spec,
            ArmSpec arm,
            TrialId id,
            Engine engine,
            List<StageRecord> records,
            boolean wantFeatures) {
        StageSpec stage = arm.last();
        Examples examples = loader.load(spec, stage.data(), id.seed());
        List<NamedTensor> weights = own(records, arm, stage).weights();
        Tensors tensors = Tensors.of(engine, stage.id(), weights);
        Measurements measured = Measurements.of(
                services,
                spec.compare(),
                stage,
                examples,
                spec.design().seed(Source.EXAMPLES, id.seed()),
                engine,
                tensors);
        Optional<Features> features =
                wantFeatures ? features(spec, id, stage, examples, engine, tensors) : Optional.empty();
        return new Outcome(
                new TrialRecord(
                        id,
                        TrialRecord.Status.COMPLETED,
                        measured.undefined(),
                        records,
                        charged(records),
                        measured.metrics(),
                        measured.answers(),
                        new Analyses(spec, id, stage, examples, engine, weights).run()),
                features);
    }

    private static StageRecord own(List<StageRecord> records, ArmSpec arm, StageSpec stage) {
        return records.stream()
                .filter(record ->
                        record.arm().equals(arm.name()) && record.stage().equals(stage.id()))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Features> features(
            ExperimentSpec spec, TrialId id, StageSpec stage, Examples examples, Engine engine, Tensors tensors) {
        int[] shown = Sampler.shown(examples, spec.report().images());
        if (shown.length == 0) {
            return Optional.empty();
        }
        try (Evaluator evaluator = Evaluator.ofLayers(engine, stage, examples, tensors)) {
            return Optional.of(FeatureMaps.of(id, stage, examples, shown, evaluator.results(shown)));
        }
    }
}
