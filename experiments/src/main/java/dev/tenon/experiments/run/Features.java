package dev.tenon.experiments.run;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.graph.Shape;
import java.util.List;

/**
 * What one trained network does with a few test images, layer by layer: what the report draws.
 *
 * @param trial whose network it is
 * @param image {@code [height, width, channels]}
 * @param pixels {@code [n, height, width, channels]}
 * @param targets the names of what each image is or has, for people
 * @param annotations of each image
 * @param names of the network's outputs
 * @param outputs {@code [n, units]}
 * @param layers in order
 */
public record Features(
        TrialId trial,
        Shape image,
        float[] pixels,
        List<String> targets,
        List<List<Annotation>> annotations,
        List<String> names,
        float[] outputs,
        List<LayerFeatures> layers) {

    /**
     * One layer's results.
     *
     * @param shape {@code [n, height, width, channels]} or {@code [n, units]}
     */
    public record LayerFeatures(String id, String type, Shape shape, float[] values) {}

    /** How many images. */
    public int count() {
        return pixels.length / image.size();
    }
}
