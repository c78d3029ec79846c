package dev.tenon.experiments.run;

import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.training.Metric;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.data.MeasuredRows;
import dev.tenon.experiments.data.Sampler;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.StageSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs one trial: all stages of an arm, then the measurements on the last one. */
final class TrialRunner {

    private final Services services;
    private final DataLoader loader;
    private final WeightReader reader;
    private final Stages stages;

    TrialRunner(Services services, DataLoader loader, WeightReader reader, Stages stages) {
        this.services = services;
        this.loader = loader;
        this.reader = reader;
        this.stages = stages;
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
                (stage, step, steps, loss) -> listener.progress(id, stage, step, steps, loss));
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
                            new float[0]),
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
        Examples examples = loader.load(spec, stage.data());
        Tensors tensors =
                Tensors.of(engine, stage.id(), own(records, arm, stage).weights());
        float[] scores;
        float[] test;
        Map<String, Double> metrics;
        try (Evaluator evaluator = Evaluator.ofOutputs(engine, stage, examples, tensors)) {
            Map<Split, float[]> outputs = new LinkedHashMap<>();
            metrics = metrics(
                    spec.compare(),
                    stage,
                    examples,
                    id.seed(),
                    (split, indices) -> outputs.computeIfAbsent(split, key -> evaluator.outputs(indices)));
            test = outputs.computeIfAbsent(Split.TEST, key -> evaluator.outputs(examples.split(key)));
            // Those at each pixel would be larger than all else that is recorded.
            scores = Objective.measured(stage, examples).positions().rank() == 0 ? test : new float[0];
        }
        Optional<Features> features =
                wantFeatures ? features(spec, id, stage, examples, engine, tensors) : Optional.empty();
        return new Outcome(
                new TrialRecord(
                        id,
                        TrialRecord.Status.COMPLETED,
                        undefined(metrics, test),
                        records,
                        charged(records),
                        metrics,
                        scores),
                features);
    }

    /** Why metrics have no value; empty if all have one. */
    private static String undefined(Map<String, Double> metrics, float[] scores) {
        String names = metrics.entrySet().stream()
                .filter(metric -> Double.isNaN(metric.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        if (names.isEmpty()) {
            return "";
        }
        for (float score : scores) {
            if (!Float.isFinite(score)) {
                return names + " undefined: an output of the network is infinite or not a number";
            }
        }
        return names + " undefined on the examples that were measured";
    }

    private static StageRecord own(List<StageRecord> records, ArmSpec arm, StageSpec stage) {
        return records.stream()
                .filter(record ->
                        record.arm().equals(arm.name()) && record.stage().equals(stage.id()))
                .findFirst()
                .orElseThrow();
    }

    private interface Outputs {
        float[] of(Split split, int[] indices);
    }

    /** Of the training split, what the stage learned from is measured; all of it if it learned from nothing. */
    private static int[] measured(StageSpec stage, Examples examples, long seed, Split split) {
        int[] learned = split == Split.TRAIN ? Sampler.trainingExamples(examples, stage, seed) : new int[0];
        return learned.length > 0 ? learned : examples.split(split);
    }

    private Map<String, Double> metrics(
            CompareSpec compare, StageSpec stage, Examples examples, long seed, Outputs outputs) {
        Set<String> wanted = new LinkedHashSet<>();
        wanted.add(compare.primary());
        wanted.addAll(compare.metrics());
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (String name : wanted) {
            int dot = name.indexOf('.');
            Split split = Split.valueOf(name.substring(0, dot).toUpperCase(Locale.ROOT));
            Metric metric = metric(name.substring(dot + 1));
            int[] indices = measured(stage, examples, seed, split);
            if (indices.length == 0) {
                metrics.put(name, Double.NaN);
                continue;
            }
            MeasuredRows rows = MeasuredRows.of(Objective.measured(stage, examples), indices);
            metrics.put(name, measure(metric, rows, outputs.of(split, indices)));
        }
        return metrics;
    }

    private static double measure(Metric metric, MeasuredRows rows, float[] outputs) {
        try {
            return metric.takes(rows.kind(), rows.units()) && rows.count() > 0
                    ? metric.measure(rows.kind(), rows.outputs(outputs), rows.targets(), rows.count(), rows.units())
                    : Double.NaN;
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalStateException(
                    "metric " + metric.type() + " failed: " + PluginException.mistake(metric, e), e);
        }
    }

    private Metric metric(String type) {
        return services.metric(type).orElseThrow(() -> new IllegalStateException(services.missing(Kind.METRIC, type)));
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
