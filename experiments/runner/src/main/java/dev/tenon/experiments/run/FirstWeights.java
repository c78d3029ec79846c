package dev.tenon.experiments.run;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Parameter;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.WeightSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network's weights before anything was trained. A layer that takes those of another stage has the ones that this stage began with.
 *
 * @param seed of the draws of weights
 */
record FirstWeights(ExperimentSpec spec, long seed) {

    /** The stream that a parameter's first numbers come from. */
    static RandomStream stream(long seed, String stage, String parameter) {
        return new RandomStream(seed, "init/" + stage + "/" + parameter);
    }

    /** All parameters and states, named {@code stage/layer/parameter}. */
    List<NamedTensor> of(StageSpec stage, Network network) {
        List<NamedTensor> weights = new ArrayList<>();
        for (Parameter parameter : network.parameters()) {
            weights.add(new NamedTensor(
                    stage.id() + "/" + parameter.name(),
                    parameter.leaf().shape(),
                    of(stage, parameter.layer(), parameter)));
        }
        network.states().forEach(state -> {
            float[] values = new float[state.leaf().shape().size()];
            Arrays.fill(values, state.initial());
            weights.add(new NamedTensor(
                    stage.id() + "/" + state.name(), state.leaf().shape(), values));
        });
        return weights;
    }

    /**
     * The first numbers of a parameter.
     *
     * @param layer of a stage, which the parameter's layer is or takes its weights from
     */
    private float[] of(StageSpec stage, LayerSpec layer, Parameter parameter) {
        return switch (layer.weights()) {
            case WeightSource.Fresh _ -> drawn(stage, layer, parameter);
            // What was learned elsewhere, in a run or by another program, is drawn anew.
            case WeightSource.Run _ -> drawn(stage, layer, parameter);
            case WeightSource.File _ -> drawn(stage, layer, parameter);
            case WeightSource.Written written -> {
                WeightSource.Tensor tensor = written.tensors().get(parameter.local());
                yield tensor == null ? drawn(stage, layer, parameter) : tensor.values();
            }
            case WeightSource.Stage from -> {
                StageSpec origin = spec.arm(from.arm()).stages().stream()
                        .filter(each -> each.id().equals(from.stage()))
                        .findFirst()
                        .orElseThrow();
                yield of(
                        origin,
                        origin.layers().stream()
                                .filter(each -> each.id().equals(from.layer()))
                                .findFirst()
                                .orElseThrow(),
                        parameter);
            }
        };
    }

    private float[] drawn(StageSpec stage, LayerSpec layer, Parameter parameter) {
        return parameter.initial(stream(seed, stage.id(), layer.id() + "/" + parameter.local()));
    }
}
