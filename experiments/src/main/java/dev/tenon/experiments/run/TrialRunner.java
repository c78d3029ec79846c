package dev.tenon.experiments.run;

import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.data.Sampler;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.StageSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Runs one trial: all stages of an arm, then the measurements on the last one. */
final class TrialRunner {

    private final Services services;
    private final DataLoader loader;
    private final WeightReader reader;
    private final SharedStages shared;

    TrialRunner(Services services, DataLoader loader, WeightReader reader, SharedStages shared) {
        this.services = services;
        this.loader = loader;
        this.reader = reader;
        this.shared = shared;
    }

    /**
     * A trial's outcome.
     *
     * @param features if they were asked for and the trial completed
     */
    record Outcome(TrialRecord trial, Optional<Features> features) {}

    Outcome run(ExperimentSpec spec, TrialId id, Engine engine, boolean features, RunListener listener) {
        ArmSpec arm = spec.arm(id.arm());
        Map<String, StageOutcome> done = new LinkedHashMap<>();
        Set<String> borrowed = new LinkedHashSet<>();
        List<StageOutcome> used = new ArrayList<>();
        StageRunner runner = new StageRunner(loader, reader, engine, spec, id.seed());
        Tensors tensors = new Tensors(engine);
        for (StageSpec stage : arm.stages()) {
            tensors = new Tensors(engine);
            StageOutcome outcome = runner.run(
                    arm.name(),
                    stage,
                    tensors,
                    (otherArm, otherStage) -> other(spec, id, engine, done, borrowed, used, otherArm, otherStage),
                    (step, steps, loss) -> listener.progress(id, stage.id(), step, steps, loss));
            done.put(stage.id(), outcome);
            used.add(outcome);
            if (!outcome.diverged().isEmpty()) {
                break;
            }
        }
        List<StageRecord> records = used.stream().map(StageOutcome::record).toList();
        Set<String> drawn = new TreeSet<>();
        used.forEach(outcome -> drawn.addAll(outcome.drawn()));
        Optional<String> diverged = used.stream()
                .map(StageOutcome::diverged)
                .filter(text -> !text.isEmpty())
                .findFirst();
        if (diverged.isPresent()) {
            return new Outcome(
                    new TrialRecord(
                            id,
                            TrialRecord.Status.DIVERGED,
                            diverged.get(),
                            records,
                            drawn.size(),
                            Map.of(),
                            new float[0]),
                    Optional.empty());
        }
        return measured(spec, arm, id, engine, tensors, records, drawn.size(), features);
    }

    /** A stage that this arm takes weights from: one of its own, or another arm's, trained once for all who use it. */
    private StageOutcome other(
            ExperimentSpec spec,
            TrialId id,
            Engine engine,
            Map<String, StageOutcome> done,
            Set<String> borrowed,
            List<StageOutcome> used,
            String arm,
            String stage) {
        if (arm.equals(id.arm())) {
            StageOutcome own = done.get(stage);
            if (own == null) {
                throw new IllegalStateException("stage " + stage + " is used before it is trained");
            }
            return own;
        }
        List<StageOutcome> chain =
                shared.train(spec, id, arm, stage, new StageRunner(loader, reader, engine, spec, id.seed()), engine);
        for (StageOutcome outcome : chain) {
            if (borrowed.add(outcome.record().arm() + "/" + outcome.record().stage())) {
                used.add(outcome);
            }
        }
        return chain.getLast();
    }

    private Outcome measured(
            ExperimentSpec spec,
            ArmSpec arm,
            TrialId id,
            Engine engine,
            Tensors tensors,
            List<StageRecord> records,
            int charged,
            boolean wantFeatures) {
        StageSpec stage = arm.last();
        Examples examples = loader.load(spec, stage.data());
        float[] scores;
        Map<String, Double> metrics;
        try (Evaluator evaluator = Evaluator.ofOutputs(engine, stage, examples, tensors)) {
            Map<Split, float[]> outputs = new LinkedHashMap<>();
            metrics = metrics(
                    spec.compare(),
                    stage,
                    examples,
                    split -> outputs.computeIfAbsent(split, key -> evaluator.outputs(examples.split(key))));
            scores = outputs.computeIfAbsent(Split.TEST, key -> evaluator.outputs(examples.split(key)));
        }
        Optional<Features> features =
                wantFeatures ? features(spec, id, stage, examples, engine, tensors) : Optional.empty();
        return new Outcome(
                new TrialRecord(id, TrialRecord.Status.COMPLETED, "", records, charged, metrics, scores), features);
    }

    private interface Outputs {
        float[] of(Split split);
    }

    private Map<String, Double> metrics(CompareSpec compare, StageSpec stage, Examples examples, Outputs outputs) {
        Set<String> wanted = new LinkedHashSet<>();
        wanted.add(compare.primary());
        wanted.addAll(compare.metrics());
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (String name : wanted) {
            int dot = name.indexOf('.');
            Split split = Split.valueOf(name.substring(0, dot).toUpperCase(Locale.ROOT));
            Metric metric = metric(name.substring(dot + 1));
            int[] indices = examples.split(split);
            if (indices.length == 0) {
                metrics.put(name, Double.NaN);
                continue;
            }
            float[] scores = outputs.of(split);
            int units = scores.length / indices.length;
            TargetTable table = table(stage, examples, units);
            double value = metric.takes(table.kind(), units)
                    ? metric.measure(table.kind(), scores, table.rows(indices), indices.length, units)
                    : Double.NaN;
            metrics.put(name, value);
        }
        return metrics;
    }

    private Metric metric(String type) {
        return services.metric(type).orElseThrow(() -> new IllegalStateException(services.missing(Kind.METRIC, type)));
    }

    /** The targets as the data has them if the outputs fit those, else as the loss had them. */
    private static TargetTable table(StageSpec stage, Examples examples, int units) {
        Targets wanted = stage.train().loss().service().targets();
        return units == examples.units() ? TargetTable.of(examples) : TargetTable.of(examples, wanted);
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
