package dev.tenon.experiments.spec;

import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.Schedule;
import dev.tenon.api.training.Watched;
import dev.tenon.experiments.plugin.PluginException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a network is trained. One of epochs and steps is given. */
@Describe("How a network is trained.")
public record TrainSpec(
        @Describe("number of training examples, drawn by seed from the training split (default: all)") @Range(min = 1)
        Optional<Integer> examples,

        @Describe("the fraction of those examples that this stage uses, so that stages share one budget")
        @Default("1.0")
        @Range(min = 0, above = true, max = 1)
        double share,

        @Describe("passes over the training examples") @Range(min = 0)
        Optional<Integer> epochs,

        @Describe("number of optimizer steps, in place of epochs") @Range(min = 0)
        Optional<Integer> steps,

        @Describe("examples per minibatch; a smaller set is one minibatch") @Default("32") @Range(min = 1)
        int batch,

        @Describe("how examples are sampled: balanced, or {by: COLUMN} for weights (default: each once per epoch)")
        Optional<SampleSpec> sample,

        @Describe(
                "the loss between the last layer's output and the data set's target; either it or `objective` must be given")
        Optional<Part<Loss<?>>> loss,

        @Describe("a weighted sum of losses and penalties to minimise, in place of `loss`")
        Optional<List<TermSpec>> objective,

        @Describe(
                "the ids of the layers to train, such as [canvas]; all others are frozen (default: all layers are trained)")
        Optional<List<String>> learn,

        @Describe("the optimizer") @Default("{type: sgd, rate: 0.01, momentum: 0.9}")
        Part<Optimizer<?>> optimizer,

        @Describe("learning-rate multipliers by layer, such as {conv2d-1: 0.1}") @Range(min = 0, above = true)
        Optional<Map<String, Double>> rates,

        @Describe("the learning-rate schedule") @Default("constant")
        Part<Schedule<?>> schedule,

        @Describe("gradient clipping by global norm: the largest 2-norm of all gradients together")
        @Range(min = 0, above = true)
        Optional<Double> clipNorm,

        @Describe("gradient clipping by value: the largest magnitude of an element") @Range(min = 0, above = true)
        Optional<Double> clipValue,

        @Describe(
                "the decay of an exponential moving average of the parameters, such as 0.999; the average is evaluated in "
                        + "place of the parameters")
        @Range(min = 0, above = true, max = 1, below = true)
        Optional<Double> average,

        @Describe("random changes to training examples, drawn again in each epoch and applied in order")
        Optional<List<Part<Augmentation<?>>>> augment,

        @Describe(
                "mixup: mixes each training example and its loss with another's, by a fraction from the beta distribution "
                        + "B(mixup, mixup), such as 0.2")
        @Range(min = 0, above = true)
        Optional<Double> mixup,

        @Describe("early stopping: epochs without improvement of the watched validation metric before training stops")
        @Range(min = 1)
        Optional<Integer> patience,

        @Describe("the validation metric that patience and schedules watch, such as accuracy (default: the loss)")
        Optional<Part<Metric<?>>> watch,

        @Describe("stop after an epoch whose mean training loss is at most this") @Range(min = 0)
        Optional<Double> stopAt) {

    public TrainSpec {
        if (epochs.isPresent() && steps.isPresent()) {
            throw new IllegalArgumentException("`epochs` and `steps` are both given; remove one");
        }
        if (loss.isPresent() && objective.isPresent()) {
            throw new IllegalArgumentException("`loss` and `objective` are both given; remove one");
        }
        if (loss.isEmpty() && objective.isEmpty()) {
            throw new IllegalArgumentException("needs `loss`, such as softmax-cross-entropy, or `objective`");
        }
        if (objective.isPresent() && objective.get().isEmpty()) {
            throw new IllegalArgumentException("`objective` is empty; give it at least one {loss: …}");
        }
        if (objective.isPresent()
                && objective.get().stream().noneMatch(term -> term.loss().isPresent())) {
            throw new IllegalArgumentException("`objective` has penalties alone; give it a {loss: …} too");
        }
        if (learn.isPresent() && learn.get().isEmpty()) {
            throw new IllegalArgumentException("`learn` is empty; name layers, or train nothing by `train: none`");
        }
        if (epochs.isEmpty() && steps.isEmpty()) {
            throw new IllegalArgumentException(
                    "needs `epochs` (passes over the examples) or `steps` (minibatches); without training, `train: none`");
        }
    }

    /** The same for a part of the epochs or steps, at least one where there were any. */
    public TrainSpec shortened(int divisor) {
        return with(
                epochs.map(length -> StrictMath.ceilDiv(length, divisor)),
                steps.map(length -> StrictMath.ceilDiv(length, divisor)),
                optimizer);
    }

    /** The same with another optimizer. */
    public TrainSpec with(Part<Optimizer<?>> other) {
        return with(epochs, steps, other);
    }

    private TrainSpec with(Optional<Integer> epochs, Optional<Integer> steps, Part<Optimizer<?>> optimizer) {
        return new TrainSpec(
                examples, share, epochs, steps, batch, sample, loss, objective, learn, optimizer, rates, schedule,
                clipNorm, clipValue, average, augment, mixup, patience, watch, stopAt);
    }

    /** What of the training its schedule watches. */
    public Watched watched() {
        return PluginException.guard(
                "schedule " + schedule.type(),
                schedule.service(),
                () -> watched(schedule.service(), schedule.settings()));
    }

    private static <S extends Record> Watched watched(Schedule<S> schedule, Record settings) {
        return schedule.watches(schedule.settings().cast(settings));
    }

    /** What the rate is multiplied by for a layer's parameters. */
    public double rate(String layer) {
        return rates.map(all -> all.getOrDefault(layer, 1.0)).orElse(1.0);
    }

    /** What changes training examples; empty if nothing does. */
    public List<Part<Augmentation<?>>> augmentations() {
        return augment.orElse(List.of());
    }

    /** What is made small, written out: a loss by itself is the only term. */
    public List<TermSpec> terms() {
        return objective.orElseGet(() -> List.of(TermSpec.of(loss.orElseThrow())));
    }

    /** Whether anything is trained at all: it takes a step. */
    public boolean trains() {
        return epochs.orElse(0) > 0 || steps.orElse(0) > 0;
    }
}
