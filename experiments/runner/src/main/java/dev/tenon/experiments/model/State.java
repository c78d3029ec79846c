package dev.tenon.experiments.model;

import dev.tenon.api.graph.Value;
import dev.tenon.experiments.spec.LayerSpec;

/**
 * A tensor that a layer keeps between steps.
 *
 * @param name {@code layer/state}, unique within the network
 * @param layer which layer has it
 * @param local its name within the layer
 * @param leaf where it enters the graph
 * @param initial what each element starts as
 */
public record State(String name, LayerSpec layer, String local, Value leaf, float initial) {}
