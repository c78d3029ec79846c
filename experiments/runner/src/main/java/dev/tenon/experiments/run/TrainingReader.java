package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.experiments.data.Augmenter;
import dev.tenon.experiments.data.BatchRows;
import dev.tenon.experiments.data.ByteRows;
import dev.tenon.experiments.data.Mixup;
import dev.tenon.experiments.data.ReadAhead;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.model.TrainingGraph;
import dev.tenon.experiments.spec.StageSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads, minibatch by minibatch, what a stage takes of its data that does not lie in memory: inputs and targets, by their names. */
final class TrainingReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingReader.class);

    private final StageSpec stage;
    private final Examples examples;
    private final Objective objective;
    private final long seed;
    private final int[] chosen;
    private final Optional<Augmenter> augmenter;
    private final Set<String> names = new LinkedHashSet<>();
    private volatile Epoch latest;
    private @Nullable ReadAhead ahead;
    private long begun;
    private long given;

    /** How many examples were read ahead, and how long that took: by the reading thread, and looked at when it has ended. */
    private final AtomicLong decoded = new AtomicLong();

    private final AtomicLong decodingNanos = new AtomicLong();

    /**
     * What is read in an epoch.
     *
     * @param inputs as they are then, before they are mixed
     * @param targets likewise
     * @param mixup if examples are mixed
     */
    private record Epoch(int number, List<BatchRows> inputs, List<BatchRows> targets, Optional<Mixup> mixup) {

        /** Numbers of an example. */
        long width() {
            long own = Stream.concat(inputs.stream(), targets.stream())
                    .mapToLong(BatchRows::width)
                    .sum();
            return mixup.isPresent() ? 2 * own : own;
        }
    }

    /**
     * A reader that has not begun.
     *
     * @param seed of how examples are augmented and mixed
     * @param chosen the examples that are learned from
     */
    TrainingReader(StageSpec stage, Examples examples, Objective objective, long seed, int[] chosen) {
        this.stage = stage;
        this.examples = examples;
        this.objective = objective;
        this.seed = seed;
        this.chosen = chosen;
        this.augmenter = Augmenter.of(stage, examples.columns(), seed);
        this.latest = epoch(0);
        latest.inputs.forEach(each -> names.add(each.name()));
        latest.targets.forEach(each -> {
            names.add(each.name());
            if (latest.mixup.isPresent()) {
                names.add(TrainingGraph.ofPartner(each.name()));
            }
        });
    }

    /** Each epoch changes the examples anew. */
    private Epoch epoch(int number) {
        List<BatchRows> inputs = new ArrayList<>();
        for (String name : stage.inputs()) {
            Column column = examples.column(name).orElseThrow();
            if (!ByteRows.held(column.source())) {
                inputs.add(new BatchRows(
                        name, as(column, number, true), column.shape().size()));
            }
        }
        List<BatchRows> targets = new ArrayList<>();
        objective
                .targets(column -> ByteRows.held(column.source()) ? column : column.with(as(column, number, false)))
                .forEach((name, table) -> {
                    if (!table.held()) {
                        targets.add(table.rows(name));
                    }
                });
        boolean none = inputs.isEmpty() && targets.isEmpty();
        Optional<Double> alpha = none ? Optional.empty() : stage.train().mixup();
        return new Epoch(
                number, inputs, targets, alpha.map(each -> Mixup.of(stage.data(), seed, number, chosen, each)));
    }

    private Rows as(Column column, int epoch, boolean input) {
        return augmenter.map(each -> each.rows(column, epoch, input)).orElse(column.source());
    }

    /** Whether an input or target is read for each minibatch. */
    boolean reads(String name) {
        return names.contains(name);
    }

    /**
     * Begins to read ahead.
     *
     * @param minibatches in the order in which they will be asked for
     * @param done how many of them were taken before, and will not be
     */
    void start(Minibatches minibatches, long done) {
        if (!names.isEmpty()) {
            begun = System.nanoTime();
            Iterator<Minibatches.One> order = minibatches.from(done);
            ahead = new ReadAhead(latest.width() * minibatches.size(), new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return order.hasNext();
                }

                @Override
                public Supplier<Map<String, float[]>> next() {
                    Minibatches.One next = order.next();
                    return () -> timed(next);
                }
            });
        }
    }

    /**
     * The next minibatch. To give it to the device a first time waits for the reading thread; to do so again reads it again, for those
     * that were given are not kept.
     *
     * @param epoch counted from 0
     * @param positions among the chosen examples
     * @param into where each input or target goes
     */
    Runnable next(int epoch, int[] positions, Map<String, Buffer> into) {
        return new Runnable() {
            private @Nullable ReadAhead first = ahead;

            @Override
            public void run() {
                if (names.isEmpty()) {
                    return;
                }
                ReadAhead source = first;
                first = null;
                Map<String, float[]> values = source == null ? read(epoch, positions) : source.next();
                given += source == null ? 0 : positions.length;
                values.forEach((name, numbers) ->
                        Objects.requireNonNull(into.get(name)).write(numbers));
            }
        };
    }

    private Map<String, float[]> timed(Minibatches.One next) {
        long from = System.nanoTime();
        Map<String, float[]> values = read(next.epoch(), next.positions());
        decodingNanos.addAndGet(System.nanoTime() - from);
        decoded.addAndGet(next.positions().length);
        return values;
    }

    private Map<String, float[]> read(int number, int[] positions) {
        Epoch now = latest;
        if (now.number != number) {
            now = epoch(number);
            latest = now;
        }
        int[] own = examples(positions);
        Optional<int[]> others = now.mixup.map(mixup -> examples(mixup.partners(positions)));
        Map<String, float[]> values = new LinkedHashMap<>();
        for (BatchRows each : now.inputs) {
            float[] rows = each.read(own);
            values.put(
                    each.name(),
                    now.mixup
                            .map(mixup -> mixup.mixed(positions, rows, each.read(others.orElseThrow())))
                            .orElse(rows));
        }
        for (BatchRows each : now.targets) {
            values.put(each.name(), each.read(own));
            others.ifPresent(partners -> values.put(TrainingGraph.ofPartner(each.name()), each.read(partners)));
        }
        return values;
    }

    private int[] examples(int[] positions) {
        return Arrays.stream(positions).map(position -> chosen[position]).toArray();
    }

    @Override
    public void close() {
        if (ahead != null) {
            ahead.close();
            long taken = System.nanoTime() - begun;
            LOG.info(
                    "stage {}: {} examples were read for training: {}/s are decoded, {}/s were trained; training waited for"
                            + " data {} % of the time",
                    stage.id(),
                    given,
                    Math.round(decoded.get() * 1e9 / Math.max(1, decodingNanos.get())),
                    Math.round(given * 1e9 / taken),
                    Math.round(100.0 * ahead.waitedNanos() / taken));
        }
    }
}
