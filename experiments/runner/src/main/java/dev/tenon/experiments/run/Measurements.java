package dev.tenon.experiments.run;

import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;
import dev.tenon.experiments.data.MeasuredRows;
import dev.tenon.experiments.data.Sampler;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.Measures;
import dev.tenon.experiments.spec.CompareSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.MeasureSpec;
import dev.tenon.experiments.spec.OperatingPoint;
import dev.tenon.experiments.spec.StageSpec;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * What a trained network is worth by the metrics that a file names.
 *
 * @param metrics by their names, as {@code test.accuracy}; without those of a layer that the network does not have
 * @param answers over the test split; none where outputs lie at positions
 * @param undefined why metrics are NaN; empty if none is
 */
record Measurements(Map<String, Double> metrics, Answers answers, String undefined) {

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
        float[] test;
        try (Evaluator evaluator = Evaluator.of(engine, stage, examples, tensors, layers)) {
            Outputs outputs = new Outputs(stage, examples, seed, objective, evaluator);
            wanted.forEach((name, measure) -> metrics.put(name, outputs.measure(measure, CompareSpec.split(name))));
            test = outputs.of(Split.TEST).getOrDefault(last, new float[0]);
        }
        boolean whole = objective.column().positions().rank() == 0;
        Answers answers = whole ? answers(objective, examples.split(Split.TEST), test) : Answers.NONE;
        return new Measurements(metrics, answers, undefined(metrics, test));
    }

    private static Answers answers(Objective objective, int[] test, float[] scores) {
        float[] examples = new float[test.length];
        for (int i = 0; i < test.length; i++) {
            examples[i] = test[i];
        }
        TargetTable right = objective.measured(Optional.empty(), Optional.empty());
        return new Answers(scores, right.rows(test), examples);
    }

    /** What the network gives for each split, computed when it is first asked for. */
    private record Outputs(
            StageSpec stage,
            Examples examples,
            long seed,
            Objective objective,
            Evaluator evaluator,
            Map<Split, Map<String, float[]>> known) {

        Outputs(StageSpec stage, Examples examples, long seed, Objective objective, Evaluator evaluator) {
            this(stage, examples, seed, objective, evaluator, new EnumMap<>(Split.class));
        }

        /** Each layer's result over a split, by its id. */
        Map<String, float[]> of(Split split) {
            return known.computeIfAbsent(split, key -> evaluator.results(indices(key)));
        }

        /** Of the training split, what the stage learned from is measured; all of it if it learned from nothing. */
        private int[] indices(Split split) {
            int[] learned = split == Split.TRAIN ? Sampler.trainingExamples(examples, stage, seed) : new int[0];
            return learned.length > 0 ? learned : examples.split(split);
        }

        double measure(MeasureSpec measure, Split split) {
            if (indices(split).length == 0) {
                return Double.NaN;
            }
            MeasuredRows rows = rows(measure, split);
            float[] outputs = outputs(measure, split, rows);
            Optional<OperatingPoint> point = measure.threshold();
            if (point.isEmpty()) {
                return guarded(measure.metric(), () -> rows.measure(measure.metric(), outputs));
            }
            MeasuredRows chosenOn = rows(measure, Split.VALIDATION);
            double threshold = guarded(
                    measure.metric(),
                    () -> Threshold.choose(
                            point.get(), measure.metric(), chosenOn, outputs(measure, Split.VALIDATION, chosenOn)));
            return Double.isNaN(threshold)
                    ? Double.NaN
                    : guarded(
                            measure.metric(),
                            () -> rows.measure(
                                    measure.metric(), Threshold.shifted(rows.targets(), outputs, threshold)));
        }

        private MeasuredRows rows(MeasureSpec measure, Split split) {
            return MeasuredRows.of(objective.measured(measure.of(), measure.against()), indices(split));
        }

        private float[] outputs(MeasureSpec measure, Split split, MeasuredRows rows) {
            String layer = measure.of().orElse(stage.layers().getLast().id());
            return rows.outputs(Objects.requireNonNull(of(split).get(layer)));
        }
    }

    /** What a metric says, whoever wrote it. */
    static double guarded(Part<Metric<?>> metric, DoubleSupplier measured) {
        try {
            return measured.getAsDouble();
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalStateException(
                    "metric " + metric.type() + " failed: " + PluginException.mistake(metric.service(), e), e);
        }
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
