package dev.tenon.experiments.run;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.model.LayerNode;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.spec.StageSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Puts together what the report draws of one network. */
final class ShownFeatures {

    private ShownFeatures() {}

    /**
     * The features of some images.
     *
     * @param results each layer's results for these images, by the layer's id
     */
    static Features of(TrialId id, StageSpec stage, Examples examples, int[] shown, Map<String, float[]> results) {
        Shape first = examples.image();
        Shape image = first.rank() == 3 ? first : Shape.of(1, first.size(), 1);
        int n = shown.length;
        Column column = Objective.of(stage, examples.columns()).column();
        Network network = Network.of(stage, Network.shapes(stage, examples.columns()), n, Network.Mode.INFERENCE);
        List<Features.LayerFeatures> layers = new ArrayList<>();
        for (LayerNode node : network.layers()) {
            float[] values = Objects.requireNonNull(results.get(node.spec().id()));
            layers.add(new Features.LayerFeatures(
                    node.spec().id(), node.spec().layer().type(), node.result().shape(), values));
        }
        float[] pixels = examples.columns().getFirst().rows(shown);
        List<String> targets =
                Arrays.stream(shown).mapToObj(index -> target(column, index)).toList();
        return new Features(
                id,
                image,
                pixels,
                targets,
                Arrays.stream(shown).mapToObj(examples::annotations).toList(),
                column.names(),
                layers.getLast().values(),
                layers,
                List.of(),
                Optional.empty());
    }

    /** What an image is or has, in words. */
    private static String target(Column column, int index) {
        if (column.positions().rank() > 0) {
            return "";
        }
        float[] row = column.rows(new int[] {index});
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            String name = column.names().isEmpty()
                    ? "number " + (i + 1)
                    : column.names().get(i);
            parts.add(
                    Float.isNaN(row[i])
                            ? "not known"
                            : switch (column.kind()) {
                                case CLASSES -> column.names().get((int) row[i]);
                                case SIGNS -> (row[i] > 0 ? "has " : "no ") + name;
                                case NUMBERS -> name + " = " + row[i];
                            });
        }
        return String.join(", ", parts);
    }
}
