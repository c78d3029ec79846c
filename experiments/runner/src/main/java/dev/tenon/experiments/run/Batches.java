package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.data.BatchRows;
import dev.tenon.experiments.data.ReadAhead;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Values computed of many examples, some at a time, whose rows are put one after the other. */
final class Batches implements AutoCloseable {

    /** Examples at a time; the number changes speed and memory, never a result. */
    static final int BATCH = 128;

    private final Engine engine;
    private final String name;
    private final Map<String, Column> inputs;
    private final IntFunction<Graph> graphs;
    private final Map<Integer, Compiled> byBatch = new HashMap<>();

    /**
     * What is computed of a number of examples.
     *
     * @param inputs leaves of what is given, by the columns' names
     * @param outputs by name, {@code [batch, ...]}
     * @param bound the tensors of all leaves but the inputs
     */
    record Graph(Map<String, Value> inputs, Map<String, Value> outputs, Map<Value, Buffer> bound) {}

    private record Compiled(Executable executable, Map<String, Buffer> inputs, Map<String, Shape> outputs) {}

    /**
     * A computation.
     *
     * @param name for messages
     * @param inputs the columns that it is of, by name
     * @param graphs for each number of examples that are computed together, what is computed
     */
    Batches(Engine engine, String name, Map<String, Column> inputs, IntFunction<Graph> graphs) {
        this.engine = engine;
        this.name = name;
        this.inputs = inputs;
        this.graphs = graphs;
    }

    /** The outputs' rows for some examples by name; none for no examples. */
    Map<String, float[]> of(int[] indices) {
        List<BatchRows> read = inputs.values().stream()
                .filter(column -> !column.held())
                .map(BatchRows::of)
                .toList();
        if (read.isEmpty() || indices.length == 0) {
            return of(indices, Map::of);
        }
        Iterator<int[]> parts = IntStream.range(0, Math.ceilDiv(indices.length, BATCH))
                .mapToObj(
                        part -> Arrays.copyOfRange(indices, part * BATCH, Math.min(indices.length, (part + 1) * BATCH)))
                .iterator();
        try (ReadAhead ahead = new ReadAhead(read, parts, UnaryOperator.identity(), Math.min(BATCH, indices.length))) {
            return of(indices, ahead::next);
        }
    }

    /**
     * The same.
     *
     * @param next the numbers of the columns that do not lie in memory, by name, for the next part of the examples
     */
    private Map<String, float[]> of(int[] indices, Supplier<Map<String, float[]>> next) {
        return of(indices.length, (at, batch) -> {
            int[] part = Arrays.copyOfRange(indices, at, at + batch);
            Map<String, float[]> read = next.get();
            Map<String, float[]> rows = new LinkedHashMap<>();
            inputs.forEach((column, source) -> {
                float[] values = read.get(BatchRows.of(source).name());
                rows.put(column, values != null ? values : source.rows(part));
            });
            return rows;
        });
    }

    /** The outputs' rows for given inputs, {@code [count, ...]} each. */
    Map<String, float[]> of(Map<String, float[]> given, int count) {
        return of(count, (at, batch) -> {
            Map<String, float[]> rows = new LinkedHashMap<>();
            given.forEach((column, values) -> {
                int row = values.length / count;
                rows.put(column, Arrays.copyOfRange(values, at * row, (at + batch) * row));
            });
            return rows;
        });
    }

    /** Gives the inputs of some examples, from a place on. */
    private interface Rows {
        Map<String, float[]> of(int at, int batch);
    }

    private Map<String, float[]> of(int count, Rows rows) {
        Map<String, float[]> results = new LinkedHashMap<>();
        for (int at = 0; at < count; ) {
            Interruption.check();
            int batch = Math.min(BATCH, count - at);
            Compiled compiled = byBatch.computeIfAbsent(batch, this::compile);
            rows.of(at, batch)
                    .forEach((column, values) -> Objects.requireNonNull(
                                    compiled.inputs().get(column))
                            .write(values));
            compiled.executable().run();
            for (Map.Entry<String, Shape> output : compiled.outputs().entrySet()) {
                float[] values = new float[output.getValue().size()];
                compiled.executable().output(output.getKey()).read(values);
                int row = values.length / batch;
                float[] all = results.computeIfAbsent(output.getKey(), key -> new float[count * row]);
                System.arraycopy(values, 0, all, at * row, values.length);
            }
            at += batch;
        }
        return results;
    }

    private Compiled compile(int batch) {
        Graph graph = graphs.apply(batch);
        Program program = Program.of(name, graph.outputs(), Map.of());
        Map<Value, Buffer> bound = new HashMap<>(graph.bound());
        Map<String, Buffer> given = new LinkedHashMap<>();
        graph.inputs().forEach((column, leaf) -> {
            Buffer buffer = engine.allocate(leaf.shape());
            given.put(column, buffer);
            bound.put(leaf, buffer);
        });
        Map<String, Shape> shapes = new LinkedHashMap<>();
        graph.outputs().forEach((output, value) -> shapes.put(output, value.shape()));
        return new Compiled(engine.compile(program, Tensors.complete(program, bound, engine)), given, shapes);
    }

    @Override
    public void close() {
        byBatch.values().forEach(compiled -> compiled.executable().close());
    }
}
