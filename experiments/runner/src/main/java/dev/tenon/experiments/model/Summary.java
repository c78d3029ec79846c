package dev.tenon.experiments.model;

import dev.tenon.api.graph.Cost;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.spec.StageSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network's size, layer by layer, for one image.
 *
 * @param layers in order
 * @param parameters numbers in the network
 * @param trainable numbers that training may change
 * @param multiplyAdds of one forward pass, padding included
 */
public record Summary(List<LayerSummary> layers, long parameters, long trainable, long multiplyAdds) {

    /**
     * Of a stage's network.
     *
     * @param inputs the shapes of what the network takes of one example, by name
     */
    public static Summary of(StageSpec stage, Map<String, Shape> inputs) {
        Network network = Network.of(stage, inputs, 1, Network.Mode.INFERENCE);
        ReceptiveField fields = new ReceptiveField(network.inputs().values());
        Set<Value> counted = new HashSet<>();
        List<LayerSummary> layers = new ArrayList<>();
        for (LayerNode node : network.layers()) {
            long multiplyAdds = count(node.result(), counted);
            Shape shape = node.result().shape();
            layers.add(new LayerSummary(
                    node.spec().id(),
                    node.spec().layer().type(),
                    shape.toList().subList(1, shape.rank()),
                    network.parameters().stream()
                            .filter(p -> p.layer().id().equals(node.spec().id()))
                            .mapToLong(p -> p.leaf().shape().size())
                            .sum(),
                    multiplyAdds,
                    fields.height(node.result()),
                    fields.width(node.result()),
                    node.spec().frozen()));
        }
        long total = layers.stream().mapToLong(LayerSummary::multiplyAdds).sum();
        return new Summary(List.copyOf(layers), network.size(), network.trainableSize(), total);
    }

    /** What a value costs beyond what is counted already. */
    private static long count(Value value, Set<Value> counted) {
        if (!counted.add(value)) {
            return 0;
        }
        long sum = Cost.multiplyAdds(value);
        for (Value input : value.inputs()) {
            sum += count(input, counted);
        }
        return sum;
    }
}
