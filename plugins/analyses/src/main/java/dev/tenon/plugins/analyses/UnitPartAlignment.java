package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.AnalysisSubject;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.analysis.TrainedNetwork;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.report.Table;
import dev.tenon.api.report.TableColumn;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * Which unit answers to which part of an image, after network dissection (Bau, Zhou, Khosla, Oliva, Torralba: Network Dissection,
 * CVPR 2017): a unit fires where its map, at the size of the image, is among its largest answers over all images; how well that covers
 * a part's mask is the intersection of both over their union. Beside the trained units there are Bau's own controls: those of the
 * untrained network, and a random rotation of the trained ones, which holds the same information without being any one unit's.
 *
 * <p>Bau et al. name each unit by its best part, and several units may have one part. Here each part has a unit of its own, by the
 * matching whose sum is largest, so that finding one part ten times counts once.
 */
@Type("unit-part-alignment")
@Describe(
        "Matches each part that the data has masks of with the unit of a layer that responds to it best, beside the same for the untrained network "
                + "and for randomly rotated units.")
public final class UnitPartAlignment implements Analysis<UnitPartAlignment.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The layer whose feature maps are examined.")
            String of,

            @Describe("The column of the parts' masks: a class, or signs, at each pixel.") @Default("mask")
            String parts,

            @Describe("Classes of that column that are not parts.") @Default("[ground]")
            List<String> ignore,

            @Describe("The fraction of activations, over all positions of all images, above which a unit fires.")
            @Default("0.005")
            @Range(min = 0, max = 1)
            double quantile,

            @Describe("The split to analyse.") @Default("test")
            Split split,

            @Describe("Largest number of examples of the split; the first ones are taken.")
            @Default("200")
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
        if (masks.names().isEmpty()) {
            throw new IllegalArgumentException("the masks of the " + examples.length + " examples have no parts");
        }
        float[] trained = maps(scope.network(), layer, examples);
        Dissection dissection = new Dissection(layer, masks, settings.quantile());
        Scores own = dissection.of(trained);
        Scores untrained = dissection.of(maps(scope.untrained(), layer, examples));
        Scores rotated = dissection.of(
                Rotation.random(layer.units(), scope.random("rotation")).of(trained));

        Table.Builder matched = Table.of(
                "How well units of layer " + settings.of()
                        + " cover parts, each part with a different unit. IoU: where the unit"
                        + " is among its largest " + settings.quantile()
                        + " of answers, against the part's mask. AUROC of"
                        + " pixels: how well its answer tells the part's pixels from others; of images: how well its largest answer"
                        + " tells images with the part. Untrained: the same network with its first weights. Rotated: random mixtures"
                        + " of the trained units.",
                TableColumn.text("units"),
                TableColumn.text("part"),
                TableColumn.value("IoU"),
                TableColumn.value("AUROC of pixels"),
                TableColumn.value("AUROC of images"));
        Table.Builder units = Table.of(
                "The unit of layer " + settings.of()
                        + " that each part is matched with by IoU, and the fraction of pixels that are"
                        + " the part's.",
                TableColumn.text("part"),
                TableColumn.text("unit"),
                TableColumn.value("IoU"),
                TableColumn.value("fraction of pixels"));
        int[] unitOf = own.put("trained", matched, masks.names());
        untrained.put("untrained", matched, masks.names());
        rotated.put("rotated", matched, masks.names());
        for (int part = 0; part < unitOf.length; part++) {
            units.row(
                    masks.names().get(part),
                    unitOf[part] < 0 ? "none" : Integer.toString(unitOf[part]),
                    unitOf[part] < 0 ? 0 : own.iou[part][unitOf[part]],
                    masks.share(part));
        }
        scope.put("parts", matched.build());
        scope.putDetail("units", units.build());
        scope.put("iou", Shape.of(masks.names().size(), layer.units()), floats(own.iou));
        scope.put("auroc", Shape.of(masks.names().size(), layer.units()), floats(own.pixels));
    }

    private static float[] maps(TrainedNetwork network, LayerResult layer, int[] examples) {
        return Objects.requireNonNull(
                network.results(List.of(layer.id()), examples).get(layer.id()));
    }

    private static float[] floats(double[][] rows) {
        float[] values = new float[rows.length * rows[0].length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return values;
    }

    /** Holds maps against masks. */
    private record Dissection(LayerResult layer, PartMasks masks, double quantile) {

        /**
         * How well each unit fits each part.
         *
         * @param maps {@code [n, h, w, units]}
         */
        Scores of(float[] maps) {
            int units = layer.units();
            int parts = masks.names().size();
            Scores scores = new Scores(new double[parts][units], new double[parts][units], new double[parts][units]);
            Enlarged enlarged = new Enlarged(layer, masks.height(), masks.width());
            float[] answers = new float[masks.count() * masks.height() * masks.width()];
            for (int unit = 0; unit < units; unit++) {
                for (int image = 0; image < masks.count(); image++) {
                    enlarged.put(maps, image, unit, units, answers);
                }
                Ordered pixels = new Ordered(answers);
                Ordered images = new Ordered(largest(maps, unit));
                BitSet fired = pixels.top(quantile);
                for (int part = 0; part < parts; part++) {
                    scores.iou[part][unit] = iou(fired, masks.pixels().get(part));
                    scores.pixels[part][unit] = pixels.auroc(masks.pixels().get(part));
                    scores.images[part][unit] = images.auroc(masks.images().get(part));
                }
            }
            return scores;
        }

        private float[] largest(float[] maps, int unit) {
            float[] largest = new float[masks.count()];
            int each = layer.shape().size();
            for (int image = 0; image < largest.length; image++) {
                largest[image] = Float.NEGATIVE_INFINITY;
                for (int at = unit; at < each; at += layer.units()) {
                    largest[image] = Math.max(largest[image], maps[image * each + at]);
                }
            }
            return largest;
        }

        private static double iou(BitSet fired, BitSet part) {
            BitSet both = (BitSet) fired.clone();
            both.and(part);
            int intersection = both.cardinality();
            return intersection / (double) (fired.cardinality() + part.cardinality() - intersection);
        }
    }

    /** How well each unit fits each part, {@code [part][unit]}. */
    private record Scores(double[][] iou, double[][] pixels, double[][] images) {

        /** Adds a row for each part and one for their mean; gives the units that are matched by IoU. */
        int[] put(String which, Table.Builder table, List<String> parts) {
            int[] byIou = Assignment.best(iou);
            double[] first = matched(iou, byIou, 0);
            double[] second = matched(pixels, best(pixels), 0.5);
            double[] third = matched(images, best(images), Double.NaN);
            for (int part = 0; part < parts.size(); part++) {
                table.row(which, parts.get(part), first[part], second[part], third[part]);
            }
            table.row(which, "mean", mean(first), mean(second), mean(third));
            return byIou;
        }

        /** A part that is in all images or in none has no AUROC, with no unit. */
        private static int[] best(double[][] auroc) {
            double[][] known = new double[auroc.length][];
            for (int part = 0; part < auroc.length; part++) {
                known[part] = auroc[part].clone();
                for (int unit = 0; unit < known[part].length; unit++) {
                    known[part][unit] = Double.isNaN(known[part][unit]) ? 0 : known[part][unit];
                }
            }
            return Assignment.best(known);
        }

        private static double[] matched(double[][] values, int[] unitOf, double without) {
            double[] matched = new double[unitOf.length];
            for (int part = 0; part < matched.length; part++) {
                matched[part] = unitOf[part] < 0 ? without : values[part][unitOf[part]];
            }
            return matched;
        }

        private static double mean(double[] values) {
            double sum = 0;
            int known = 0;
            for (double value : values) {
                if (!Double.isNaN(value)) {
                    sum += value;
                    known++;
                }
            }
            return known == 0 ? Double.NaN : sum / known;
        }
    }
}
