package dev.tenon.experiments.run;

import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Examples;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ArmTuning;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.RandomSource;
import dev.tenon.experiments.spec.StageSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs one trial: what is tuned of an arm, all its stages, then the measurements on the last one. */
final class TrialRunner {

    /** Of how many parts the progress of a tuned trial is told, all of its trainings together. */
    private static final long PARTS = 1_000_000;

    private final Services services;
    private final DataLoader loader;
    private final CachedWeights reader;
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
            CachedWeights reader,
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
    record Outcome(TrialRecord trial, Optional<Features> features) {

        Outcome tuned(Tuning tuning) {
            return new Outcome(trial.tuned(tuning), features);
        }
    }

    /**
     * Runs a trial.
     *
     * @param engines gives the trial an engine, and each of what is tried before another one
     */
    Outcome run(ExperimentSpec spec, TrialId id, Supplier<Engine> engines, boolean features, RunListener listener) {
        ArmSpec arm = spec.arm(id.arm());
        if (arm.tuning().isEmpty()) {
            return trained(
                    spec,
                    spec,
                    id,
                    engines,
                    features,
                    stages,
                    (stage, step, steps, loss) -> listener.progress(id, stage, step, steps, loss));
        }
        ArmTuning by = arm.tuning().get();
        double whole = by.trainings() + 1;
        SettingsTuner tuner = new SettingsTuner(services, loader, reader, engines);
        Tuning tuning = tuner.tune(
                spec, id, by, (stage, done, loss) -> listener.progress(id, stage, part(done, whole), PARTS, loss));
        ArmSpec best = arm.with(by.candidates().get(tuning.chosen()));
        List<String> names = best.stages().stream().map(StageSpec::id).toList();
        Outcome outcome =
                trained(spec, spec.with(best), id, engines, features, new Stages(), (stage, step, steps, loss) -> {
                    double here = steps == 0 ? 1 : (double) step / steps;
                    double done = by.trainings() + (Math.max(0, names.indexOf(stage)) + here) / names.size();
                    listener.progress(id, stage, part(done, whole), PARTS, loss);
                });
        return outcome.tuned(tuning);
    }

    private static long part(double done, double whole) {
        return Math.min(PARTS, (long) (PARTS * done / whole));
    }

    /**
     * Where checkpoints of a stage are kept: not of another arm's where one of the two is tuned, since that arm's own trial then
     * has a stage of the same name with other settings.
     */
    private Checkpoints.Of kept(ExperimentSpec asked, TrialId id, String ofArm, String stage) {
        boolean shared = asked.arm(ofArm).tuning().isEmpty()
                && asked.arm(id.arm()).tuning().isEmpty();
        return shared || ofArm.equals(id.arm())
                ? new Checkpoints.Of(
                        checkpoints,
                        new Checkpoints.Training(new TrialId(ofArm, id.factors(), id.seed()), stage),
                        interval)
                : Checkpoints.Of.NONE;
    }

    /**
     * Trains, and tests.
     *
     * @param asked the experiment as the file has it, with its tuned arms
     * @param spec with the settings that were chosen
     */
    private Outcome trained(
            ExperimentSpec asked,
            ExperimentSpec spec,
            TrialId id,
            Supplier<Engine> engines,
            boolean features,
            Stages shared,
            StageRunner.Progress progress) {
        ArmSpec arm = spec.arm(id.arm());
        try (Engine engine = engines.get()) {
            StageRunner runner = new StageRunner(
                    loader,
                    reader,
                    engine,
                    spec,
                    StageRunner.Draws.of(id),
                    progress,
                    (ofArm, stage) -> kept(asked, id, ofArm, stage));
            Trained trained = Trained.of(spec, id, arm, shared, runner);
            if (trained.diverged().isEmpty()) {
                return measured(spec, arm, id, engine, trained, features);
            }
            return new Outcome(
                    new TrialRecord(
                            id,
                            TrialRecord.Status.DIVERGED,
                            trained.diverged(),
                            trained.stages(),
                            trained.charged(),
                            Map.of(),
                            TestPredictions.NONE),
                    Optional.empty());
        }
    }

    private Outcome measured(
            ExperimentSpec spec, ArmSpec arm, TrialId id, Engine engine, Trained trained, boolean wantFeatures) {
        StageSpec stage = arm.last();
        Examples examples = loader.load(spec, stage.data(), id.seed());
        List<NamedTensor> weights = trained.own(arm, stage).weights();
        Tensors tensors = Tensors.of(engine, stage.id(), weights);
        Measurements measured = Measurements.of(
                services,
                spec.compare(),
                stage,
                examples,
                spec.design().seed(RandomSource.EXAMPLES, id.seed()),
                engine,
                tensors);
        try (Analyses analyses = new Analyses(spec, id, stage, examples, engine, weights, reader, trained)) {
            Optional<Features> features =
                    wantFeatures ? analyses.features(spec.report().images()) : Optional.empty();
            return new Outcome(
                    new TrialRecord(
                            id,
                            TrialRecord.Status.COMPLETED,
                            measured.undefined(),
                            trained.stages(),
                            trained.charged(),
                            measured.metrics(),
                            measured.answers(),
                            Optional.empty(),
                            analyses.run(spec.analyses())),
                    features);
        }
    }
}
