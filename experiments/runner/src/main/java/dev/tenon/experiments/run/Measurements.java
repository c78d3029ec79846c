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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
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
            boolean whole = objective.column().positions().rank() == 0;
            Map<Split, Map<String, MeasureSpec>> bySplit = new EnumMap<>(Split.class);
            wanted.forEach(
                    (name, measure) -> bySplit.computeIfAbsent(CompareSpec.split(name), key -> new LinkedHashMap<>())
                            .put(name, measure));
            Map<String, Double> measured = new HashMap<>();
            bySplit.forEach((split, some) -> {
                boolean kept = split == Split.TEST && whole;
                if (kept || !outputs.inParts(split, some, measured)) {
                    some.forEach((name, measure) -> measured.put(name, outputs.measure(measure, split)));
                }
            });
            wanted.keySet().forEach(name -> metrics.put(name, Objects.requireNonNull(measured.get(name))));
            float[] test = whole ? outputs.of(Split.TEST).getOrDefault(last, new float[0]) : new float[0];
            TestPredictions answers =
                    whole ? answers(objective, examples.split(Split.TEST), test) : TestPredictions.NONE;
            return new Measurements(metrics, answers, undefined(metrics, outputs.broken()));
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
            return new Outputs(stage, examples, seed, objective, evaluator).measure(measure, CompareSpec.split(name));
        }
    }

    private static TestPredictions answers(Objective objective, int[] test, float[] scores) {
        float[] examples = new float[test.length];
        for (int i = 0; i < test.length; i++) {
            examples[i] = test[i];
        }
        TargetTable right = objective.measured(Optional.empty(), Optional.empty());
        return new TestPredictions(scores, right.rows(test), examples);
    }

    /** What the network gives for each split, computed when it is first asked for. */
    private record Outputs(
            StageSpec stage,
            Examples examples,
            long seed,
            Objective objective,
            Evaluator evaluator,
            Map<Split, Map<String, float[]>> known,
            AtomicBoolean sawBroken) {

        Outputs(StageSpec stage, Examples examples, long seed, Objective objective, Evaluator evaluator) {
            this(stage, examples, seed, objective, evaluator, new EnumMap<>(Split.class), new AtomicBoolean());
        }

        /**
         * Measures a split without holding what the network gives for it, if all that is asked of it can be measured part by part. The
         * values are the same either way.
         *
         * @param into the values, by their names
         * @return false if something cannot; then nothing is measured
         */
        boolean inParts(Split split, Map<String, MeasureSpec> measures, Map<String, Double> into) {
            Map<String, Metric.Accumulator> started = new LinkedHashMap<>();
            Map<String, TargetTable> tables = new LinkedHashMap<>();
            int[] indices = indices(split);
            for (Map.Entry<String, MeasureSpec> each : measures.entrySet()) {
                MeasureSpec measure = each.getValue();
                TargetTable table = objective.measured(measure.of(), measure.against());
                boolean takes = MeasuredRows.of(table, new int[0]).takes(measure.metric());
                Optional<Metric.Accumulator> accumulator =
                        known.containsKey(split) || measure.threshold().isPresent() || !takes || indices.length == 0
                                ? Optional.empty()
                                : guarded(measure.metric(), () -> accumulator(measure.metric()));
                if (accumulator.isEmpty()) {
                    return false;
                }
                started.put(each.getKey(), accumulator.get());
                tables.put(each.getKey(), table);
            }
            Set<String> measured = new LinkedHashSet<>();
            evaluator.forEachPart(indices, (images, results) -> {
                measures.forEach((name, measure) -> {
                    MeasuredRows rows = MeasuredRows.of(Objects.requireNonNull(tables.get(name)), images);
                    float[] outputs = Objects.requireNonNull(results.get(layer(measure)));
                    if (rows.targets().count() > 0) {
                        measured.add(name);
                    }
                    guarded(measure.metric(), () -> {
                        rows.addTo(Objects.requireNonNull(started.get(name)), outputs);
                        return true;
                    });
                });
                look(results);
            });
            measures.forEach((name, measure) -> into.put(
                    name,
                    measured.contains(name)
                            ? guarded(
                                    measure.metric(),
                                    () -> Objects.requireNonNull(started.get(name))
                                            .value())
                            : Double.NaN));
            return true;
        }

        private static <S extends Record> Optional<Metric.Accumulator> accumulator(Metric<S> metric, Record settings) {
            return metric.accumulator(metric.settings().cast(settings));
        }

        private static Optional<Metric.Accumulator> accumulator(Part<Metric<?>> metric) {
            return accumulator(metric.service(), metric.settings());
        }

        /** Takes note of whether the network's output is infinite or not a number. */
        private void look(Map<String, float[]> results) {
            for (float output : results.getOrDefault(stage.layers().getLast().id(), new float[0])) {
                if (!Float.isFinite(output)) {
                    sawBroken.set(true);
                    return;
                }
            }
        }

        /** Whether an output of the network was infinite or not a number. */
        boolean broken() {
            return sawBroken.get();
        }

        private String layer(MeasureSpec measure) {
            return measure.of().orElse(stage.layers().getLast().id());
        }

        /** Each layer's result over a split, by its id. */
        Map<String, float[]> of(Split split) {
            Map<String, float[]> results = known.computeIfAbsent(split, key -> evaluator.results(indices(key)));
            look(results);
            return results;
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
            return rows.outputs(Objects.requireNonNull(of(split).get(layer(measure))));
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
