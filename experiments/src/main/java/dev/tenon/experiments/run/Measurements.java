package dev.tenon.experiments.run;

import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.training.Metric;
import dev.tenon.experiments.data.MeasuredRows;
import dev.tenon.experiments.data.Sampler;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.MeasureSpec;
import dev.tenon.experiments.spec.StageSpec;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a trained network is worth by the metrics that a file names.
 *
 * @param metrics by their names, as {@code test.accuracy}; without those of a layer that the network does not have
 * @param scores the network's outputs over the test split; empty where they lie at positions, as those of a mask, which would be
 *     larger than all else that is recorded
 * @param undefined why metrics are NaN; empty if none is
 */
record Measurements(Map<String, Double> metrics, float[] scores, String undefined) {

    /** Measures a stage's network. */
    static Measurements of(
            Services services,
            CompareSpec compare,
            StageSpec stage,
            Examples examples,
            long seed,
            Engine engine,
            Tensors tensors) {
        Set<String> wanted = new LinkedHashSet<>();
        wanted.add(compare.primary());
        wanted.addAll(compare.metrics());
        Set<String> ids = stage.layers().stream().map(LayerSpec::id).collect(Collectors.toSet());
        String last = stage.layers().getLast().id();
        Set<String> layers = new LinkedHashSet<>();
        layers.add(last);
        wanted.removeIf(name -> !ids.contains(compare.measure(name).of().orElse(last)));
        wanted.forEach(name -> layers.add(compare.measure(name).of().orElse(last)));
        Objective objective = Objective.of(stage, examples.columns());
        Map<String, Double> metrics = new LinkedHashMap<>();
        float[] test;
        try (Evaluator evaluator = Evaluator.of(engine, stage, examples, tensors, layers)) {
            Map<Split, Map<String, float[]>> outputs = new EnumMap<>(Split.class);
            for (String name : wanted) {
                MeasureSpec measure = compare.measure(name);
                Split split = CompareSpec.split(name);
                int[] indices = measured(stage, examples, seed, split);
                if (indices.length == 0) {
                    metrics.put(name, Double.NaN);
                    continue;
                }
                Map<String, float[]> results = outputs.computeIfAbsent(split, key -> evaluator.results(indices));
                MeasuredRows rows = MeasuredRows.of(objective.measured(measure.of(), measure.against()), indices);
                metrics.put(
                        name,
                        measure(
                                metric(services, measure.metric()),
                                rows,
                                Objects.requireNonNull(results.get(measure.of().orElse(last)))));
            }
            test = outputs.computeIfAbsent(Split.TEST, key -> evaluator.results(examples.split(key)))
                    .getOrDefault(last, new float[0]);
        }
        boolean whole = objective.column().positions().rank() == 0;
        return new Measurements(metrics, whole ? test : new float[0], undefined(metrics, test));
    }

    /** Of the training split, what the stage learned from is measured; all of it if it learned from nothing. */
    private static int[] measured(StageSpec stage, Examples examples, long seed, Split split) {
        int[] learned = split == Split.TRAIN ? Sampler.trainingExamples(examples, stage, seed) : new int[0];
        return learned.length > 0 ? learned : examples.split(split);
    }

    /** A metric of some outputs; NaN if it does not take them, or they do not define it. */
    static double measure(Metric metric, MeasuredRows rows, float[] outputs) {
        try {
            return metric.takes(rows.kind(), rows.units()) && rows.count() > 0
                    ? metric.measure(rows.kind(), rows.outputs(outputs), rows.targets(), rows.count(), rows.units())
                    : Double.NaN;
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalStateException(
                    "metric " + metric.type() + " failed: " + PluginException.mistake(metric, e), e);
        }
    }

    /** The metric of a name. */
    static Metric metric(Services services, String type) {
        return services.metric(type).orElseThrow(() -> new IllegalStateException(services.missing(Kind.METRIC, type)));
    }

    private static String undefined(Map<String, Double> metrics, float[] outputs) {
        String names = metrics.entrySet().stream()
                .filter(metric -> Double.isNaN(metric.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        if (names.isEmpty()) {
            return "";
        }
        for (float output : outputs) {
            if (!Float.isFinite(output)) {
                return names + " undefined: an output of the network is infinite or not a number";
            }
        }
        return names + " undefined on the examples that were measured";
    }
}
