package dev.tenon.api.layer;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Initializer;
import java.util.List;

/** What a layer gets from outside while it is applied. Names are its own: other layers may use the same. */
public interface LayerScope {

    /**
     * A trainable tensor. The user may fix, freeze or share it by its name.
     *
     * @param name as {@code kernel} or {@code bias}; it tells optimizers its {@linkplain dev.tenon.api.optimizer.Role#of role}
     * @param initializer how it starts
     */
    Value parameter(String name, Shape shape, Part<Initializer<?>> initializer);

    /**
     * A tensor that is kept between steps but not trained, as a running mean.
     *
     * @param initial what each element starts as
     */
    Value state(String name, Shape shape, float initial);

    /** Sets what a state becomes after a training step; outside training it does nothing. */
    void update(Value state, Value next);

    /** Whether the network is being trained; dropout and batch normalisation differ. */
    boolean training();

    /** Uniform numbers in [0, 1), other ones at each step and for each seed. */
    Value uniform(String name, Shape shape);

    /**
     * Applies a layer within this one, as an activation.
     *
     * @param name a name for its parameters, distinct within this layer
     */
    Value apply(String name, Part<Layer<?>> layer, List<Value> inputs);
}
