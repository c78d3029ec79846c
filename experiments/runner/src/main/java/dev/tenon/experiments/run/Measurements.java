package dev.tenon.experiments.run;

import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;
import dev.tenon.experiments.data.MeasuredRows;
import dev.tenon.experiments.data.Sampler;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.Measures;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.MeasureSpec;
import dev.tenon.experiments.spec.StageSpec;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a trained network is worth by the metrics that a file names.
 *
 * @param metrics by their names, as {@code test.accuracy}; without those of a layer that the network does not have
 * @param answers over the test split; none where outputs lie at positions
 * @param undefined why metrics are NaN; empty if none is
 */
record Measurements(Map<String, Double> metrics, TestPredictions answers, String undefined) {

    /** Measures a stage's network. */
    static Measurements of(
            Services services,
            CompareSpec compare,
            StageSpec stage,
            Examples examples,
            long seed,
            Engine engine,
            Tensors tensors) {
        Measures measures = new Measures(services, compare);
        Set<String> ids = stage.layers().stream().map(LayerSpec::id).collect(Collectors.toSet());
        String last = stage.layers().getLast().id();
        Map<String, MeasureSpec> wanted = new LinkedHashMap<>();
        Set<String> layers = new LinkedHashSet<>(Set.of(last));
        for (String name : measures.names()) {
            MeasureSpec measure = measures.of(name);
            if (ids.contains(measure.of().orElse(last))) {
                wanted.put(name, measure);
                layers.add(measure.of().orElse(last));
            }
        }
        Objective objective = Objective.of(stage, examples.columns());
        Map<String, Double> metrics = new LinkedHashMap<>();
        try (Evaluator evaluator = Evaluator.of(engine, stage, examples, tensors, layers)) {
            Outputs outputs = new Outputs(stage, examples, seed, objective, evaluator);
            wanted.forEach(outputs::want);
            boolean whole = objective.column().positions().rank() == 0;
            if (whole) {
                outputs.hold(Split.TEST, last);
            }
            outputs.look();
            wanted.forEach((name, measure) -> metrics.put(name, outputs.measure(name, measure)));
            TestPredictions answers = whole
                    ? TestPredictions.of(
                            outputs.of(Split.TEST, last),
                            objective.measured(Optional.empty(), Optional.empty()),
                            examples.split(Split.TEST))
                    : TestPredictions.NONE;
            return new Measurements(metrics, answers, undefined(metrics, outputs.broken));
        }
    }

    /** One metric of a stage's network, of a split that it names; of no other split is anything computed, but for thresholds. */
    static double one(
            Services services,
            CompareSpec compare,
            String name,
            StageSpec stage,
            Examples examples,
            long seed,
            Engine engine,
            Tensors tensors) {
        MeasureSpec measure = new Measures(services, compare).of(name);
        Objective objective = Objective.of(stage, examples.columns());
        String layer = measure.of().orElse(stage.layers().getLast().id());
        try (Evaluator evaluator = Evaluator.of(engine, stage, examples, tensors, Set.of(layer))) {
            Outputs outputs = new Outputs(stage, examples, seed, objective, evaluator);
            outputs.want(name, measure);
            outputs.look();
            return outputs.measure(name, measure);
        }
    }

    /** What the network gives for each split: seen once, and held only where something needs all of it together. */
    private static final class Outputs {

        private final StageSpec stage;
        private final Examples examples;
        private final long seed;
        private final Objective objective;
        private final Evaluator evaluator;
        private final Map<Split, Set<String>> held = new EnumMap<>(Split.class);
        private final Map<Split, Map<String, float[]>> known = new EnumMap<>(Split.class);
        private final Map<String, StreamedMeasure> streamed = new HashMap<>();
        private final Map<Split, Map<StreamedMeasure, String>> streams = new EnumMap<>(Split.class);

        /** Whether an output of the network was infinite or not a number. */
        private boolean broken;

        Outputs(StageSpec stage, Examples examples, long seed, Objective objective, Evaluator evaluator) {
            this.stage = stage;
            this.examples = examples;
            this.seed = seed;
            this.objective = objective;
            this.evaluator = evaluator;
        }

