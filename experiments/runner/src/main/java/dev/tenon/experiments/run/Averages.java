package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Parameter;
import dev.tenon.experiments.model.TrainingGraph;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Moving averages of a stage's parameters, which stand in for them where the network is evaluated. An average starts at 0, and so lacks
 * what its first terms would have weighed: it is divided by the sum of the weights of those that there are, {@code 1 - kept^steps}, as in
 * Adam. States, as the means of batch normalisation, are not averaged.
 */
final class Averages implements AutoCloseable {

    private final double kept;
    private final Buffer correction;
    private final Executable use;
    private final Executable putBack;

    /**
     * Room for the parameters while the averages are in their place.
     *
     * @param kept the part of the average that each step keeps
     * @param memory what is kept between steps, the averages among it
     */
    Averages(Engine engine, Network network, double kept, Tensors tensors, Tensors memory) {
        this.kept = kept;
        this.correction = engine.allocate(Shape.scalar());
        Value factor = Ops.leaf("correction", Shape.scalar());
        Map<Value, Buffer> bound = new HashMap<>();
        Map<Value, Value> used = new LinkedHashMap<>();
        Map<Value, Value> back = new LinkedHashMap<>();
        bound.put(factor, correction);
        for (Parameter p :
                network.parameters().stream().filter(Parameter::trainable).toList()) {
            Shape shape = p.leaf().shape();
            Value parameter = Ops.leaf(p.name(), shape);
            Value average = Ops.leaf(TrainingGraph.average(p), shape);
            Value saved = Ops.leaf("saved " + p.name(), shape);
            bound.put(parameter, tensors.get(p.name(), shape, 0f));
            bound.put(average, memory.get(TrainingGraph.average(p), shape, 0f));
            bound.put(saved, engine.allocate(shape));
            used.put(saved, parameter);
            used.put(parameter, Ops.multiply(average, factor));
            back.put(parameter, saved);
        }
        Program using = Program.of("use-averages", Map.of(), used);
        Program returning = Program.of("put-back", Map.of(), back);
        this.use = engine.compile(using, Tensors.complete(using, bound, engine));
        this.putBack = engine.compile(returning, Tensors.complete(returning, bound, engine));
    }

    /** Puts the averages in the parameters' place. */
    void use(long steps) {
        correction.write(new float[] {(float) (1 / (1 - StrictMath.pow((float) kept, (double) steps)))});
        use.run();
    }

    /** Puts the parameters back, as they were before the averages. */
    void putBack() {
        putBack.run();
    }

    @Override
    public void close() {
        use.close();
        putBack.close();
    }
}
