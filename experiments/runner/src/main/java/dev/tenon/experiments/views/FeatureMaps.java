package dev.tenon.experiments.views;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.analysis.TrainedNetwork;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Plot;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.experiments.data.Sampler;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What each unit of a layer answers to a few test images, place by place. */
@Type("feature-maps")
@Describe("Shows the activations of each unit of a layer for a few test images, as maps.")
public final class FeatureMaps implements Analysis<FeatureMaps.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The layers whose units are shown (default: all that have maps).") @Default("[]")
            List<String> of,

            @Describe("Largest number of units per layer; the first ones are shown.") @Default("16") @Range(min = 1)
            int units,

            @Describe("Largest number of test images; the first ones are shown, targets in proportion.")
            @Default("6")
            @Range(min = 1)
            int images) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    /**
     * The results of all layers for some examples, by the layers' ids: what the report, this analysis and {@link FiringMaps} draw.
     *
     * @param examples by index
     */
    public static Map<String, float[]> results(AnalysisSubject subject, TrainedNetwork network, int[] examples) {
        return network.results(subject.layers().stream().map(LayerResult::id).toList(), examples);
    }

    @Override
    public void check(AnalysisSubject subject, Settings settings) {
        for (String id : settings.of()) {
            if (subject.layer(id).shape().rank() != 3) {
                throw new IllegalArgumentException("has " + subject.layer(id).shape() + " as the result of layer " + id
                        + ", which is not maps [height, width, units]");
            }
        }
        if (layers(subject, settings).isEmpty()) {
            throw new IllegalArgumentException("has no layer with maps [height, width, units]");
        }
        shown(subject, settings.images());
    }

    private static List<LayerResult> layers(AnalysisSubject subject, Settings settings) {
        return subject.layers().stream()
                .filter(layer -> layer.shape().rank() == 3)
                .filter(layer -> settings.of().isEmpty() || settings.of().contains(layer.id()))
                .toList();
    }

    /** The test images that are looked at. */
    static int[] shown(AnalysisSubject subject, int images) {
        int[] shown = Sampler.shown(subject.examples(), images);
        if (shown.length == 0) {
            throw new IllegalArgumentException("has no test examples to look at");
        }
        return shown;
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        int[] shown = shown(scope, settings.images());
        Map<String, float[]> results = results(scope, scope.network(), shown);
        for (LayerResult layer : layers(scope, settings)) {
            float[] values = Objects.requireNonNull(results.get(layer.id()));
            // Another layer's id may hold letters that no name of a table has.
            put(scope, "layer-" + (scope.layers().indexOf(layer) + 1), layer, settings.units(), shown, values);
        }
    }

    private static void put(
            AnalysisScope scope, String name, LayerResult layer, int most, int[] shown, float[] values) {
        int channels = layer.units();
        int units = Math.min(channels, most);
        int places = layer.shape().size() / channels;
        Table.Builder table = Table.of(
                "The activations of units of layer " + layer.id()
                        + ", position by position, for test images, and the largest of each; images are counted from 0.",
                TableColumn.text("unit"),
                TableColumn.text("image"),
                TableColumn.value("largest"));
        float[] maps = new float[units * shown.length * places];
        for (int i = 0; i < units * shown.length; i++) {
            int unit = i / shown.length;
            int image = i % shown.length;
            double largest = Double.NEGATIVE_INFINITY;
            for (int place = 0; place < places; place++) {
                float value = values[(image * places + place) * channels + unit];
                maps[i * places + place] = value;
                largest = Math.max(largest, value);
            }
            table.row(Integer.toString(unit), Integer.toString(shown[image]), largest);
        }
        table.drawn(new Plot(Plot.Kind.MAPS, "image", "largest", "unit"));
        Shape map = Shape.of(layer.shape().dim(0), layer.shape().dim(1), 1);
        scope.putPictures(name, table.build(), map, maps);
    }
}
