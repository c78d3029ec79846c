package dev.tenon.testkit;

import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.analysis.TrainedNetwork;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.report.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Gives an analysis under test a small network, computed by the reference evaluator, and keeps what it puts. */
public final class TestAnalysisScope implements AnalysisScope {
    private final long seed;
    private final Examples examples;
    private final List<LayerResult> layers;
    private final TestNetwork trained;
    private final TestNetwork untrained;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Table> details = new LinkedHashMap<>();
    private final Map<String, Numbers> numbers = new LinkedHashMap<>();

    /**
     * Numbers that were put.
     *
     * @param values row-major
     */
    public record Numbers(Shape shape, float[] values) {}

    /**
     * A scope.
     *
     * @param seed of the random numbers
     * @param examples of which the network takes the first column
     * @param layers in order, the last one's result is the output
     */
    public TestAnalysisScope(long seed, Examples examples, List<TestLayer> layers) {
        this.seed = seed;
        this.examples = examples;
        this.trained = new TestNetwork(examples.columns().getFirst(), layers, true);
        this.untrained = new TestNetwork(examples.columns().getFirst(), layers, false);
        this.layers = trained.layers();
    }

    /** The tables that were put, by name, in order. */
    public Map<String, Table> tables() {
        return tables;
    }

    /** The tables that were put as details, by name, in order. */
    public Map<String, Table> details() {
        return details;
    }

    /** The numbers that were put, by name, in order. */
    public Map<String, Numbers> numbers() {
        return numbers;
    }

    @Override
    public TrainedNetwork network() {
        return trained;
    }

    @Override
    public TrainedNetwork untrained() {
        return untrained;
    }

    @Override
    public RandomStream random(String name) {
        return new RandomStream(seed, "analysis/" + name);
    }

    @Override
    public void put(String name, Table table) {
        tables.put(fresh(name), table);
    }

    @Override
    public void putDetail(String name, Table table) {
        details.put(fresh(name), table);
    }

    @Override
    public void put(String name, Shape shape, float[] values) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(name + " has " + values.length + " numbers for the shape " + shape);
        }
        numbers.put(fresh(name), new Numbers(shape, values));
    }

    private String fresh(String name) {
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "what is put has a name of lower case, its words joined by hyphens, not \"" + name + "\"");
        }
        if (Stream.of(tables, details, numbers).anyMatch(map -> map.containsKey(name))) {
            throw new IllegalArgumentException("something was put under the name \"" + name + "\" before");
        }
        return name;
    }

    @Override
    public List<LayerResult> layers() {
        return layers;
    }

    @Override
    public List<Column> inputs() {
        return List.of(examples.columns().getFirst());
    }

    @Override
    public Column target() {
        return examples.target();
    }

    @Override
    public Examples examples() {
        return examples;
    }

    @Override
    public LayerResult layer(String id) {
        return layers.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("has no layer \"" + id + "\"; there are "
                        + layers.stream().map(LayerResult::id).toList()));
    }

    @Override
    public Column column(String name) {
        return examples.columns().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("has no column \"" + name + "\"; there are "
                        + examples.columns().stream().map(Column::name).toList()));
    }
}
