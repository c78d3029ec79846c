package dev.tenon.experiments.run;

import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Initializer;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.data.Sampler;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Parameter;
import dev.tenon.experiments.model.State;
import dev.tenon.experiments.model.Summary;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.LayerSpec;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.WeightSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Starts, trains and records one stage of one trial. */
final class StageRunner {

    private final DataLoader loader;
    private final WeightReader reader;
    private final Engine engine;
    private final ExperimentSpec spec;
    private final long seed;

    /** Where weights of other stages come from. */
    interface Others {
        StageOutcome get(String arm, String stage);
    }

    StageRunner(DataLoader loader, WeightReader reader, Engine engine, ExperimentSpec spec, long seed) {
        this.loader = loader;
        this.reader = reader;
        this.engine = engine;
        this.spec = spec;
        this.seed = seed;
    }

    /**
     * Trains a stage.
     *
     * @param tensors filled with its parameters and states
     */
    StageOutcome run(String arm, StageSpec stage, Tensors tensors, Others others, StageTrainer.Progress progress) {
        Examples examples = loader.load(spec, stage.data());
        TargetTable table =
                TargetTable.of(examples, stage.train().loss().service().targets());
        Shape image = examples.image();
        Network network = Network.of(
                stage,
                Ops.leaf("images", Shape.of(1, image.dim(0), image.dim(1), image.dim(2))),
                Network.Mode.INFERENCE);
        start(stage, network, tensors, others);
        int[] chosen = chosen(stage, examples);
        StageTrainer.Outcome outcome = new StageTrainer.Outcome(0, -1, List.of());
        if (chosen.length > 0) {
            try (StageTrainer trainer = new StageTrainer(engine, stage, examples, table, seed, chosen, tensors)) {
                outcome = trainer.train(progress);
            }
        }
        Summary summary = Summary.of(stage, image);
        StageRecord record = new StageRecord(
                arm,
                stage.id(),
                stage.data(),
                chosen.length,
                outcome.steps(),
                summary.parameters(),
                summary.trainable(),
                summary.multiplyAdds(),
                summary.layers(),
                outcome.losses(),
                tensors.read(stage.id(), network));
        Set<String> drawn = new TreeSet<>();
        for (int index : chosen) {
            drawn.add(stage.data() + "/" + index);
        }
        String diverged = outcome.divergedAt() < 0
                ? ""
                : "stage "
                        + stage.id()
                        + " of arm "
                        + arm
                        + " diverged: its loss was not finite at step "
                        + outcome.divergedAt()
                        + "; try a lower rate, or train.clip-norm";
        return new StageOutcome(record, drawn, diverged);
    }

    /** What a stage learns from; nothing if it takes no step. */
    private int[] chosen(StageSpec stage, Examples examples) {
        if (stage.train().epochs().orElse(0) + stage.train().steps().orElse(0) == 0) {
            return new int[0];
        }
        int all = examples.split(Split.TRAIN).length;
        int budget = Math.min(stage.train().examples().orElse(all), all);
        int wanted = Math.max(1, (int) Math.round(budget * stage.train().share()));
        return Sampler.trainingExamples(examples, stage.data(), seed, wanted);
    }

    private void start(StageSpec stage, Network network, Tensors tensors, Others others) {
        for (Parameter p : network.parameters()) {
            float @Nullable [] given = given(p.layer(), p.local(), others);
            float[] values = given != null
                    ? given
                    : initial(
                            p.initializer(),
                            p.leaf().shape(),
                            new RandomStream(seed, "init/" + stage.id() + "/" + p.name()));
            if (values.length != p.leaf().shape().size()) {
                throw new IllegalStateException("layer "
                        + p.layer().id()
                        + " takes its "
                        + p.local()
                        + " from elsewhere, but there it has another shape than "
                        + p.leaf().shape());
            }
            tensors.get(p.name(), p.leaf().shape(), 0f).write(values);
        }
        for (State s : network.states()) {
            float @Nullable [] given = given(s.layer(), s.local(), others);
            if (given != null) {
                tensors.get(s.name(), s.leaf().shape(), s.initial()).write(given);
            }
        }
    }

    private static float[] initial(Part<Initializer<?>> part, Shape shape, RandomStream random) {
        return initialOf(part.service(), part.settings(), shape, random);
    }

    private static <S extends Record> float[] initialOf(
            Initializer<S> initializer, Record settings, Shape shape, RandomStream random) {
        return initializer.values(initializer.settings().cast(settings), shape, random);
    }

    /** A tensor that does not start fresh, or null. */
    private float @Nullable [] given(LayerSpec layer, String local, Others others) {
        return switch (layer.weights()) {
            case WeightSource.Fresh fresh -> null;
            case WeightSource.Written written -> {
                WeightSource.Tensor tensor = written.tensors().get(local);
                yield tensor == null ? null : tensor.values();
            }
            case WeightSource.Stage from -> {
                StageOutcome other = others.get(from.arm(), from.stage());
                yield find(
                        other.record().weights(),
                        from.stage() + "/" + from.layer() + "/" + local,
                        "stage " + from.stage() + " of arm " + from.arm());
            }
            case WeightSource.Run from -> {
                try {
                    yield find(
                            reader.read(from.run(), from.trial()),
                            from.stage() + "/" + from.layer() + "/" + local,
                            "trial " + from.trial() + " of run " + from.run());
                } catch (IOException e) {
                    throw new UncheckedIOException(e.getMessage(), e);
                }
            }
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
