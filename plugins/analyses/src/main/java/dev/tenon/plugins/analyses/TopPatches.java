package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Split;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Plot;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/**
 * The parts of images that excite a unit most, each as large as the unit's receptive field (Zeiler and Fergus, Visualizing and understanding
 * convolutional networks, ECCV 2014, without the deconvolution).
 */
@Type("top-patches")
@Describe(
        "Shows for each unit of a layer the image patches that excite it most, each of the size of its receptive field.")
public final class TopPatches implements Analysis<TopPatches.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The layer whose units are shown.") String of,

            @Describe("Largest number of units; the first ones are shown.") @Default("16") @Range(min = 1)
            int units,

            @Describe("Number of patches per unit, each from another image.") @Default("6") @Range(min = 1)
            int patches,

            @Describe("The split to analyse.") @Default("test")
            Split split,

            @Describe("Largest number of examples of the split; the first ones are taken.")
            @Default("1000")
            @Range(min = 1)
            int examples) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public void check(AnalysisSubject subject, Settings settings) {
        Choices.units(subject.layer(settings.of()));
        Choices.image(subject);
        Choices.examples(subject, settings.split(), settings.examples());
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        LayerResult layer = scope.layer(settings.of());
        Column image = Choices.image(scope);
        int[] examples = Choices.examples(scope, settings.split(), settings.examples());
        Patches patches = Patches.of(layer, image);
        int units = Math.min(layer.units(), settings.units());
        int ranks = Math.min(examples.length, settings.patches());
        Strongest[][] best = Strongest.of(scope, layer, examples, units, ranks);
        Table.Builder table = Table.of(
                "What excites units of layer " + layer.id()
                        + " most: the activation, and the image and position of the patch that causes it. Row and column are those of the patch's upper left corner, counted from 0.",
                TableColumn.text("unit"),
                TableColumn.text("rank"),
                TableColumn.count("image"),
                TableColumn.count("row"),
                TableColumn.count("column"),
                TableColumn.value("activation"));
        float[] pictures = new float[units * ranks * patches.shape().size()];
        for (int i = 0; i < units * ranks; i++) {
            Strongest each = best[i / ranks][i % ranks];
            int top = patches.top(each.place());
            int left = patches.left(each.place());
            patches.cut(image.rows(new int[] {each.example()}), top, left, pictures, i);
            table.row(
                    Integer.toString(i / ranks),
                    Integer.toString(i % ranks + 1),
                    each.example(),
                    top,
                    left,
                    each.activation());
        }
        table.drawn(new Plot(Plot.Kind.IMAGES, "rank", "activation", "unit"));
        scope.putPictures("patches", table.build(), patches.shape(), pictures);
    }
}
