package dev.tenon.experiments.run;

import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.data.Sampler;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Summary;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.RandomSource;
import dev.tenon.experiments.spec.StageSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, trains and records the stages of one trial. */
final class StageRunner {

    private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

    private final DataLoader loader;
    private final CachedWeights reader;
    private final Engine engine;
    private final ExperimentSpec spec;
    private final Draws seeds;
    private final Progress progress;
    private final KeptTrainings kept;

    /** Finds where the checkpoints of a training are kept. */
    @FunctionalInterface
    interface KeptTrainings {
        Checkpoints.Of of(String arm, String stage);
    }

    /** Called now and then while a stage is trained. */
    interface Progress {
        void at(String stage, long step, long steps, double loss);
    }

    /**
     * The seeds of what is drawn.
     *
     * @param trial of the data, of their splits, and of the choice among training examples
     * @param chance of weights, order, augmentation and noise: the trial's, but where its settings are tuned
     */
    record Draws(long trial, long chance) {

        static Draws of(TrialId id) {
            return new Draws(id.seed(), id.seed());
        }
    }

    StageRunner(
            DataLoader loader,
            CachedWeights reader,
            Engine engine,
            ExperimentSpec spec,
            Draws seeds,
            Progress progress,
            KeptTrainings kept) {
        this.loader = loader;
        this.reader = reader;
        this.engine = engine;
        this.spec = spec;
        this.seeds = seeds;
        this.progress = progress;
        this.kept = kept;
    }

    /**
     * Trains a stage.
     *
     * @param others the stages that it takes weights from, trained
     */
    StageOutcome run(String arm, StageSpec stage, Map<Stages.StageName, StageOutcome> others) {
        Examples examples = loader.load(spec, stage.data(), seeds.trial());
        Checkpoints.Of checkpoints = kept.of(arm, stage.id());
        Optional<Checkpoint> before = checkpoints.last();
        before.ifPresent(each -> LOG.info(
                each instanceof Checkpoint.Ended
                        ? "stage {} of {} had ended: {} steps"
                        : "stage {} of {} continues after step {}",
                stage.id(),
                checkpoints.training().trial(),
                each.steps()));
        if (before.orElse(null) instanceof Checkpoint.Ended ended) {
            return new StageOutcome(ended.stage(), ended.diverged());
        }
        long begun = System.nanoTime();
        Map<String, Shape> inputs = Network.shapes(stage, examples.columns());
        Network network = Network.of(stage, inputs, 1, Network.Mode.INFERENCE);
        Tensors tensors = new Tensors(engine);
        tensors.write(
                stage.id(),
                new StageStart(reader, drawn(RandomSource.WEIGHTS), name -> {
                            StageOutcome other = others.get(name);
                            return other == null ? null : other.record();
                        })
                        .of(stage, network));
        int[] chosen = Sampler.trainingExamples(examples, stage, drawn(RandomSource.EXAMPLES));
        StageTrainer.Outcome outcome = new StageTrainer.Outcome(0, -1, List.of());
        if (chosen.length > 0) {
            StageTrainer.Seeds seeds = new StageTrainer.Seeds(
                    drawn(RandomSource.ORDER), drawn(RandomSource.AUGMENTATION), drawn(RandomSource.NOISE));
            try (StageTrainer trainer = new StageTrainer(engine, stage, examples, seeds, chosen, tensors)) {
                outcome = trainer.train(
                        (step, steps, loss) -> progress.at(stage.id(), step, steps, loss), checkpoints, before);
            }
        }
        List<NamedTensor> weights = tensors.read(stage.id(), network);
        Summary summary = Summary.of(stage, inputs);
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
                weights);
        String diverged = diverged(arm, stage, outcome, weights);
        boolean last = stage.id().equals(spec.arm(arm).last().id());
        if (!last && checkpoints.interval().atEnd(Duration.ofNanos(System.nanoTime() - begun))) {
            checkpoints.keep(new Checkpoint.Ended(record, diverged));
        }
        return new StageOutcome(record, diverged);
    }

    private long drawn(RandomSource source) {
        long seed = switch (source) {
            case DATA, SPLIT, EXAMPLES -> seeds.trial();
            case WEIGHTS, ORDER, AUGMENTATION, NOISE -> seeds.chance();
        };
        return spec.design().seed(source, seed);
    }

    /** What to say of a training that diverged, or nothing. */
    private static String diverged(
            String arm, StageSpec stage, StageTrainer.Outcome outcome, List<NamedTensor> weights) {
        String what;
        if (outcome.divergedAt() >= 0) {
            what = "its loss was not finite at step " + outcome.divergedAt();
        } else if (outcome.steps() > 0) {
            // The loss of a step is that of the weights before it: the last step shows in the weights alone.
            Optional<String> bad = weights.stream()
                    .filter(tensor -> !allFinite(tensor.values()))
                    .map(NamedTensor::name)
                    .findFirst();
            if (bad.isEmpty()) {
                return "";
            }
            what = bad.get() + " was not finite after the last step, " + outcome.steps();
        } else {
            return "";
        }
        return "stage " + stage.id() + " of arm " + arm + " diverged: " + what
                + "; try a lower rate, or train.clip-norm";
    }

    private static boolean allFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
