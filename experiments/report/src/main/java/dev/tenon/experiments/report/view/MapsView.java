package dev.tenon.experiments.report.view;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.report.draw.Marker;
import dev.tenon.experiments.report.draw.Ramp;
import dev.tenon.experiments.report.draw.Sheet;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.Features.LayerFeatures;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Figures;
import java.util.ArrayList;
import java.util.List;

/** Feature maps of test images, layer by layer, for each arm. */
final class MapsView {

    private static final int CHANNELS = 16;
    private static final int UNITS = 64;
    private static final int IMAGE = 160;
    private static final int WIDEST = 240;

    private final ExperimentResult result;
    private final Arms arms;

    MapsView(ExperimentResult result, ExperimentComparison comparison) {
        this.result = result;
        this.arms = new Arms(comparison);
    }

    List<PictureTable> tables() {
        List<PictureTable> tables = new ArrayList<>();
        boolean opened = false;
        for (Features features : result.features()) {
            if (features.count() > 0) {
                boolean maps = features.layers().stream()
                        .anyMatch(layer -> layer.shape().rank() == 4);
                tables.add(table(features, maps && !opened));
                opened |= maps;
            }
        }
        return tables;
    }

    private PictureTable table(Features features, boolean open) {
        // Flattening changes no number: the layer before shows the same.
        List<LayerFeatures> layers = features.layers().stream()
                .filter(layer -> !layer.type().equals("flatten"))
                .toList();
        List<String> head = new ArrayList<>(List.of("test image", "pixels"));
        layers.forEach(layer -> head.add(layer.id() + shape(layer.shape())));
        Pixels pixels = new Pixels(features);
        List<PictureTable.Row> rows = new ArrayList<>();
        for (int i = 0; i < features.count(); i++) {
            List<Figure> pictures = new ArrayList<>(List.of(new Figure(image(features, pixels, i), "")));
            for (LayerFeatures layer : layers) {
                pictures.add(picture(layer, i, features));
            }
            rows.add(new PictureTable.Row("image " + (i + 1), Networks.target(features, i), pictures));
        }
        String arm = features.trial().arm();
        return new PictureTable(arm, Marker.inline(arms.look(arm)), open, head, rows);
    }

    private static String shape(Shape shape) {
        return shape.rank() == 4
                ? "\n" + shape.dim(1) + " x " + shape.dim(2) + ", " + Words.count(shape.dim(3), "channel")
                : "\n" + Words.count(shape.dim(1), "unit");
    }

    /** The image in greys, or in its colours if it has three channels. */
    private static String image(Features features, Pixels pixels, int index) {
        return image(
                features.image(),
                pixels,
                index,
                IMAGE,
                "Test image " + (index + 1) + ": " + Networks.target(features, index));
    }

    /** One of several images, at most so wide. */
    static String image(Shape image, Pixels pixels, int index, int widest, String alternative) {
        int height = image.dim(0);
        int width = image.dim(1);
        Sheet sheet = new Sheet(1, 1, height, width);
        for (int i = 0; i < height * width; i++) {
            sheet.set(0, i / width, i % width, pixels.colour(index, i));
        }
        return sheet.image(widest, alternative);
    }

    private static Figure picture(LayerFeatures layer, int index, Features features) {
        Shape shape = layer.shape();
        boolean spatial = shape.rank() == 4 && shape.dim(1) * shape.dim(2) > 1;
        int height = spatial ? shape.dim(1) : 1;
        int width = spatial ? shape.dim(2) : 1;
        int channels = shape.size() / shape.dim(0) / height / width;
        if (channels == 1 && !spatial) {
            return new Figure("", Figures.value(layer.values()[index]));
        }
        int drawn = StrictMath.min(channels, spatial ? CHANNELS : UNITS);
        int columns = Sheet.columns(drawn, spatial ? StrictMath.clamp(160 / width, 1, 4) : 16);
        Sheet sheet = new Sheet((drawn + columns - 1) / columns, columns, height, width);
        double low = low(layer);
        double high = high(layer);
        int start = index * channels * height * width;
        for (int c = 0; c < drawn; c++) {
            for (int i = 0; i < height * width; i++) {
                float value = layer.values()[start + i * channels + c];
                int colour = low < 0
                        ? Ramp.signed(value, StrictMath.max(-low, high))
                        : Ramp.SIZE.at(high == 0 ? 0 : value / high);
                sheet.set(c, i / width, i % width, colour);
            }
        }
        String alternative =
                "Activations of layer " + layer.id() + " of " + features.trial().arm() + " for image " + (index + 1);
        String more = drawn < channels ? "first " + drawn + " of " + channels : "";
        return new Figure(sheet.image(WIDEST, alternative), more);
    }

    private static double low(LayerFeatures layer) {
        double low = 0;
        for (float value : layer.values()) {
            low = StrictMath.min(low, value);
        }
        return low;
    }

    private static double high(LayerFeatures layer) {
        double high = 0;
        for (float value : layer.values()) {
            high = StrictMath.max(high, value);
        }
        return high;
    }
}
