package dev.tenon.experiments.model;

import dev.tenon.api.graph.Value;
import dev.tenon.experiments.spec.LayerSpec;

/**
 * A layer in a graph.
 *
 * @param result what it computes, batch axis first
 */
public record LayerNode(LayerSpec spec, Value result) {}
