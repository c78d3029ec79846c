package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.model.TrainingGraph;
import dev.tenon.experiments.spec.StageSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** The mean loss of a network, as it is trained so far, over some images. */
final class ValidationLoss implements AutoCloseable {

    private final Evaluator evaluator;
    private final int[] split;
    private final Buffer outputs;
    private final Executable executable;

    ValidationLoss(Engine engine, StageSpec stage, Examples examples, TargetTable table, Tensors tensors, int[] split) {
        this.evaluator = Evaluator.ofOutputs(engine, stage, examples, tensors);
        this.split = split;
        Value output = Ops.leaf("output", Shape.of(split.length, table.units()));
        Value target = Ops.leaf("target", table.shape(split.length));
        this.outputs = engine.allocate(output.shape());
        Buffer targets = engine.allocate(target.shape());
        targets.write(table.rows(split));
        Value mean = Ops.mean(TrainingGraph.loss(stage.train().loss(), output, target));
        Program program = Program.of(stage.id() + ".validate", Map.of("loss", mean), Map.of());
        Map<Value, Buffer> leaves = new LinkedHashMap<>();
        leaves.put(output, outputs);
        leaves.put(target, targets);
        this.executable = engine.compile(program, leaves);
    }

    double now() {
        outputs.write(evaluator.outputs(split));
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
