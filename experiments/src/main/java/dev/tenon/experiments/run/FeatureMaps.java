package dev.tenon.experiments.run;

import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.model.LayerNode;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.spec.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts together what the report draws of one network. */
final class FeatureMaps {

    private FeatureMaps() {}

    /**
     * The features of some images.
     *
     * @param results each layer's results for these images, by the layer's id
     */
    static Features of(TrialId id, StageSpec stage, Examples examples, int[] shown, Map<String, float[]> results) {
        Shape image = examples.image();
        int n = shown.length;
        Network network = Network.of(stage, Network.shapes(stage, examples.columns()), n, Network.Mode.INFERENCE);
        List<Features.LayerFeatures> layers = new ArrayList<>();
        for (LayerNode node : network.layers()) {
            float[] values = Objects.requireNonNull(results.get(node.spec().id()));
            layers.add(new Features.LayerFeatures(
                    node.spec().id(), node.spec().layer().type(), node.result().shape(), values));
        }
        float[] pixels = new float[n * image.size()];
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            System.arraycopy(examples.images(), shown[i] * image.size(), pixels, i * image.size(), image.size());
            targets.add(target(examples, shown[i]));
        }
        return new Features(
                id,
                image,
                pixels,
                targets,
                java.util.Arrays.stream(shown).mapToObj(examples::annotations).toList(),
                examples.names(),
                layers.getLast().values(),
                layers,
                List.of());
    }

    /** What an image is or has, in words. */
    private static String target(Examples examples, int index) {
        if (examples.target().positions().rank() > 0) {
            return examples.target().name();
        }
        if (examples.kind() == Targets.CLASSES) {
            float label = examples.targets()[index];
            return Float.isNaN(label) ? "not known" : examples.names().get((int) label);
        }
        List<String> parts = new ArrayList<>();
        for (int unit = 0; unit < examples.units(); unit++) {
            float value = examples.targets()[index * examples.units() + unit];
            String name = examples.names().get(unit);
            if (examples.kind() == Targets.SIGNS) {
                parts.add((value > 0 ? "has " : "no ") + name);
            } else {
                parts.add(name + " = " + value);
            }
        }
        return String.join(", ", parts);
    }
}
