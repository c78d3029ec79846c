package dev.tenon.experiments.model;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Initializer;
import dev.tenon.experiments.spec.LayerSpec;
import java.util.List;
import java.util.stream.Stream;

/** What one layer of a network gets from outside; names are prefixed by the layer's. */
final class NetworkScope implements LayerScope {

    private final LayerSpec layer;
    private final String prefix;
    private final boolean training;
    private final Network.Collected collected;

    NetworkScope(LayerSpec layer, boolean training, Network.Collected collected) {
        this(layer, "", training, collected);
    }

    private NetworkScope(LayerSpec layer, String prefix, boolean training, Network.Collected collected) {
        this.layer = layer;
        this.prefix = prefix;
        this.training = training;
        this.collected = collected;
    }

    @Override
    public Value parameter(String name, Shape shape, Part<Initializer<?>> initializer) {
        if (layer.again().isPresent()) {
            return shared(prefix + name, shape);
        }
        String local = unused(prefix + name);
        Value leaf = Ops.leaf(layer.id() + "/" + local, shape);
        collected.parameters().add(new Parameter(layer.id() + "/" + local, layer, local, leaf, initializer));
        return leaf;
    }

    @Override
    public Value state(String name, Shape shape, float initial) {
        if (layer.again().isPresent()) {
            return shared(prefix + name, shape);
        }
        String local = unused(prefix + name);
        Value leaf = Ops.leaf(layer.id() + "/" + local, shape);
        collected.states().add(new State(layer.id() + "/" + local, layer, local, leaf, initial));
        return leaf;
    }

    /** What the layer that this one is, once more, has under a name. */
    private Value shared(String local, Shape shape) {
        String name = layer.again().orElseThrow() + "/" + local;
        Value leaf = Stream.concat(
                        collected.parameters().stream()
                                .filter(p -> p.name().equals(name))
                                .map(Parameter::leaf),
                        collected.states().stream()
                                .filter(s -> s.name().equals(name))
                                .map(State::leaf))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("asks for " + local + ", which "
                        + layer.again().get() + " did not need for its own input; they cannot have the same weights"));
        if (!leaf.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "has the weights of " + layer.again().get() + ", whose " + local + " is " + leaf.shape()
                            + "; for this input it would have to be " + shape);
        }
        return leaf;
    }

    private String unused(String local) {
        String name = layer.id() + "/" + local;
        if (collected.parameters().stream().anyMatch(p -> p.name().equals(name))
                || collected.states().stream().anyMatch(s -> s.name().equals(name))) {
            throw new IllegalArgumentException(
                    "asks twice for a parameter or state named " + local + "; this is a bug in the layer");
        }
        return local;
    }

    @Override
    public void update(Value state, Value next) {
        // A state that two applications share follows the first.
        if (training && layer.again().isEmpty()) {
            collected.updates().put(state, next);
        }
    }

    @Override
    public boolean training() {
        return training;
    }

    @Override
    public Value uniform(String name, Shape shape) {
        return Ops.random(layer.id() + "/" + prefix + name, shape, collected.seed(), collected.step());
    }

    @Override
    public Value apply(String name, Part<Layer<?>> inner, List<Value> inputs) {
        NetworkScope scope = new NetworkScope(layer, prefix + name + "/", training, collected);
        return Network.apply(inner, scope, inputs);
    }
}
