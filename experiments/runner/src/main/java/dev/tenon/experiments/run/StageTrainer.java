package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.optimizer.Optimizer;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Progress;
import dev.tenon.api.training.Schedule;
import dev.tenon.experiments.data.SampleOrder;
import dev.tenon.experiments.model.LossRingBuffer;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.model.TrainingGraph;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.run.StageRecord.LossPoint;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TrainSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Trains one stage: minibatches in an order drawn by seed and epoch, the last of an epoch smaller if the examples do
 * not divide.
 */
final class StageTrainer implements AutoCloseable {

    /** Points of a loss curve, at most; more could not be told apart in a picture. */
    private static final int CURVE_POINTS = 100;

    /** Time between two reports of progress; a report changes no result. */
    private static final long REPORT_NANOS = 100_000_000;

    /** What the names of tensors that the optimizer keeps begin with in a checkpoint, which tells them from the counter. */
    private static final String MEMORY = "memory/";

    private final Engine engine;
    private final StageSpec stage;
    private final TrainSpec train;
    private final Map<String, Shape> inputs;
    private final Objective objective;
    private final int[] chosen;
    private final SampleOrder sampleOrder;
    private final Tensors tensors;
    private final Tensors memory;
    private final EpochWatch watch;
    private final LossReadInterval pace;
    private final QueuedSteps ahead;
    private final Tensors counter;
    private final Buffer step;
    private final Buffer seedBuffer;
    private final TrainingColumns columns;
    private final Map<Integer, Compiled> byBatch = new HashMap<>();

    private final TrainingReader reader;

    /**
     * A step for a size of minibatch.
     *
     * @param indices where the minibatch's positions go
     * @param read where the inputs and targets go that are read for each minibatch
     */
    private record Compiled(Executable executable, Buffer indices, Map<String, Buffer> read) {}

    /**
     * What is drawn while training.
     *
     * @param order the seed of the order of the examples
     * @param augmentation the seed of how examples are augmented and mixed
     * @param noise the seed of what layers draw, as dropout does; below 2^24
     */
    record Seeds(long order, long augmentation, long noise) {}

    /** Called now and then while training. */
    interface Listener {
        void at(long step, long steps, double loss);
    }

    /**
     * What came of the training.
     *
     * @param steps minibatches taken
     * @param divergedAt the first step whose loss was infinite or not a number; -1 if none
     */
    record Outcome(long steps, long divergedAt, List<LossPoint> losses) {}

    StageTrainer(Engine engine, StageSpec stage, Examples examples, Seeds seeds, int[] chosen, Tensors tensors) {
        this(engine, stage, examples, seeds, chosen, tensors, LossReadInterval.upTo(LossRingBuffer.SIZE));
    }

    /** Looks at losses at a given pace, of at most {@link LossRingBuffer#SIZE} steps. */
    StageTrainer(
            Engine engine,
            StageSpec stage,
            Examples examples,
            Seeds seeds,
            int[] chosen,
            Tensors tensors,
            LossReadInterval pace) {
        this.engine = engine;
        this.stage = stage;
        this.train = stage.train();
        this.inputs = Network.shapes(stage, examples.columns());
        this.objective = Objective.of(stage, examples.columns());
        this.reader = new TrainingReader(stage, examples, objective, seeds.augmentation(), chosen);
        this.chosen = chosen;
        this.sampleOrder = SampleOrder.of(stage, examples, chosen, seeds.order());
        this.columns = new TrainingColumns(engine, stage, examples, objective, seeds.augmentation(), chosen);
        this.tensors = tensors;
        this.memory = new Tensors(engine);
        Network network = Network.of(stage, inputs, 1, Network.Mode.INFERENCE);
        this.watch = new EpochWatch(
                engine,
                stage,
                examples,
                objective,
                tensors,
                train.average().map(kept -> new Averages(engine, network, kept, tensors, memory)));
        this.pace = pace;
        this.ahead = new QueuedSteps(engine, this::state);
        this.counter = new Tensors(engine);
        this.step = counter.get("step", Shape.scalar(), 0f);
        this.seedBuffer = engine.allocate(Shape.scalar());
        seedBuffer.write(new float[] {seeds.noise()});
    }

