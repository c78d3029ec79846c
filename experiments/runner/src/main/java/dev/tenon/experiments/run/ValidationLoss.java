package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;
import dev.tenon.experiments.data.MeasuredRows;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.spec.StageSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How good a network is, as it is trained so far, over some images: its mean loss, and metrics. */
final class ValidationLoss implements AutoCloseable {

    private final Evaluator evaluator;
    private final String last;
    private final Objective objective;
    private final int[] split;
    private final Optional<Part<Metric<?>>> watched;
    private final Map<String, Buffer> results = new LinkedHashMap<>();
    private final List<Buffer> own = new ArrayList<>();
    private final Executable executable;
    private double measured = Double.NaN;

    /**
     * Nothing looked at yet.
     *
     * @param watched what the network's outputs are measured by besides
     */
    ValidationLoss(
            Engine engine,
            StageSpec stage,
            Examples examples,
            Objective objective,
            Tensors tensors,
            int[] split,
            Optional<Part<Metric<?>>> watched) {
        this.last = stage.layers().getLast().id();
        this.objective = objective;
        Set<String> layers = new LinkedHashSet<>(objective.layers());
        watched.ifPresent(metric -> layers.add(last));
        this.evaluator = Evaluator.of(engine, stage, examples, tensors, layers);
        this.split = split;
        this.watched = watched;
        Map<Value, Buffer> leaves = new LinkedHashMap<>();
        Network network =
                Network.of(stage, Network.shapes(stage, examples.columns()), split.length, Network.Mode.INFERENCE);
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (String layer : objective.layers()) {
            Value output = Ops.leaf(layer, network.result(layer).shape());
            Buffer buffer = engine.allocate(output.shape());
            outputs.put(layer, output);
            results.put(layer, buffer);
            leaves.put(output, buffer);
            own.add(buffer);
        }
        Map<String, Value> targets = new LinkedHashMap<>();
        objective.targets().forEach((name, table) -> {
            Value target = Ops.leaf(name, table.shape(split.length));
            Buffer buffer = engine.allocate(target.shape());
            buffer.write(table.rows(split));
            targets.put(name, target);
            leaves.put(target, buffer);
            own.add(buffer);
        });
        Value mean = objective.mean(layer -> Objects.requireNonNull(outputs.get(layer)), targets);
        Program program = Program.of(stage.id() + ".validate", Map.of("loss", mean), Map.of());
        this.executable = engine.compile(program, leaves);
    }

    /** Looks at the network as it is now, and gives its loss. */
    double now() {
        TargetTable table = objective.measured(Optional.empty(), Optional.empty());
        Optional<StreamedMeasure> stream = watched.flatMap(metric -> StreamedMeasure.of(metric, table));
        boolean ranked = watched.isPresent() && stream.isEmpty();
        Batches.Joined joined = new Batches.Joined(split.length, layer -> ranked && layer.equals(last));
        int[] done = {0};
        evaluator.forEachPart(split, (images, part) -> {
            results.forEach((layer, buffer) -> {
                int row = buffer.shape().size() / split.length;
                buffer.write(done[0] * row, Objects.requireNonNull(part.get(layer)));
            });
            stream.ifPresent(measure -> measure.add(images, Objects.requireNonNull(part.get(last))));
            joined.add(images.length, part);
            done[0] += images.length;
        });
        measured = ranked
                ? measured(
                        watched.get(),
                        table,
                        Objects.requireNonNull(joined.all().get(last)))
                : stream.map(StreamedMeasure::value).orElse(Double.NaN);
        executable.run();
        float[] loss = new float[1];
        executable.output("loss").read(loss);
        return loss[0];
    }

    private double measured(Part<Metric<?>> metric, TargetTable table, float[] outputs) {
        MeasuredRows rows = MeasuredRows.of(table, split);
        return Measurements.guarded(metric, () -> rows.measure(metric, rows.outputs(outputs)));
    }

    /** The metric that is watched, of the outputs that were looked at last; NaN if none is. */
    double measured() {
        return measured;
    }

    @Override
    public void close() {
        evaluator.close();
        executable.close();
        own.forEach(Buffer::close);
    }
}
