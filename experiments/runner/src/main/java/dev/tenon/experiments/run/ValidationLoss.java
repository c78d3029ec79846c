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
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.spec.StageSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
    private final Map<String, Buffer> results = new LinkedHashMap<>();
    private final Executable executable;
    private Map<String, float[]> evaluated = Map.of();

    ValidationLoss(
            Engine engine, StageSpec stage, Examples examples, Objective objective, Tensors tensors, int[] split) {
        this.last = stage.layers().getLast().id();
        this.objective = objective;
        Set<String> layers = new LinkedHashSet<>(objective.layers());
        layers.add(last);
        this.evaluator = Evaluator.of(engine, stage, examples, tensors, layers);
        this.split = split;
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
        }
        Map<String, Value> targets = new LinkedHashMap<>();
        objective.targets().forEach((name, table) -> {
            Value target = Ops.leaf(name, table.shape(split.length));
            Buffer buffer = engine.allocate(target.shape());
            buffer.write(table.rows(split));
            targets.put(name, target);
            leaves.put(target, buffer);
        });
        Value mean = objective.mean(layer -> Objects.requireNonNull(outputs.get(layer)), targets);
        Program program = Program.of(stage.id() + ".validate", Map.of("loss", mean), Map.of());
        this.executable = engine.compile(program, leaves);
    }

    /** Looks at the network as it is now, and gives its loss. */
    double now() {
        evaluated = evaluator.results(split);
        results.forEach((layer, buffer) -> buffer.write(Objects.requireNonNull(evaluated.get(layer))));
        executable.run();
        float[] loss = new float[1];
        executable.output("loss").read(loss);
        return loss[0];
    }

    /** A metric of the outputs that were looked at last. */
    double measured(Part<Metric<?>> metric) {
        MeasuredRows rows = MeasuredRows.of(objective.measured(Optional.empty(), Optional.empty()), split);
        float[] outputs = rows.outputs(Objects.requireNonNull(evaluated.get(last)));
        return Measurements.guarded(metric, () -> rows.measure(metric, outputs));
    }

    @Override
    public void close() {
        evaluator.close();
        executable.close();
    }
}
