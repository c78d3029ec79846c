package dev.tenon.experiments.report.view;

import dev.tenon.api.analysis.Weights;
import dev.tenon.api.data.Annotation;
import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.data.TestPredictions;
import dev.tenon.experiments.model.LayerSummary;
import dev.tenon.experiments.report.draw.Overlay;
import dev.tenon.experiments.report.draw.Ramp;
import dev.tenon.experiments.report.draw.Raster;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.StageRecord;
import dev.tenon.experiments.stats.Figures;
import dev.tenon.experiments.views.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where in each test image each arm finds what speaks for its answer. */
final class FiringView {

    private static final int WIDE = 150;
    private static final int FOR = 0xf07818;
    private static final int AGAINST = 0x2f7fd6;

    private final ExperimentResult result;

    FiringView(ExperimentResult result) {
        this.result = result;
    }

    /** A row for each image, a column for each arm; only for arms that see the same images. */
    Optional<PictureTable> table() {
        Map<Features, Evidence> found = new LinkedHashMap<>();
        for (Features features : result.features()) {
            if (features.count() > 0
                    && Arrays.equals(
                            features.pixels(), result.features().getFirst().pixels())) {
                evidence(features).ifPresent(evidence -> found.put(features, evidence));
            }
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<String> head = new ArrayList<>(List.of("test image"));
        found.keySet().forEach(features -> head.add(features.trial().arm()));
        List<PictureTable.Row> rows = new ArrayList<>();
        Features first = result.features().getFirst();
        for (int i = 0; i < first.count(); i++) {
            int index = i;
            List<Figure> pictures = new ArrayList<>();
            found.forEach((features, evidence) -> pictures.add(picture(features, evidence, index)));
            rows.add(new PictureTable.Row("image " + (i + 1), Networks.target(first, i), pictures));
        }
        return Optional.of(new PictureTable("", "", true, head, rows));
    }

    /** How it was found, for each arm. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Features features : result.features()) {
            String how = unshown(features)
                    .orElseGet(() -> evidence(features)
                            .map(Evidence::words)
                            .orElse("not shown, because activations after its first layer have no position"));
            notes.add(features.trial().arm() + ": " + how + ".");
        }
        return notes;
    }

    private Optional<Evidence> evidence(Features features) {
        return unshown(features).isPresent()
                ? Optional.empty()
                : Evidence.of(seen(features, Networks.trial(result, features).last()));
    }

    private static Evidence.Seen seen(Features features, StageRecord stage) {
        Map<String, LayerSummary> summaries = new HashMap<>();
        stage.layers().forEach(layer -> summaries.put(layer.id(), layer));
        List<Evidence.Layer> layers = new ArrayList<>();
        for (Features.LayerFeatures layer : features.layers()) {
            LayerSummary summary = summaries.get(layer.id());
            layers.add(new Evidence.Layer(
                    layer.id(),
                    layer.type(),
                    layer.shape(),
                    layer.values(),
                    summary == null ? 0 : summary.receptiveHeight(),
                    summary == null ? 0 : summary.receptiveWidth()));
        }
        List<Weights> weights = stage.weights().stream()
                .map(tensor -> new Weights(Networks.layer(tensor), tensor.name(), tensor.shape(), tensor.values()))
                .toList();
        return new Evidence.Seen(features.image(), features.pixels(), features.outputs(), layers, weights);
    }

    /** Why no picture can say where a network finds its answer, if none can. */
    private Optional<String> unshown(Features features) {
        Shape output = features.layers().getLast().shape();
        return Evidence.unshown(Networks.inputs(result, features), output.slice(1, output.rank()))
                .map(why -> "not shown, because " + why);
    }

    private static Figure picture(Features features, Evidence evidence, int index) {
        int height = features.image().dim(0);
        int width = features.image().dim(1);
        double largest = evidence.largest();
        Raster raster = new Raster(width, height);
        Pixels pixels = new Pixels(features);
        for (int i = 0; i < height * width; i++) {
            int pixel = Ramp.mix(0x101014, pixels.colour(index, i), 0.8);
            double value = evidence.at(index, i / width, i % width, height, width);
            double strength = Double.isNaN(value) || largest == 0 ? 0 : StrictMath.abs(value) / largest;
            // Of what has a sign, the root keeps weak answers visible beside the strongest.
            double share = evidence.signed() ? StrictMath.sqrt(strength) : strength;
            raster.set(i / width, i % width, Ramp.mix(pixel, value < 0 ? AGAINST : FOR, 0.9 * share));
        }
        List<Overlay.Box> boxes = new ArrayList<>();
        for (Annotation a : annotations(features, index)) {
            boolean whole = a.level() == 0 || features.names().contains(a.label());
            boxes.add(new Overlay.Box(a.label(), a.top(), a.left(), a.height(), a.width(), whole));
        }
        String arm = features.trial().arm();
        String svg = new Overlay(raster, boxes)
                .svg(
                        WIDE,
                        "Where " + arm + " responds in image " + (index + 1) + " (" + Networks.target(features, index)
                                + ")");
        return new Figure(svg, output(features, index));
    }

    private static List<Annotation> annotations(Features features, int index) {
        return index < features.annotations().size() ? features.annotations().get(index) : List.of();
    }

    /** The answer: of one unit its number, of several the name of the largest. */
    private static String output(Features features, int index) {
        int units = features.outputs().length / features.count();
        int best = TestPredictions.largest(features.outputs(), index * units, units);
        String value = Figures.signed(features.outputs()[index * units + best], 0.1);
        return units == 1 || best >= features.names().size()
                ? value
                : features.names().get(best) + " " + value;
    }
}