    /**
     * Trains to the end.
     *
     * @param checkpoints where it is kept how far it has come
     * @param before how far an earlier process had come
     * @throws CancellationException if the thread is interrupted
     */
    Outcome train(Listener listener, Checkpoints.Of checkpoints, Optional<Checkpoint> before) {
        Minibatches minibatches = Minibatches.of(stage, sampleOrder, chosen.length);
        int count = chosen.length;
        int batch = minibatches.size();
        long perEpoch = minibatches.perEpoch();
        long total = minibatches.total();
        LossCurve curve = new LossCurve(stretch(perEpoch, total));
        long done = 0;
        if (before.orElse(null) instanceof Checkpoint.Midway midway) {
            restore(midway, curve);
            done = midway.steps();
        }
        reader.start(minibatches, done);
        float latest = 0f;
        long begun = System.nanoTime();
        long reported = begun;
        long kept = begun;
        boolean stopped = false;
        for (int epoch = (int) (done / perEpoch); done < total && !stopped; epoch++) {
            columns.epoch(epoch);
            int[] order = minibatches.order(epoch);
            for (int at = (int) (done % perEpoch) * batch; at < count && done < total; at += batch) {
                Interruption.check();
                int[] positions = minibatches.positions(order, at);
                Compiled compiled = program(positions.length);
                Runnable read = reader.next(epoch, positions, compiled.read());
                if (ahead.count() == 0) {
                    begun = System.nanoTime();
                }
                ahead.run(
                        new QueuedSteps.Step(
                                done + 1,
                                compiled.executable(),
                                () -> {
                                    compiled.indices().write(positions);
                                    read.run();
                                },
                                rate(watch.progress(done, perEpoch, total))),
                        pace.steps() - ahead.count() - 1);
                done++;
                boolean ends = at + batch >= count || done == total;
                boolean due = checkpoints.interval().at(done, perEpoch);
                if (ahead.count() < pace.steps()
                        && done < total
                        && !due
                        && !(ends && (watch.used() || columns.changing()))) {
                    continue;
                }
                int looked = ahead.count();
                float[] losses = ahead.look();
                long now = System.nanoTime();
                pace.took(looked, now - begun);
                latest = losses[losses.length - 1];
                if (!Float.isFinite(latest)) {
                    curve.addAll(losses, losses.length - 1);
                    long diverged = done - looked + losses.length;
                    return new Outcome(diverged, diverged, curve.points());
                }
                // Where the validation loss belongs to the curve, no point lies within an epoch.
                watch.took(losses);
                if (ends) {
                    stopped = watch.stops(done);
                }
                curve.validation(watch.validationLoss());
                curve.addAll(losses, losses.length);
                if (!stopped && done < total && (due || checkpoints.interval().after(Duration.ofNanos(now - kept)))) {
                    checkpoints.keep(checkpoint(done, curve));
                    kept = System.nanoTime();
                }
                if (now - reported > REPORT_NANOS) {
                    reported = now;
                    listener.at(done, total, latest);
                }
            }
        }
        curve.end();
        watch.finish(done);
        listener.at(done, total, latest);
        return new Outcome(done, -1, curve.points());
    }

    /** How far it has come; every step that was given to the device has been looked at. */
    private Checkpoint.Midway checkpoint(long done, LossCurve curve) {
        List<NamedTensor> kept = new ArrayList<>();
        memory.values().forEach(each -> kept.add(each.named(MEMORY + each.name())));
        kept.addAll(counter.values());
        return new Checkpoint.Midway(done, tensors.values(), kept, curve.checkpoint(), watch.checkpoint());
    }

    private void restore(Checkpoint.Midway from, LossCurve curve) {
        tensors.put(from.parameters());
        for (NamedTensor each : from.memory()) {
            if (each.name().startsWith(MEMORY)) {
                memory.put(List.of(each.named(each.name().substring(MEMORY.length()))));
            } else {
                counter.put(List.of(each));
            }
        }
        curve.restore(from.curve());
        watch.restore(from.watch());
    }

    /**
     * Steps between two points of the loss curve; whole epochs where an epoch is shorter than that, or the validation
     * loss, which is looked at between epochs, belongs to the curve.
     */
    private long stretch(long perEpoch, long total) {
        long wanted = Math.max(1, Math.ceilDiv(total, (long) CURVE_POINTS));
        return wanted <= perEpoch && !watch.validates() ? wanted : (wanted + perEpoch - 1) / perEpoch * perEpoch;
    }

    private float rate(Progress progress) {
        return (float) (baseRate(train.optimizer()) * factor(train.schedule(), progress));
    }

    /** The rate of a first step, before any schedule. */
    static float rate(TrainSpec train) {
        return (float) baseRate(train.optimizer());
    }

    private static double baseRate(Part<Optimizer<?>> part) {
        return PluginException.guard(
                "optimizer " + part.type(), part.service(), () -> rateOf(part.service(), part.settings()));
    }

    private static <S extends Record> double rateOf(Optimizer<S> optimizer, Record settings) {
        return optimizer.rate(optimizer.settings().cast(settings));
    }

    private static double factor(Part<Schedule<?>> part, Progress progress) {
        return PluginException.guard(
                "schedule " + part.type() + ", at step " + progress.step(),
                part.service(),
                () -> factorOf(part.service(), part.settings(), progress));
    }

    private static <S extends Record> double factorOf(Schedule<S> schedule, Record settings, Progress progress) {
        return schedule.factor(schedule.settings().cast(settings), progress);
    }

    private Compiled program(int batch) {
        Compiled known = byBatch.get(batch);
        if (known != null) {
            return known;
        }
        TrainingGraph graph =
                TrainingGraph.of(stage, inputs, objective, chosen.length, batch, reader::reads, columns::bytes);
        Buffer indices =
                engine.allocate(graph.indices().shape(), graph.indices().type());
        Map<Value, Buffer> bound = tensors.bind(graph.network());
        for (TrainingGraph.Memory m : graph.memory()) {
            bound.put(m.leaf(), memory.get(m.name(), m.leaf().shape(), m.initial()));
        }
        bound.put(graph.indices(), indices);
        Map<String, Buffer> read = new LinkedHashMap<>();
        columns.bind(graph, bound, (name, leaf) -> {
            if (reader.reads(name)) {
                bound.put(leaf, read.computeIfAbsent(name, key -> engine.allocate(leaf.shape())));
            }
            return reader.reads(name);
        });
        ahead.bind(graph, bound);
        bound.put(graph.network().seed(), seedBuffer);
        bound.put(graph.network().step(), step);
        Program program = graph.program();
        Compiled compiled =
                new Compiled(engine.compile(program, Tensors.complete(program, bound, engine)), indices, read);
        byBatch.put(batch, compiled);
        return compiled;
    }

    /** What a step changes, the ring of losses apart. */
    private List<Buffer> state() {
        List<Buffer> state = new ArrayList<>(tensors.buffers());
        state.addAll(memory.buffers());
        state.add(step);
        return state;
    }

    @Override
    public void close() {
        byBatch.values().forEach(compiled -> compiled.executable().close());
        reader.close();
        ahead.close();
        watch.close();
    }
}
