package dev.tenon.experiments.run;

import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.Progress;
import dev.tenon.api.training.Watched;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TrainSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at after each epoch, and what follows: schedules hear of it, training stops when it is good enough or gets no better, and
 * the weights that were best come back in the end.
 */
final class EpochWatch implements AutoCloseable {

    private final Engine engine;
    private final StageSpec stage;
    private final TrainSpec train;
    private final Examples examples;
    private final Objective objective;
    private final Tensors tensors;
    private final Optional<Averages> averages;
    private final Optional<Part<Metric<?>>> metric;
    private final Network network;
    private final int[] split;
    private final Watched watched;
    private @Nullable ValidationLoss validation;
    private double loss = Double.NaN;
    private double best = Double.POSITIVE_INFINITY;
    private int worse;
    private @Nullable List<NamedTensor> bestWeights;
    private double sum;
    private long steps;
    private List<Double> training = List.of();
    private List<Double> validated = List.of();

    /**
     * Nothing was looked at yet.
     *
     * @param averages of the parameters, which are looked at in their place
     */
    EpochWatch(
            Engine engine,
            StageSpec stage,
            Examples examples,
            Objective objective,
            Tensors tensors,
            Optional<Averages> averages) {
        this.engine = engine;
        this.stage = stage;
        this.train = stage.train();
        this.examples = examples;
        this.objective = objective;
        this.tensors = tensors;
        this.averages = averages;
        this.metric = train.watch();
        this.network = Network.of(stage, Network.shapes(stage, examples.columns()), 1, Network.Mode.INFERENCE);
        this.split = examples.split(Split.VALIDATION);
        this.watched = train.watched();
    }

    /** What was seen so far. */
    Checkpoint.Watch checkpoint() {
        return new Checkpoint.Watch(
                loss, best, worse, sum, steps, training, validated, bestWeights == null ? List.of() : bestWeights);
    }

    /** Goes on with what was seen before. */
    void restore(Checkpoint.Watch from) {
        loss = from.loss();
        best = from.best();
        worse = from.worse();
        sum = from.sum();
        steps = from.steps();
        training = from.training();
        validated = from.validated();
        bestWeights = from.bestWeights().isEmpty() ? null : from.bestWeights();
    }

    /** Whether the validation split is looked at. */
    boolean validates() {
        return split.length > 0 && (train.patience().isPresent() || watched == Watched.VALIDATION);
    }

    /** Whether anything is looked at: then every step of an epoch must have ended when the epoch does. */
    boolean used() {
        return validates() || watched == Watched.TRAINING || train.stopAt().isPresent();
    }

    /** The validation loss after the last epoch; NaN if it was not looked at. */
    double validationLoss() {
        return loss;
    }

    /** How the training is, for its schedule. */
    Progress progress(long step, long stepsPerEpoch, long totalSteps) {
        return new Progress(step, stepsPerEpoch, totalSteps, training, validated);
    }

    /** Says what the losses of the next steps were. */
    void took(float[] losses) {
        for (float each : losses) {
            sum += each;
        }
        steps += losses.length;
    }

    /**
     * Looks at the network at the end of an epoch: whether the training is to stop.
     *
     * @param done steps since the training began
     */
    boolean stops(long done) {
        if (!used()) {
            return false;
        }
        double mean = sum / steps;
        sum = 0;
        steps = 0;
        training = with(training, mean);
        boolean reached = train.stopAt().isPresent() && mean <= train.stopAt().get();
        return (validates() && exhausted(done)) || reached;
    }

    private boolean exhausted(long done) {
        averages.ifPresent(each -> each.use(done));
        if (validation == null) {
            validation = new ValidationLoss(engine, stage, examples, objective, tensors, split, metric);
        }
        loss = validation.now();
        double now = loss;
        if (metric.isPresent()) {
            double value = validation.measured();
            now = metric.get().service().higherIsBetter() ? -value : value;
        }
        validated = with(validated, now);
        boolean better = now < best;
        if (better) {
            best = now;
            worse = 0;
            if (train.patience().isPresent()) {
                bestWeights = tensors.read(stage.id(), network);
            }
        } else {
            worse++;
        }
        averages.ifPresent(Averages::putBack);
        return !better
                && train.patience().isPresent()
                && worse >= train.patience().get();
    }

    private static List<Double> with(List<Double> values, double next) {
        List<Double> longer = new ArrayList<>(values);
        longer.add(next);
        return List.copyOf(longer);
    }

    /**
     * Leaves the weights that are to be evaluated: the best, if they were looked for, else the averages, if there are any.
     *
     * @param done steps since the training began
     */
    void finish(long done) {
        if (bestWeights != null) {
            tensors.write(stage.id(), bestWeights);
        } else if (done > 0) {
            averages.ifPresent(each -> each.use(done));
        }
    }

    @Override
    public void close() {
        if (validation != null) {
            validation.close();
        }
        averages.ifPresent(Averages::close);
    }
}
