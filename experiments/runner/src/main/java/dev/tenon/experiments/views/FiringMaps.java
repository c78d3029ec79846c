package dev.tenon.experiments.views;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Plot;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where in a few test images a network finds what speaks for its answer: see {@link Evidence}. */
@Type("firing-maps")
@Describe("Shows where in a few test images the network finds evidence for its output.")
public final class FiringMaps implements Analysis<FiringMaps.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Largest number of test images; the first ones are shown, targets in proportion.")
            @Default("6")
            @Range(min = 1)
            int images) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public void check(AnalysisSubject subject, Settings settings) {
        Evidence.unshown(subject.inputs().size(), subject.layers().getLast().shape())
                .ifPresent(why -> {
                    throw new IllegalArgumentException("has no positions for its outputs: " + why);
                });
        if (image(subject).rank() != 3) {
            throw new IllegalArgumentException("takes no images of height, width and channels");
        }
        List<LayerResult> layers = subject.layers().stream()
                .filter(layer -> !layer.type().equals("flatten"))
                .toList();
        boolean maps = layers.stream()
                .anyMatch(layer -> layer.shape().rank() == 3
                        && layer.shape().dim(0) * layer.shape().dim(1) > 1);
        if (!maps && (layers.size() != 1 || !layers.getFirst().type().equals("dense"))) {
            throw new IllegalArgumentException(
                    "has no positions for its outputs: activations after its first layer have no position; name other `arms`");
        }
        FeatureMaps.shown(subject, settings.images());
    }

    private static Shape image(AnalysisSubject subject) {
        return subject.inputs().getFirst().shape();
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        int[] shown = FeatureMaps.shown(scope, settings.images());
        Shape image = image(scope);
        Column pixels = scope.inputs().getFirst();
        Map<String, float[]> results = FeatureMaps.results(scope, scope.network(), shown);
        List<Evidence.Layer> layers = scope.layers().stream()
                .map(layer -> of(layer, shown.length, results))
                .toList();
        float[] outputs = layers.getLast().values();
        Evidence evidence = Evidence.of(new Evidence.Seen(
                        image,
                        pixels.rows(shown),
                        outputs,
                        layers,
                        scope.network().weights()))
                .orElseThrow();
        Table.Builder table = Table.of(
                "Where in test images the network finds evidence for its output, and how that was computed; "
                        + "images are counted from 0.",
                TableColumn.text("image"),
                TableColumn.text("map"),
                TableColumn.value("output"));
        int size = image.dim(0) * image.dim(1);
        float[] maps = new float[shown.length * size];
        for (int i = 0; i < shown.length; i++) {
            for (int place = 0; place < size; place++) {
                maps[i * size + place] =
                        (float) evidence.at(i, place / image.dim(1), place % image.dim(1), image.dim(0), image.dim(1));
            }
            int units = outputs.length / shown.length;
            int unit = Evidence.unit(outputs, i, units);
            table.row(Integer.toString(shown[i]), evidence.words(), outputs[i * units + unit]);
        }
        table.drawn(new Plot(Plot.Kind.MAPS, "map", "output", "image"));
        scope.putPictures("maps", table.build(), Shape.of(image.dim(0), image.dim(1), 1), maps);
    }

    private static Evidence.Layer of(LayerResult layer, int count, Map<String, float[]> results) {
        return new Evidence.Layer(
                layer.id(),
                layer.type(),
                Shape.of(count).append(layer.shape().dims()),
                Objects.requireNonNull(results.get(layer.id())),
                layer.tall(),
                layer.wide());
    }
}
