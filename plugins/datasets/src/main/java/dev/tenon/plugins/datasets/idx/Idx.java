package dev.tenon.plugins.datasets.idx;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.plugins.datasets.arrays.Element;
import dev.tenon.plugins.datasets.arrays.JoinedRows;
import dev.tenon.plugins.datasets.arrays.NumberArray;
import dev.tenon.plugins.datasets.folder.Pictures;
import dev.tenon.plugins.datasets.split.Division;
import dev.tenon.plugins.datasets.split.Shares;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Labelled images in IDX files, as those of MNIST and Fashion-MNIST: {@code [n, rows, columns]}, or {@code [n, rows, columns,
 * channels]}. Pixels that are unsigned bytes are divided by 255, 16-bit ones by 32767 (the format has none without a sign), others are
 * taken as they are. If there are files of test images, the test split is those, in their order; else it is a share of each class.
 * Files that are not gzipped may be larger than memory.
 */
@Type("idx")
@Describe(
        "labelled images in IDX files, grey or with channels last, of 8 or 16 bits, gzipped or not, as MNIST and Fashion-MNIST; pixels"
                + " from 0 to 1")
public final class Idx implements Dataset<Idx.Settings> {

    private static final int MOST_CLASSES = 1 << 16;

    /**
     * What a user sets.
     *
     * @param names if empty, the numbers from 0 to the largest label
     */
    public record Settings(
            @Describe("the IDX file of images") Path images,

            @Describe("the IDX file of their labels") Path labels,

            @Describe("the IDX file of test images (default: a fraction of the images)")
            Optional<Path> testImages,

            @Describe("the IDX file of the test images' labels")
            Optional<Path> testLabels,

            @Describe("the names of classes, in the order of labels (default: 0, 1, 2, ...)") @Default("[]")
            List<String> names,

            @Describe("fraction of each class's images that is used for validation")
            @Default("0.1")
            @Range(min = 0, max = 1, below = true)
            double validation,

            @Describe("fraction of each class's images that is used for testing, if there are no test images")
            @Default("0.2")
            @Range(min = 0, max = 1, below = true)
            double test) {

        public Settings {
            names = List.copyOf(names);
            if (testImages.isPresent() != testLabels.isPresent()) {
                throw new IllegalArgumentException(
                        testImages.isPresent()
                                ? "test-images is given without test-labels"
                                : "test-labels is given without test-images");
            }
            Shares.check(validation, testImages.isPresent() ? 0 : test);
        }
    }

    /** Images and their labels. */
    private record Pair(NumberArray images, Path imagesPath, NumberArray labels, Path labelsPath) {

        static Pair read(DatasetScope scope, Path images, Path labels) throws IOException {
            Pair pair = new Pair(
                    IdxFile.images(scope.open(images), images),
                    images,
                    IdxFile.labels(scope.open(labels), labels),
                    labels);
            int count = pair.labels.shape()[0];
            if (pair.count() != count) {
                throw new DataException(images + " has " + pair.count() + " images, but " + labels + " has " + count
                        + " labels; do they belong together?");
            }
            return pair;
        }

        int count() {
            return images.shape()[0];
        }

        /** The shape of an image. */
        Shape image() {
            int[] extents = images.shape();
            return Shape.of(extents[1], extents[2], extents.length > 3 ? extents[3] : 1);
        }

        Rows pixels() {
            return images.element() == Element.I16 ? images.rows(Short.MAX_VALUE) : images.rows();
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Optional<Rows> pictures(DatasetScope scope, Settings settings, List<Path> files, Shape image) {
        // As images of unsigned bytes: what other numbers would be black and white, the file does not say.
        return Pictures.like(scope, files, image);
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        pairs.add(Pair.read(scope, settings.images(), settings.labels()));
        if (settings.testImages().isPresent()) {
            pairs.add(Pair.read(
                    scope, settings.testImages().get(), settings.testLabels().orElseThrow()));
        }
        Pair first = pairs.getFirst();
        for (Pair pair : pairs) {
            if (!pair.image().equals(first.image())) {
                throw new DataException(pair.imagesPath + " has images of " + size(pair) + ", but " + first.imagesPath
                        + " has " + size(first));
            }
        }
        Column pixels = Column.image(
                Examples.IMAGE,
                first.image(),
                new JoinedRows(pairs.stream().map(Pair::pixels).toList()));
        float[] labels = labels(pairs);
        Examples.Builder examples = Examples.of(pixels).classes(labels, names(settings.names(), pairs, labels));
        Division.addTo(
                examples,
                Division.trainThenTest(first.count(), labels.length),
                labels,
                null,
                settings.validation(),
                settings.test(),
                scope.split("idx/split"));
        return examples.build();
    }

    private static String size(Pair pair) {
        Shape image = pair.image();
        return image.dim(0) + " x " + image.dim(1) + " pixels"
                + (image.dim(2) == 1 ? "" : " of " + image.dim(2) + " channels");
    }

    private static float[] labels(List<Pair> pairs) {
        float[] labels = new float[pairs.stream().mapToInt(Pair::count).sum()];
        int next = 0;
        for (Pair pair : pairs) {
            for (int i = 0; i < pair.count(); i++) {
                double label = pair.labels.at(i);
                if (!(label >= 0 && label < MOST_CLASSES && label == Math.rint(label))) {
                    throw new DataException(pair.labelsPath + " has the label " + label
                            + "; labels are whole numbers from 0 to " + (MOST_CLASSES - 1));
                }
                labels[next++] = (float) label;
            }
        }
        return labels;
    }

    private static List<String> names(List<String> given, List<Pair> pairs, float[] labels) {
        int largest = 0;
        Path where = pairs.getFirst().labelsPath;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] > largest) {
                largest = (int) labels[i];
                where = pairs.get(i < pairs.getFirst().count() ? 0 : 1).labelsPath;
            }
        }
        if (!given.isEmpty() && largest >= given.size()) {
            throw new DataException(where + " has the label " + largest + ", but names gives only " + given.size()
                    + " names (labels 0 to " + (given.size() - 1) + ")");
        }
        List<String> names = new ArrayList<>(given);
        for (int label = names.size(); label <= largest; label++) {
            names.add(String.valueOf(label));
        }
        return names;
    }
}
