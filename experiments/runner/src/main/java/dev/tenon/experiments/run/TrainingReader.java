package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.experiments.data.BatchRows;
import dev.tenon.experiments.data.ReadAhead;
import dev.tenon.experiments.model.Objective;
import dev.tenon.experiments.spec.StageSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads, minibatch by minibatch, what a stage takes of its data that does not lie in memory: inputs and targets, by their names. */
final class TrainingReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingReader.class);

    private final String stage;
    private final List<BatchRows> read = new ArrayList<>();
    private final int[] chosen;
    private @Nullable ReadAhead ahead;
    private long begun;
    private long given;

    /**
     * A reader that has not begun.
     *
     * @param chosen the examples that are learned from
     */
    TrainingReader(StageSpec stage, Examples examples, Objective objective, int[] chosen) {
        this.stage = stage.id();
        this.chosen = chosen;
        for (String name : stage.inputs()) {
            Column column = examples.column(name).orElseThrow();
            if (!column.held()) {
                read.add(new BatchRows(name, column.source(), column.shape().size()));
            }
        }
        objective.targets().forEach((name, table) -> {
            if (!table.held()) {
                read.add(table.rows(name));
            }
        });
    }

    /** Whether an input or target is read for each minibatch. */
    boolean reads(String name) {
        return read.stream().anyMatch(each -> each.name().equals(name));
    }

    /**
     * Begins to read ahead.
     *
     * @param minibatches in the order in which they will be asked for
     * @param done how many of them were taken before, and will not be
     */
    void start(Minibatches minibatches, long done) {
        if (!read.isEmpty()) {
            begun = System.nanoTime();
            ahead = new ReadAhead(read, minibatches.from(done), this::examples, minibatches.size());
        }
    }

    /**
     * The next minibatch. To give it to the device a first time waits for the reading thread; to do so again reads it again, for those
     * that were given are not kept.
     *
     * @param positions among the chosen examples
     * @param into where each input or target goes
     */
    Runnable next(int[] positions, Map<String, Buffer> into) {
        return new Runnable() {
            private @Nullable ReadAhead first = ahead;

            @Override
            public void run() {
                if (read.isEmpty()) {
                    return;
                }
                ReadAhead source = first;
                first = null;
                Map<String, float[]> values = source == null ? again(positions) : source.next();
                given += source == null ? 0 : positions.length;
                values.forEach((name, numbers) ->
                        Objects.requireNonNull(into.get(name)).write(numbers));
            }
        };
    }

    private Map<String, float[]> again(int[] positions) {
        Map<String, float[]> values = new LinkedHashMap<>();
        read.forEach(each -> values.put(each.name(), each.read(examples(positions))));
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
                    "stage {}: {} examples were read for training, {}/s; it waited for them {} % of the time",
                    stage, given, Math.round(given * 1e9 / taken), Math.round(100.0 * ahead.waitedNanos() / taken));
        }
    }
}
