package dev.tenon.experiments.spec;

import dev.tenon.api.graph.Shape;
import java.util.Collections;
import java.util.Map;

/**
 * A network by itself, without data or a question: what can be measured of it is its cost.
 *
 * @param name what the file calls it
 * @param image {@code [height, width, channels]} of what it takes
 * @param batch images at a time, unless somebody asks for another number
 * @param stage its layers, and how a step of training goes
 */
public record Architecture(String name, Shape image, int batch, StageSpec stage) {

    /** The shapes of what the network takes of one example, by name. */
    public Map<String, Shape> inputs() {
        return Collections.singletonMap(LayerSpec.IMAGE, image);
    }

    /** The same layers on images of another extent. */
    public Architecture withImage(int height, int width) {
        return new Architecture(name, Shape.of(height, width, image.dim(2)), batch, stage);
    }
}
