package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.data.Augmenter;
import dev.tenon.experiments.data.ByteRows;
import dev.tenon.experiments.data.Mixup;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.model.TrainingGraph;
import dev.tenon.experiments.spec.StageSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;

/** What a stage learns from, on the device: all that its training examples have in each column, as it is in the present epoch. */
final class TrainingColumns {

    private final Engine engine;
    private final StageSpec stage;
    private final Examples examples;
    private final Objective objective;
    private final long seed;
    private final int[] chosen;
    private final Optional<Augmenter> augmenter;
    private final Map<String, Buffer> inputs = new LinkedHashMap<>();
    private final Map<String, Buffer> targets = new LinkedHashMap<>();
    private int epoch;

    TrainingColumns(Engine engine, StageSpec stage, Examples examples, Objective objective, long seed, int[] chosen) {
        this.engine = engine;
        this.stage = stage;
        this.examples = examples;
        this.objective = objective;
        this.seed = seed;
        this.chosen = chosen;
        this.augmenter = Augmenter.of(stage, examples.columns(), seed);
    }

    /** Whether the examples are others in another epoch. */
    boolean changing() {
        return augmenter.isPresent() || stage.train().mixup().isPresent();
    }

    /** Whether an input lies on the device as bytes. */
    boolean bytes(String name) {
        return !changing() && examples.column(name).orElseThrow().source() instanceof ByteRows;
    }

    /** Makes the examples those of an epoch. Every step of an earlier one must have ended. */
    void epoch(int next) {
        if (next != epoch && changing()) {
            epoch = next;
            Optional<Mixup> mixup = mixup();
            inputs.forEach((name, buffer) -> buffer.write(input(name, mixup)));
            Map<String, float[]> now = targets(mixup);
            targets.forEach((name, buffer) -> buffer.write(Objects.requireNonNull(now.get(name))));
        }
    }

    /**
     * Says where a step finds its examples.
     *
     * @param read binds an input or target that is read for each minibatch, and says whether it is one
     */
    void bind(TrainingGraph graph, Map<Value, Buffer> bound, BiPredicate<String, Value> read) {
        Optional<Mixup> mixup = mixup();
        graph.inputs().forEach((name, leaf) -> {
            if (!read.test(name, leaf)) {
                bound.put(
                        leaf,
                        inputs.computeIfAbsent(
                                name, key -> bytes(name) ? bytes(leaf, name) : written(leaf, input(name, mixup))));
            }
        });
        Map<String, float[]> now = targets.isEmpty() ? targets(mixup) : Map.of();
        graph.targets().forEach((name, leaf) -> {
            if (!read.test(name, leaf)) {
                bound.put(
                        leaf,
                        targets.computeIfAbsent(name, key -> written(leaf, Objects.requireNonNull(now.get(name)))));
            }
        });
    }

    private Buffer written(Value leaf, float[] values) {
        Buffer buffer = engine.allocate(leaf.shape());
        buffer.write(values);
        return buffer;
    }

    private Buffer bytes(Value leaf, String name) {
        Buffer buffer = engine.allocate(leaf.shape(), leaf.type());
        if (examples.column(name).orElseThrow().source() instanceof ByteRows rows) {
            buffer.write(rows.rows(chosen));
        }
        return buffer;
    }

    private Optional<Mixup> mixup() {
        return stage.train().mixup().map(alpha -> Mixup.of(stage.data(), seed, epoch, chosen, alpha));
    }

    private float[] input(String name, Optional<Mixup> mixup) {
        float[] rows = rows(examples.column(name).orElseThrow(), true).values();
        return mixup.map(each -> each.mixed(rows)).orElse(rows);
    }

    private Map<String, float[]> targets(Optional<Mixup> mixup) {
        Map<String, float[]> now = new LinkedHashMap<>();
        Map<String, TargetTable> tables = objective.targets(column -> rows(column, false));
        // What does not lie in memory is read minibatch by minibatch.
        tables.forEach((name, table) -> table.source().array().ifPresent(values -> now.put(name, values)));
        mixup.ifPresent(mixed -> {
            now.put(TrainingGraph.SHARE, mixed.share());
            tables.forEach((name, table) -> {
                if (table.held()) {
                    now.put(TrainingGraph.ofPartner(name), table.rows(mixed.partners()));
                }
            });
        });
        return now;
    }

    private Column rows(Column column, boolean input) {
        if (!ByteRows.held(column.source())) {
            return column;
        }
        return augmenter
                .map(changing -> changing.changed(column, chosen, epoch, input))
                .orElseGet(() -> column.with(column.rows(chosen)));
    }
}
