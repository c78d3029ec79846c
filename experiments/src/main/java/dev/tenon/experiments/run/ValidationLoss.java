package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.spec.StageSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The mean loss of a network, as it is trained so far, over some images. */
final class ValidationLoss implements AutoCloseable {

    private final Evaluator evaluator;
    private final int[] split;
    private final Map<String, Buffer> results = new LinkedHashMap<>();
    private final Executable executable;

    ValidationLoss(
            Engine engine, StageSpec stage, Examples examples, Objective objective, Tensors tensors, int[] split) {
        this.evaluator = Evaluator.of(engine, stage, examples, tensors, objective.layers());
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

    double now() {
        evaluator
                .results(split)
                .forEach((layer, values) ->
                        Objects.requireNonNull(results.get(layer)).write(values));
        executable.run();
        float[] loss = new float[1];
        executable.output("loss").read(loss);
        return loss[0];
    }

    @Override
    public void close() {
        evaluator.close();
        executable.close();
    }
}
