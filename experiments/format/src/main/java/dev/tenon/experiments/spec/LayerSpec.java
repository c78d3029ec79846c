package dev.tenon.experiments.spec;

import dev.tenon.api.data.Examples;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.settings.Part;
import dev.tenon.experiments.yaml.Mark;
import java.util.List;
import java.util.Optional;

/**
 * A layer of a network.
 *
 * @param id unique within the stage; the type and a number, as {@code conv2d-1}, where the file has none
 * @param layer the service and its settings
 * @param inputs ids of the layers it takes, or names of the stage's inputs; filled in (the layer before) where the file has
 *     none
 * @param frozen whether training leaves its parameters as they start
 * @param weights where its parameters start
 * @param again the layer above whose parameters it has, if it is applied once more
 * @param mark where it is written
 */
public record LayerSpec(
        String id,
        Part<Layer<?>> layer,
        List<String> inputs,
        boolean frozen,
        WeightSource weights,
        Optional<String> again,
        Mark mark) {

    /** What a network takes unless the file says otherwise: the column of the data set's images. */
    public static final String IMAGE = Examples.IMAGE;

    public LayerSpec {
        inputs = List.copyOf(inputs);
    }
}
