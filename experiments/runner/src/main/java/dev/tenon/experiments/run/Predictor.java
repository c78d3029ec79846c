package dev.tenon.experiments.run;

import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.EngineOptions;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.spec.StageSpec;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;

/** Applies networks that were trained to images that no data set has. */
public final class Predictor {

    private final Services services;

    @Inject
    public Predictor(Services services) {
        this.services = services;
    }

    /**
     * What a network says of images.
     *
     * @param stage whose network it is; it takes one input
     * @param images under the name of that input, shaped as it is
     * @param weights of the stage, named {@code stage/layer/parameter}; others are passed over
     * @return its outputs, {@code [n, ...]}
     * @throws dev.tenon.api.data.DataException if an image cannot be read, or the backend cannot run here
     */
    public float[] outputs(StageSpec stage, Column images, List<NamedTensor> weights, RunOptions options) {
        List<NamedTensor> own = weights.stream()
                .filter(tensor -> tensor.name().startsWith(stage.id() + "/"))
                .toList();
        try (Engine engine =
                Engine.of(Backends.ready(services, options.backend()), new EngineOptions(options.threads()))) {
            Tensors tensors = Tensors.of(engine, stage.id(), own);
            try (Evaluator evaluator = Evaluator.ofOutputs(engine, stage, unlabelled(images), tensors)) {
                return evaluator.outputs(IntStream.range(0, images.size()).toArray());
            }
        }
    }

    /** Examples have a target; nothing is known of these. */
    private static Examples unlabelled(Column images) {
        float[] unknown = new float[images.size()];
        java.util.Arrays.fill(unknown, Float.NaN);
        return Examples.of(images)
                .column(new Column("unknown target", Targets.NUMBERS, Shape.of(1), List.of(), unknown))
                .build();
    }
}
