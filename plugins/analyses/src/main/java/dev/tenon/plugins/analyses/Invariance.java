package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.Computation;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.analysis.TrainedNetwork;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Plot;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Targets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How little a layer's result changes when something about its input does that should not matter, as a share of how much it changes from
 * one example to any other: {@code 1 - E|f(x) - f(x')|² / E|f(x) - f(y)|²}, where x' is x changed and y another example, as the sensitivity
 * of Cagnetta et al. (PRX 14, 031001, 2024, section V).
 */
@Type("invariance")
@Describe(
        "Measures how invariant each layer's activations are to shifts of the image, or among examples with the same value of a column.")
public final class Invariance implements Analysis<Invariance.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The layers to measure (default: all).")
            Optional<List<String>> of,

            @Describe("By how many pixels images are shifted, to each of four sides; what comes in repeats the border.")
            @Default("1")
            @Range(min = 0)
            int shift,

            @Describe(
                    "A column of classes or signs: examples with the same value but different inputs are compared too.")
            Optional<String> alike,

            @Describe("The split to analyse.") @Default("test")
            Split split,

            @Describe("Largest number of examples of the split; the first ones are taken.")
            @Default("200")
            @Range(min = 2)
            int examples) {

        /** Refuses settings that look at nothing. */
        public Settings {
            if (shift == 0 && alike.isEmpty()) {
                throw new IllegalArgumentException(
                        "has nothing to measure: give a `shift` above 0, or a column in `alike`");
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public void check(AnalysisSubject subject, Settings settings) {
        settings.of().orElse(List.of()).forEach(subject::layer);
        Choices.examples(subject, settings.split(), settings.examples());
        if (settings.shift() > 0) {
            Shape image = image(subject);
            int most = Math.max(image.dim(0), image.dim(1));
            if (settings.shift() >= most) {
                throw new IllegalArgumentException("has images of " + image.dim(0) + " x " + image.dim(1)
                        + " pixels; lower `shift` below " + most);
            }
        }
        settings.alike().map(subject::column).ifPresent(column -> {
            if (column.kind() == Targets.NUMBERS) {
                throw new IllegalArgumentException("has numbers in column " + column.name()
                        + ", which are hardly ever equal; name classes or signs");
            }
        });
    }

    private static Shape image(AnalysisSubject subject) {
        return subject.inputs().stream()
                .map(Column::shape)
                .filter(shape -> shape.rank() == 3)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "takes no image that could be shifted; write `shift: 0` and name a column in `alike`"));
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        int[] examples = Choices.examples(scope, settings.split(), settings.examples());
        List<LayerResult> layers = settings.of()
                .<List<LayerResult>>map(ids -> ids.stream().map(scope::layer).toList())
                .orElseGet(scope::layers);
        Table.Builder table = Table.of(
                "How much of each layer's result is kept under a change: 1 if the change does not matter at all, 0 if the result changes as"
                        + " much as from one example to any other, below 0 if more.",
                TableColumn.text("layer"),
                TableColumn.text("change"),
                TableColumn.value("trained"),
                TableColumn.value("untrained"));
        List<Row> trained = rows(scope, scope.network(), layers, settings, examples);
        List<Row> untrained = rows(scope, scope.untrained(), layers, settings, examples);
        for (int i = 0; i < trained.size(); i++) {
            Row row = trained.get(i);
            table.row(
                    row.layer(),
                    row.change(),
                    row.invariance(),
                    untrained.get(i).invariance());
        }
        scope.put(
                "layers",
                table.drawn(new Plot(Plot.Kind.POINTS, "layer", "trained", "change"))
                        .build());
    }

    private record Row(String layer, String change, double invariance) {}

    private static List<Row> rows(
            AnalysisScope scope, TrainedNetwork network, List<LayerResult> layers, Settings settings, int[] examples) {
        List<String> ids = layers.stream().map(LayerResult::id).toList();
        Map<String, float[]> inputs = new LinkedHashMap<>();
        scope.inputs().forEach(column -> inputs.put(column.name(), column.rows(examples)));
        try (Computation computation = network.compile(graph -> {
            Map<String, Value> all = graph.apply();
            Map<String, Value> wanted = new LinkedHashMap<>();
            ids.forEach(id -> wanted.put(id, Objects.requireNonNull(all.get(id))));
            return wanted;
        })) {
            Map<String, float[]> as = computation.run(inputs, examples.length);
            Map<String, Double> ofShift = settings.shift() == 0
                    ? Map.of()
                    : shifted(scope, computation, inputs, as, settings.shift(), examples.length);
            List<Row> rows = new ArrayList<>();
            for (String id : ids) {
                float[] result = Objects.requireNonNull(as.get(id));
                double any = Distances.any(result, examples.length);
                if (settings.shift() > 0) {
                    rows.add(new Row(
                            id, "shift by " + settings.shift(), 1 - Objects.requireNonNull(ofShift.get(id)) / any));
                }
                settings.alike()
                        .map(scope::column)
                        .ifPresent(column -> rows.add(new Row(
                                id,
                                column.name() + " alike",
                                1 - Distances.alike(result, column.rows(examples), examples.length) / any)));
            }
            return rows;
        }
    }

    /** The mean squared distance of each layer's result from that of images shifted to four sides. */
    private static Map<String, Double> shifted(
            AnalysisScope scope,
            Computation computation,
            Map<String, float[]> inputs,
            Map<String, float[]> as,
            int shift,
            int count) {
        Map<String, Double> sums = new LinkedHashMap<>();
        for (int[] side : new int[][] {{shift, 0}, {-shift, 0}, {0, shift}, {0, -shift}}) {
            Map<String, float[]> moved = new LinkedHashMap<>();
            for (Column column : scope.inputs()) {
                float[] rows = Objects.requireNonNull(inputs.get(column.name()));
                moved.put(
                        column.name(),
                        column.shape().rank() == 3 ? moved(rows, column.shape(), side[0], side[1]) : rows);
            }
            computation
                    .run(moved, count)
                    .forEach((id, result) -> sums.merge(
                            id, Distances.between(Objects.requireNonNull(as.get(id)), result, count) / 4, Double::sum));
        }
        return sums;
    }

    /** Images of which each pixel is the one so many rows and columns before; the border is repeated. */
    static float[] moved(float[] images, Shape image, int down, int across) {
        int height = image.dim(0);
        int width = image.dim(1);
        int channels = image.dim(2);
        float[] moved = new float[images.length];
        for (int at = 0; at < images.length / channels; at++) {
            int row = Math.clamp(at / width % height - down, 0, height - 1);
            int column = Math.clamp(at % width - across, 0, width - 1);
            int from = (at / (height * width) * height + row) * width + column;
            System.arraycopy(images, from * channels, moved, at * channels, channels);
        }
        return moved;
    }
}
