package dev.tenon.experiments.views;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.analysis.Weights;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Plot;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.List;

/** The filters of layers: convolution kernels channel by channel, and the weights of dense layers for each pixel of a grey image. */
@Type("filters")
@Describe("Shows the filters of each layer, channel by channel, as maps.")
public final class Filters implements Analysis<Filters.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Largest number of filters per layer; the first ones are shown.") @Default("16") @Range(min = 1)
            int units,

            @Describe("Largest number of channels per filter; the first ones are shown.") @Default("16") @Range(min = 1)
            int channels) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    /** The kernel's extents {@code [height, width, channels, filters]}, if weights are filters; of rank 0 if they are none. */
    private static Shape kernel(AnalysisSubject subject, Weights weights) {
        if (weights.shape().rank() == 4) {
            return weights.shape();
        }
        Shape image = subject.inputs().getFirst().shape();
        LayerResult first = subject.layers().stream()
                .filter(layer -> !layer.type().equals("flatten"))
                .findFirst()
                .orElseThrow();
        boolean pixels = weights.shape().rank() == 2
                && weights.layer().equals(first.id())
                && image.rank() == 3
                && image.dim(2) == 1
                && weights.shape().dim(0) == image.size();
        return pixels ? image.append(weights.shape().dim(1)) : Shape.scalar();
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        List<Weights> all = scope.network().weights();
        for (int i = 0; i < all.size(); i++) {
            Shape kernel = kernel(scope, all.get(i));
            if (kernel.rank() == 4) {
                // A layer's id may hold letters that no name of a table has, and it may have several kernels.
                put(scope, "weights-" + (i + 1), settings, all.get(i), kernel);
            }
        }
    }

    private static void put(AnalysisScope scope, String name, Settings settings, Weights weights, Shape kernel) {
        int units = Math.min(kernel.dim(3), settings.units());
        int channels = Math.min(kernel.dim(2), settings.channels());
        int taps = kernel.dim(0) * kernel.dim(1);
        Table.Builder table = Table.of(
                "The filters of layer " + weights.layer() + ", channel by channel, and the sum of the weights of each.",
                TableColumn.text("unit"),
                TableColumn.text("channel"),
                TableColumn.value("sum"));
        float[] pictures = new float[units * channels * taps];
        for (int i = 0; i < units * channels; i++) {
            double sum = 0;
            for (int tap = 0; tap < taps; tap++) {
                float weight = weights.values()[(tap * kernel.dim(2) + i % channels) * kernel.dim(3) + i / channels];
                pictures[i * taps + tap] = weight;
                sum += weight;
            }
            table.row(Integer.toString(i / channels), Integer.toString(i % channels), sum);
        }
        table.drawn(new Plot(Plot.Kind.MAPS, "channel", "sum", "unit"));
        scope.putPictures(name, table.build(), Shape.of(kernel.dim(0), kernel.dim(1), 1), pictures);
    }
}
