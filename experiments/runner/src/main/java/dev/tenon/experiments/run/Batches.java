package dev.tenon.experiments.run;

import dev.tenon.api.backend.Buffer;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.backend.Executable;
import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.experiments.data.BatchRows;
import dev.tenon.experiments.data.ByteRows;
import dev.tenon.experiments.data.ReadAhead;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Predicate;
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

    /** Takes what was computed of some examples. */
    @FunctionalInterface
    interface Visitor {

        /**
         * The next examples.
         *
         * @param examples by index
         * @param outputs {@code [n, ...]}, by name
         */
        void visit(int[] examples, Map<String, float[]> outputs);
    }

    /** The outputs' rows for some examples by name; none for no examples. */
    Map<String, float[]> of(int[] indices) {
        Joined joined = new Joined(indices.length, name -> true);
        forEachPart(indices, (examples, outputs) -> joined.add(examples.length, outputs));
        return joined.all;
    }

    /** Visits the outputs for some examples in their order, a few at a time. */
    void forEachPart(int[] indices, Visitor visitor) {
        List<BatchRows> read = inputs.values().stream()
                .filter(column -> !ByteRows.held(column.source()))
                .map(BatchRows::of)
                .toList();
        if (read.isEmpty() || indices.length == 0) {
            forEachPart(indices, Map::of, visitor);
            return;
        }
        Iterator<int[]> parts = IntStream.range(0, Math.ceilDiv(indices.length, BATCH))
                .mapToObj(
                        part -> Arrays.copyOfRange(indices, part * BATCH, Math.min(indices.length, (part + 1) * BATCH)))
                .iterator();
        try (ReadAhead ahead = new ReadAhead(read, parts, UnaryOperator.identity(), Math.min(BATCH, indices.length))) {
            forEachPart(indices, ahead::next, visitor);
        }
    }

    /**
     * The same.
     *
     * @param next the numbers of the columns that do not lie in memory, by name, for the next part of the examples
     */
    private void forEachPart(int[] indices, Supplier<Map<String, float[]>> next, Visitor visitor) {
        for (int at = 0; at < indices.length; ) {
            int batch = Math.min(BATCH, indices.length - at);
            int[] part = Arrays.copyOfRange(indices, at, at + batch);
            Map<String, float[]> read = next.get();
            Map<String, float[]> rows = new LinkedHashMap<>();
            inputs.forEach((column, source) -> {
                float[] values = read.get(BatchRows.of(source).name());
                rows.put(column, values != null ? values : source.rows(part));
            });
            visitor.visit(part, computed(batch, rows));
            at += batch;
        }
    }

    /** The outputs' rows for given inputs, {@code [count, ...]} each. */
    Map<String, float[]> of(Map<String, float[]> given, int count) {
        Joined joined = new Joined(count, name -> true);
        for (int at = 0; at < count; ) {
            int batch = Math.min(BATCH, count - at);
            Map<String, float[]> rows = new LinkedHashMap<>();
            for (Map.Entry<String, float[]> each : given.entrySet()) {
                int row = each.getValue().length / count;
                rows.put(each.getKey(), Arrays.copyOfRange(each.getValue(), at * row, (at + batch) * row));
            }
            joined.add(batch, computed(batch, rows));
            at += batch;
        }
        return joined.all;
    }

    /** Rows that are put one after the other. */
    static final class Joined {

        private final int count;
        private final Predicate<String> kept;
        private final Map<String, float[]> all = new LinkedHashMap<>();
        private int done;

        /**
         * None yet.
         *
         * @param count rows that there will be
         * @param kept the names of those outputs that are wanted
         */
        Joined(int count, Predicate<String> kept) {
            this.count = count;
            this.kept = kept;
        }

        void add(int examples, Map<String, float[]> outputs) {
            outputs.forEach((name, values) -> {
                if (kept.test(name)) {
                    int row = values.length / examples;
                    float[] whole = all.computeIfAbsent(name, key -> new float[Math.multiplyExact(count, row)]);
                    System.arraycopy(values, 0, whole, done * row, values.length);
                }
            });
            done += examples;
        }

        /** The rows by name; none if there was no example. */
        Map<String, float[]> all() {
            return all;
        }
    }

    private Map<String, float[]> computed(int batch, Map<String, float[]> rows) {
        Interruption.check();
        Compiled compiled = byBatch.computeIfAbsent(batch, this::compile);
        rows.forEach((column, values) ->
                Objects.requireNonNull(compiled.inputs().get(column)).write(values));
        compiled.executable().run();
        Map<String, float[]> results = new LinkedHashMap<>();
        for (Map.Entry<String, Shape> output : compiled.outputs().entrySet()) {
            float[] values = new float[output.getValue().size()];
            compiled.executable().output(output.getKey()).read(values);
            results.put(output.getKey(), values);
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
        byBatch.values().forEach(compiled -> {
            compiled.executable().close();
            compiled.inputs().values().forEach(Buffer::close);
        });
    }
}