        /** Says that a measure will be asked for. */
        void want(String name, MeasureSpec measure) {
            Split split = CompareSpec.split(name);
            TargetTable table = table(measure);
            if (indices(split).length == 0
                    || !MeasuredRows.of(table, new int[0]).takes(measure.metric())) {
                return;
            }
            if (measure.threshold().isPresent()) {
                hold(split, layer(measure));
                hold(Split.VALIDATION, layer(measure));
                return;
            }
            StreamedMeasure.of(measure.metric(), table)
                    .ifPresentOrElse(
                            stream -> {
                                streamed.put(name, stream);
                                streams.computeIfAbsent(split, key -> new LinkedHashMap<>())
                                        .put(stream, layer(measure));
                            },
                            () -> hold(split, layer(measure)));
        }

        /** Says that all of a layer's results for a split will be asked for. */
        void hold(Split split, String layer) {
            held.computeIfAbsent(split, key -> new LinkedHashSet<>()).add(layer);
        }

        /** Applies the network to each split of which something is wanted. */
        void look() {
            for (Split split : Split.values()) {
                Set<String> kept = held.getOrDefault(split, Set.of());
                Map<StreamedMeasure, String> measures = streams.getOrDefault(split, Map.of());
                if (kept.isEmpty() && measures.isEmpty()) {
                    continue;
                }
                int[] indices = indices(split);
                Batches.Joined joined = new Batches.Joined(indices.length, kept::contains);
                evaluator.forEachPart(indices, (images, results) -> {
                    measures.forEach((measure, layer) -> measure.add(images, of(results, layer)));
                    joined.add(images.length, results);
                    look(results);
                });
                known.put(split, joined.all());
            }
        }

        /** Takes note of whether the network's output is infinite or not a number. */
        private void look(Map<String, float[]> results) {
            for (float output : of(results, stage.layers().getLast().id())) {
                if (!Float.isFinite(output)) {
                    broken = true;
                    return;
                }
            }
        }

        private static float[] of(Map<String, float[]> results, String layer) {
            return results.getOrDefault(layer, new float[0]);
        }

        /** A layer's result over a split, which is held. */
        float[] of(Split split, String layer) {
            return of(known.getOrDefault(split, Map.of()), layer);
        }

        /** Of the training split, what the stage learned from is measured; all of it if it learned from nothing. */
        private int[] indices(Split split) {
            int[] learned = split == Split.TRAIN ? Sampler.trainingExamples(examples, stage, seed) : new int[0];
            return learned.length > 0 ? learned : examples.split(split);
        }

        /** A measure that was wanted; NaN if it does not take what it is held against, or there is nothing to measure. */
        double measure(String name, MeasureSpec measure) {
            Split split = CompareSpec.split(name);
            StreamedMeasure stream = streamed.get(name);
            if (stream != null) {
                return stream.value();
            }
            if (!held.getOrDefault(split, Set.of()).contains(layer(measure))) {
                return Double.NaN;
            }
            MeasuredRows rows = MeasuredRows.of(table(measure), indices(split));
            float[] outputs = rows.outputs(of(split, layer(measure)));
            if (measure.threshold().isEmpty()) {
                return guarded(measure.metric(), () -> rows.measure(measure.metric(), outputs));
            }
            MeasuredRows chosenOn = MeasuredRows.of(table(measure), indices(Split.VALIDATION));
            double threshold = guarded(
                    measure.metric(),
                    () -> Threshold.choose(
                            measure.threshold().get(),
                            measure.metric(),
                            chosenOn,
                            chosenOn.outputs(of(Split.VALIDATION, layer(measure)))));
            return Double.isNaN(threshold)
                    ? Double.NaN
                    : guarded(
                            measure.metric(),
                            () -> rows.measure(
                                    measure.metric(), Threshold.shifted(rows.targets(), outputs, threshold)));
        }

        private TargetTable table(MeasureSpec measure) {
            return objective.measured(measure.of(), measure.against());
        }

        private String layer(MeasureSpec measure) {
            return measure.of().orElse(stage.layers().getLast().id());
        }
    }

    /** What a metric says, whoever wrote it. */
    static <T> T guarded(Part<Metric<?>> metric, Supplier<T> measured) {
        try {
            return measured.get();
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalStateException(
                    "metric " + metric.type() + " failed: " + PluginException.mistake(metric.service(), e), e);
        }
    }

    private static String undefined(Map<String, Double> metrics, boolean broken) {
        String names = metrics.entrySet().stream()
                .filter(metric -> Double.isNaN(metric.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        if (names.isEmpty()) {
            return "";
        }
        if (broken) {
            return names + " undefined: an output of the network is infinite or not a number";
        }
        return names + " undefined on the examples that were measured";
    }
}
