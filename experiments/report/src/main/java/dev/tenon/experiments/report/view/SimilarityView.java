package dev.tenon.experiments.report.view;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.report.draw.HeatGrid;
import dev.tenon.experiments.report.view.TableView.Cell;
import dev.tenon.experiments.run.ExperimentResult;
import dev.tenon.experiments.run.Features;
import dev.tenon.experiments.run.Features.LayerFeatures;
import dev.tenon.experiments.stats.ExperimentComparison;
import dev.tenon.experiments.stats.Spectra;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How alike layers of arms are, and how many directions each layer's features vary in. */
final class SimilarityView {

    /** Fewer images than this give no estimate of alignment. */
    private static final int FEWEST = 4;

    private static final int LAYERS = 24;
    private static final int POSITIONS = 20_000;

    private final ExperimentResult result;
    private final Arms arms;

    SimilarityView(ExperimentResult result, ExperimentComparison comparison) {
        this.result = result;
        this.arms = new Arms(comparison);
    }

    /** Alignment between all layers; empty if there are too few images or layers. */
    Optional<Figure> alignment() {
        List<String> names = new ArrayList<>();
        List<double[]> layers = new ArrayList<>();
        int n = 0;
        for (Features features : result.features()) {
            boolean same = Arrays.equals(
                    features.pixels(), result.features().getFirst().pixels());
            if (same && features.count() >= FEWEST) {
                n = features.count();
                for (LayerFeatures layer : features.layers()) {
                    if (!layer.type().equals("flatten") && layers.size() < LAYERS) {
                        names.add(features.trial().arm() + "  " + layer.id());
                        layers.add(doubles(layer.values()));
                    }
                }
            }
        }
        if (layers.size() < 2) {
            return Optional.empty();
        }
        int count = layers.size();
        double[] values = new double[count * count];
        for (int i = 0; i < count; i++) {
            for (int j = i; j < count; j++) {
                double value = Spectra.debiasedCka(layers.get(i), layers.get(j), n);
                values[i * count + j] = values[j * count + i] = StrictMath.max(value, 0);
            }
        }
        HeatGrid grid = new HeatGrid("Similarity of the features of all pairs of layers", names, values);
        return Optional.of(new Figure(
                grid.svg(),
                "Linear centred kernel alignment (CKA, unbiased estimate) of layers' activations for the same "
                        + n + " test images: 1 (yellow) where one layer's features are another's up to rotation and"
                        + " scale, 0 (dark) where they have nothing in common, grey where it cannot be estimated. "
                        + n + " images give a rough estimate only.",
                grid.numbers()));
    }

    /** Effective rank of each layer. */
    TableView ranks() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Features features : result.features()) {
            for (LayerFeatures layer : features.layers()) {
                Shape shape = layer.shape();
                int channels = shape.dim(-1);
                int samples = shape.size() / channels;
                if (shape.rank() == 4 && shape.dim(1) * shape.dim(2) > 1 && channels > 1 && samples <= POSITIONS) {
                    double rank = Spectra.effectiveRank(doubles(layer.values()), samples);
                    rows.add(List.of(
                            arms.cell(features.trial().arm()),
                            Cell.of(layer.id()),
                            Cell.number(Integer.toString(channels)),
                            Cell.number(String.format(Locale.ROOT, "%.1f", rank)),
                            Cell.number(String.format(Locale.ROOT, "%.0f %%", 100 * rank / channels))));
                }
            }
        }
        return new TableView(
                "Effective rank of feature maps: the number of directions in which the outputs of a layer's "
                        + "channels vary, over all positions of the test images shown (exponential of the entropy of singular values).",
                List.of("arm", "layer", "channels", "effective rank", "of channels"),
                rows);
    }

    private static double[] doubles(float[] values) {
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i];
        }
        return copy;
    }
}
