package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.analysis.TrainedNetwork;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Split;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Plot;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ascends the gradient of a unit's activation from noise, over images of bounded norm (Erhan et al., Visualizing higher-layer features of a
 * deep network, 2009). Of a feature map it is the activation at the place in its middle, and only what that place sees is changed.
 */
@Type("activation-maximisation")
@Describe(
        "Searches for each unit of a layer the image that excites it most, by gradient ascent over images of bounded norm.")
public final class ActivationMaximisation implements Analysis<ActivationMaximisation.Settings> {

    /** Test images whose pixels say how large an image's are. */
    private static final int LOOKED_AT = 100;

    /** What a user may set. */
    public record Settings(
            @Describe("The layer whose units are shown.") String of,

            @Describe("Largest number of units; the first ones are shown.") @Default("16") @Range(min = 1)
            int units,

            @Describe("Number of ascent steps.") @Default("64") @Range(min = 1)
            int steps,

            @Describe("Length of an ascent step, as a fraction of the norm.")
            @Default("0.1")
            @Range(min = 0, above = true)
            double rate,

            @Describe("Largest 2-norm of the image, as a multiple of that of as many pixels of test images.")
            @Default("1")
            @Range(min = 0, above = true)
            double norm,

            @Describe("Number of random starting images per unit; the best result is kept.")
            @Default("4")
            @Range(min = 1)
            int starts) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public void check(AnalysisSubject subject, Settings settings) {
        Choices.units(subject.layer(settings.of()));
        Choices.image(subject);
        Choices.examples(subject, Split.TEST, 1);
        if (subject.inputs().size() > 1) {
            throw new IllegalArgumentException("takes " + subject.inputs().size()
                    + " inputs; activation-maximisation is of networks that take an image alone");
        }
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        LayerResult layer = scope.layer(settings.of());
        int units = Math.min(layer.units(), settings.units());
        Column image = Choices.image(scope);
        Patches patches = Patches.of(layer, image);
        int[] examples = Choices.examples(scope, Split.TEST, LOOKED_AT);
        double norm = settings.norm()
                * Math.sqrt(meanSquare(image.rows(examples)) * patches.shape().size());
        Map<String, TrainedNetwork> networks = new LinkedHashMap<>();
        networks.put("trained", scope.network());
        networks.put("untrained", scope.untrained());
        Table.Builder table = Table.of(
                "The largest activation of units of layer " + layer.id()
                        + " that gradient ascent finds over images of bounded norm, before and after training.",
                TableColumn.text("unit"),
                TableColumn.text("network"),
                TableColumn.value("activation"));
        List<float[]> found = new ArrayList<>();
        for (int unit = 0; unit < units; unit++) {
            for (Map.Entry<String, TrainedNetwork> network : networks.entrySet()) {
                // Both networks start from the same images.
                RandomStream random = scope.random("start-" + unit);
                try (Ascent ascent = new Ascent(network.getValue(), layer, image, patches, norm)) {
                    Ascent.Maximum best =
                            ascent.climb(unit, random, settings.starts(), settings.steps(), settings.rate());
                    table.row(Integer.toString(unit), network.getKey(), best.activation());
                    found.add(best.patch());
                }
            }
        }
        // A single channel has values of both signs, which greys would not tell from those of an image.
        Plot.Kind kind = patches.shape().dim(2) == 1 ? Plot.Kind.MAPS : Plot.Kind.IMAGES;
        table.drawn(new Plot(kind, "network", "activation", "unit"));
        scope.putPictures("maxima", table.build(), patches.shape(), Patches.joined(found));
    }

    private static double meanSquare(float[] pixels) {
        double sum = 0;
        for (float pixel : pixels) {
            sum += (double) pixel * pixel;
        }
        return sum / pixels.length;
    }
}
