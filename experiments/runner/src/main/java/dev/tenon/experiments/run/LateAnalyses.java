package dev.tenon.experiments.run;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.data.Examples;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.model.StageSubject;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.AnalysisSpec;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.StageSpec;
import jakarta.inject.Inject;
import java.util.List;

/** Looks at the networks of a run that has ended. */
public final class LateAnalyses {

    private final Services services;
    private final WeightReader reader;

    @Inject
    public LateAnalyses(Services services, WeightReader reader) {
        this.services = services;
        this.reader = reader;
    }

    /**
     * What analyses find in a trial, as they would have when it was run; those that do not fit its network or its data find nothing.
     *
     * @param spec of the trial's cell
     * @param trial completed, with its weights
     * @throws dev.tenon.api.data.DataException if the data cannot be read, or the backend cannot run here
     */
    public List<Finding> of(
            ExperimentSpec spec,
            TrialRecord trial,
            List<AnalysisSpec> analyses,
            DataLoader loader,
            RunOptions options) {
        ArmSpec asked = spec.arm(trial.id().arm());
        ArmSpec arm = trial.tuning()
                .map(tuning ->
                        asked.with(asked.tuning().orElseThrow().candidates().get(tuning.chosen())))
                .orElse(asked);
        StageSpec stage = arm.last();
        Examples examples = loader.load(spec, stage.data(), trial.id().seed());
        StageSubject subject = new StageSubject(stage, examples);
        List<AnalysisSpec> fitting =
                analyses.stream().filter(each -> fits(each, subject)).toList();
        try (Engine engine =
                        Engine.of(Backends.ready(services, options.backend()), new EngineOptions(options.threads()));
                Analyses all = new Analyses(
                        spec.with(arm),
                        trial.id(),
                        stage,
                        examples,
                        engine,
                        trial.last().weights(),
                        new CachedWeights(reader, options.folder()),
                        new Trained(trial.stages(), ""))) {
            return all.run(fitting);
        }
    }

    private static boolean fits(AnalysisSpec spec, AnalysisSubject subject) {
        try {
            check(spec.analysis().service(), spec.analysis().settings(), subject);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static <S extends Record> void check(Analysis<S> analysis, Record settings, AnalysisSubject subject) {
        analysis.check(subject, analysis.settings().cast(settings));
    }
}
