package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.backend.Timing;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.model.Parameter;
import dev.tenon.experiments.model.TrainingGraph;
import dev.tenon.experiments.spec.Architecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A network's step on one made-up minibatch, to be repeated: what a benchmark times. A step of training is the program that a
 * trial runs, with its loss read back.
 */
public final class SampleStep implements AutoCloseable {

    private static final long SEED = 1;
    private static final String OUTPUT = "output";

    private final Executable executable;
    private final Buffer result;
    private final float[] values;

    private SampleStep(Executable executable, Buffer result) {
        this.executable = executable;
        this.result = result;
        this.values = new float[result.shape().size()];
    }

    /**
     * A step of training.
     *
     * @param batch images in the minibatch
     * @throws IllegalArgumentException if the network's last layer does not give at least two numbers an image, as a
     *     classifier does
     */
    public static SampleStep training(Engine engine, Architecture net, int batch) {
        int classes = classes(net);
        RandomStream random = new RandomStream(SEED, "bench/labels");
        float[] labels = new float[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = random.nextInt(classes);
        }
        float[] pixels = images(Network.batched(batch, net.image()));
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        Objective objective = Objective.of(
                net.stage(),
                List.of(
                        Column.image(Examples.IMAGE, net.image(), pixels),
                        Column.classes("label", Shape.scalar(), labels, names)));
        TrainingGraph graph = TrainingGraph.of(net.stage(), net.inputs(), objective, batch, batch);
        Tensors tensors = new Tensors(engine);
        Tensors memory = new Tensors(engine);
        Map<Value, Buffer> bound = bind(engine, net, graph.network(), tensors);
        for (TrainingGraph.Memory m : graph.memory()) {
            bound.put(m.leaf(), memory.get(m.name(), m.leaf().shape(), m.initial()));
        }
        Buffer indices =
                engine.allocate(graph.indices().shape(), graph.indices().type());
        indices.write(IntStream.range(0, batch).toArray());
        bound.put(graph.indices(), indices);
        graph.inputs().values().forEach(leaf -> put(engine, bound, leaf, pixels));
        graph.targets().values().forEach(leaf -> put(engine, bound, leaf, labels));
        put(engine, bound, graph.rate(), new float[] {
            StageTrainer.rate(net.stage().train())
        });
        for (TrainingGraph.PerStep number : graph.numbers()) {
            put(engine, bound, number.leaf(), new float[] {
                (float) number.atStep().applyAsDouble(1)
            });
        }
        Executable executable = engine.compile(graph.program(), Tensors.complete(graph.program(), bound, engine));
        return new SampleStep(executable, executable.output(TrainingGraph.LOSS));
    }

    /**
     * A network applied to images, its outputs read back.
     *
     * @param batch images at a time
     */
    public static SampleStep inference(Engine engine, Architecture net, int batch) {
        Network network = network(net, batch, Network.Mode.INFERENCE);
        Map<Value, Buffer> bound = bind(engine, net, network, new Tensors(engine));
        network.inputs().values().forEach(leaf -> put(engine, bound, leaf, images(leaf.shape())));
        Program program = Program.of(net.name() + ".infer", Map.of(OUTPUT, network.output()), Map.of());
        Executable executable = engine.compile(program, Tensors.complete(program, bound, engine));
        return new SampleStep(executable, executable.output(OUTPUT));
    }

    private static Network network(Architecture net, int batch, Network.Mode mode) {
        return Network.of(net.stage(), net.inputs(), batch, mode);
    }

    private static int classes(Architecture net) {
        Shape output = network(net, 1, Network.Mode.INFERENCE).output().shape();
        if (output.rank() != 2 || output.dim(1) < 2) {
            throw new IllegalArgumentException("network " + net.name() + " ends with "
                    + output.toList().subList(1, output.rank())
                    + " for an image; to be trained as a classifier it must end with two or more numbers, for example by {type: "
                    + "dense, units: 10}");
        }
        return output.dim(1);
    }

    /** Parameters as a trial starts them. */
    private static Map<Value, Buffer> bind(Engine engine, Architecture net, Network network, Tensors tensors) {
        Map<Value, Buffer> bound = new LinkedHashMap<>(tensors.bind(network));
        for (Parameter p : network.parameters()) {
            RandomStream random = new RandomStream(SEED, "init/" + net.stage().id() + "/" + p.name());
            tensors.get(p.name(), p.leaf().shape(), 0f).write(p.initial(random));
        }
        put(engine, bound, network.seed(), new float[] {SEED});
        return bound;
    }

    private static void put(Engine engine, Map<Value, Buffer> bound, Value leaf, float[] values) {
        Buffer buffer = engine.allocate(leaf.shape());
        buffer.write(values);
        bound.put(leaf, buffer);
    }

    private static float[] images(Shape shape) {
        RandomStream random = new RandomStream(SEED, "bench/images");
        float[] pixels = new float[shape.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return pixels;
    }

    /** Runs it and reads back what it gives: the loss of a step of training, else the first output. */
    public float run() {
        executable.run();
        result.read(values);
        return values[0];
    }

    /** Runs it, and says how long each part took; empty if the backend cannot tell. */
    public List<Timing> profile() {
        return executable.profile();
    }

    @Override
    public void close() {
        executable.close();
    }
}
