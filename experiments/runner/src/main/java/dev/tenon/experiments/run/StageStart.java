package dev.tenon.experiments.run;

import dev.tenon.api.graph.Value;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Parameter;
import dev.tenon.experiments.model.State;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.WeightSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a stage's training begins with: drawn, written, or learned elsewhere.
 *
 * @param reader of other runs and files
 * @param seed of the draws of weights
 * @param learned what other stages of the trial have learned; null of one that has not been trained
 */
record StageStart(CachedWeights reader, long seed, Function<Stages.StageName, @Nullable StageRecord> learned) {

    /** All parameters and states of a stage, named {@code stage/layer/parameter}. */
    List<NamedTensor> of(StageSpec stage, Network network) {
        List<NamedTensor> first = new ArrayList<>();
        for (Parameter p : network.parameters()) {
            float @Nullable [] given = given(p.layer(), p.local());
            float[] values = given != null ? given : p.initial(FirstWeights.stream(seed, stage.id(), p.name()));
            first.add(tensor(stage, p.name(), p.leaf(), values));
        }
        for (State s : network.states()) {
            float @Nullable [] given = given(s.layer(), s.local());
            if (given == null) {
                given = new float[s.leaf().shape().size()];
                Arrays.fill(given, s.initial());
            }
            first.add(tensor(stage, s.name(), s.leaf(), given));
        }
        return first;
    }

    private static NamedTensor tensor(StageSpec stage, String name, Value leaf, float[] values) {
        if (values.length != leaf.shape().size()) {
            throw new IllegalStateException(
                    name + " is given " + values.length + " numbers; its shape is " + leaf.shape());
        }
        return new NamedTensor(stage.id() + "/" + name, leaf.shape(), values);
    }

    /** A tensor that does not start fresh, or null. */
    private float @Nullable [] given(LayerSpec layer, String local) {
        return switch (layer.weights()) {
            case WeightSource.Fresh fresh -> null;
            case WeightSource.Written written -> {
                WeightSource.Tensor tensor = written.tensors().get(local);
                yield tensor == null ? null : tensor.values();
            }
            case WeightSource.Stage from -> {
                StageRecord other = learned.apply(new Stages.StageName(from.arm(), from.stage()));
                if (other == null) {
                    throw new IllegalStateException(
                            "stage " + from.stage() + " of arm " + from.arm() + " comes too late");
                }
                yield find(
                        other.weights(),
                        from.stage() + "/" + from.layer() + "/" + local,
                        "stage " + from.stage() + " of arm " + from.arm());
            }
            case WeightSource.File from ->
                from.tensors().containsKey(local) ? reader.tensor(from, local).values() : null;
            case WeightSource.Run from ->
                find(
                        reader.read(from.run(), from.trial()),
                        from.stage() + "/" + from.layer() + "/" + local,
                        "trial " + from.trial() + " of run " + from.run());
        };
    }

    private static float[] find(List<NamedTensor> tensors, String name, String where) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(where + " has no tensor " + name))
                .values();
    }
}
