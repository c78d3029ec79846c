package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.data.Split;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Plot;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.List;
import java.util.Objects;

/**
 * How many objects a network finds at how many false alarms, where an image may hold any number of objects: the free-response operating
 * characteristic (Bunch, Hamilton, Sanderson and Simmons, A Free-Response Approach to the Measurement and Characterization of Radiographic-Observer
 * Performance, Journal of Applied Photographic Engineering 4, 1978). A map's largest value among its neighbours is an alarm at that place; one
 * near an object is a hit, and the object's score is the largest of its hits; all other alarms are false.
 */
@Type("free-response")
@Describe(
        "Measures how many of the objects that the data has masks of a map finds, at several numbers of false alarms for each image.")
public final class FreeResponse implements Analysis<FreeResponse.Settings> {

    /** False alarms for each image at which sensitivity is given, as in lung nodule challenges (van Ginneken et al. 2010). */
    private static final double[] RATES = {0.125, 0.25, 0.5, 1, 2, 4, 8};

    /** What a user may set. */
    public record Settings(
            @Describe("The layer of maps [height, width, units]; of several units the largest counts.")
            String of,

            @Describe("The column of the objects' masks: a class, or signs, at each pixel.") @Default("mask")
            String parts,

            @Describe("Classes of that column that are not objects.") @Default("[ground]")
            List<String> ignore,

            @Describe("How far from an object an alarm still counts for it, in pixels.")
            @Default("2")
            @Range(min = 0, max = 1000)
            int within,

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
        Choices.maps(subject.layer(settings.of()));
        PartMasks.check(subject.column(settings.parts()), settings.ignore());
        Choices.examples(subject, settings.split(), settings.examples());
    }

    @Override
    public void run(AnalysisScope scope, Settings settings) {
        LayerResult layer = scope.layer(settings.of());
        int[] examples = Choices.examples(scope, settings.split(), settings.examples());
        PartMasks masks = PartMasks.of(scope.column(settings.parts()), settings.ignore(), examples);
        ImageObjects objects = ImageObjects.of(masks);
        if (objects.count() == 0) {
            throw new IllegalArgumentException("the masks of the " + examples.length + " examples have no objects");
        }
        float[] maps = Objects.requireNonNull(
                scope.network().results(List.of(layer.id()), examples).get(layer.id()));
        Alarms alarms = Alarms.of(maps, layer, objects, settings.within());

        Table.Builder curve = Table.of(
                "Fraction of the objects found by layer " + settings.of()
                        + " against the number of false alarms for each image.",
                TableColumn.text("at"),
                TableColumn.value("false alarms"),
                TableColumn.value("sensitivity"));
        double sum = 0;
        for (double rate : RATES) {
            double found = alarms.sensitivity((int) (rate * examples.length));
            curve.row(rate < 1 ? "1/" + (int) (1 / rate) : String.valueOf((int) rate), rate, found);
            sum += found;
        }
        scope.put(
                "curve",
                curve.drawn(new Plot(Plot.Kind.LINES, "false alarms", "sensitivity", ""))
                        .build());
        scope.put(
                "summary",
                Table.of(
                                "Objects found by layer " + settings.of() + " in " + examples.length
                                        + " images. Mean sensitivity: over those at 1/8 to 8 false alarms for each image. Found at all: those"
                                        + " with an alarm within " + settings.within() + " pixels.",
                                TableColumn.text("of"),
                                TableColumn.count("objects"),
                                TableColumn.value("mean sensitivity"),
                                TableColumn.value("found at all"),
                                TableColumn.value("alarms for each image"))
                        .row(
                                "objects",
                                objects.count(),
                                sum / RATES.length,
                                alarms.sensitivity(Integer.MAX_VALUE),
                                alarms.all() / (double) examples.length)
                        .build());
    }
}
