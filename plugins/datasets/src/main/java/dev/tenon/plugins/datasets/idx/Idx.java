package dev.tenon.plugins.datasets.idx;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.plugins.datasets.split.Shares;
import dev.tenon.plugins.datasets.split.Stratified;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Labelled images of one channel in IDX files, as those of MNIST and Fashion-MNIST. Pixels are divided by 255. If there are files
 * of test images, the test split is those, in their order; else it is a share of each class.
 */
@Type("idx")
@Describe("labelled grey images in IDX files, gzipped or not, as MNIST and Fashion-MNIST; pixels from 0 to 1")
public final class Idx implements Dataset<Idx.Settings> {

    /**
     * What a user sets.
     *
     * @param names if empty, the numbers from 0 to the largest label
     */
    public record Settings(
            @Describe("the IDX file of images") Path images,

            @Describe("the IDX file of their labels") Path labels,

            @Describe("the IDX file of test images; a share of the images if not given")
            Optional<Path> testImages,

            @Describe("the IDX file of the test images' labels")
            Optional<Path> testLabels,

            @Describe("the name of each class, in the order of labels; 0, 1, 2, ... if not given") @Default("[]")
            List<String> names,

            @Describe("share of each class's images that is kept to choose by")
            @Default("0.1")
            @Range(min = 0, max = 1, below = true)
            double validation,

            @Describe("share of each class's images that is kept to test on, if there are no test images")
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
    private record Pair(IdxFile images, Path imagesPath, IdxFile labels, Path labelsPath) {

        static Pair read(DatasetScope scope, Path images, Path labels) throws IOException {
            Pair pair = new Pair(
                    IdxFile.images(scope.read(images), images),
                    images,
                    IdxFile.labels(scope.read(labels), labels),
                    labels);
            if (pair.images.count() != pair.labels.count()) {
                throw new DataException(images + " has " + pair.images.count() + " images, but " + labels + " has "
                        + pair.labels.count() + " labels; do they belong together?");
            }
            return pair;
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
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
        int height = first.images.extents()[1];
        int width = first.images.extents()[2];
        float[] images = pixels(pairs, height, width);
        float[] labels = labels(pairs);
        Examples.Builder examples =
                Examples.of(Shape.of(height, width, 1), images).classes(labels, names(settings.names(), pairs));
        float[] own = Arrays.copyOf(labels, first.labels.count());
        Stratified.of(own, settings.validation(), pairs.size() > 1 ? 0 : settings.test(), scope.split("idx/split"))
                .addTo(examples);
        if (pairs.size() > 1) {
            int[] tests = new int[labels.length - own.length];
            Arrays.setAll(tests, i -> own.length + i);
            examples.split(Split.TEST, tests);
        }
        return examples.build();
    }

    private static float[] pixels(List<Pair> pairs, int height, int width) {
        long total = 0;
        for (Pair pair : pairs) {
            int[] extents = pair.images.extents();
            if (extents[1] != height || extents[2] != width) {
                throw new DataException(pair.imagesPath + " has images of " + extents[1] + " x " + extents[2]
                        + " pixels, but " + pairs.getFirst().imagesPath + " has " + height + " x " + width);
            }
            total += (long) extents[0] * height * width;
        }
        if (total > Integer.MAX_VALUE - 64) {
            throw new DataException(pairs.getFirst().imagesPath + ": " + total
                    + " pixels in all are more than the 2^31 that fit one array; use fewer images");
        }
        float[] pixels = new float[(int) total];
        int next = 0;
        for (Pair pair : pairs) {
            int size = pair.images.count() * height * width;
            for (int i = 0; i < size; i++) {
                pixels[next++] = pair.images.at(i) / 255f;
            }
        }
        return pixels;
    }

    private static float[] labels(List<Pair> pairs) {
        float[] labels =
                new float[pairs.stream().mapToInt(pair -> pair.labels.count()).sum()];
        int next = 0;
        for (Pair pair : pairs) {
            for (int i = 0; i < pair.labels.count(); i++) {
                labels[next++] = pair.labels.at(i);
            }
        }
        return labels;
    }

    private static List<String> names(List<String> given, List<Pair> pairs) {
        int largest = 0;
        Path where = pairs.getFirst().labelsPath;
        for (Pair pair : pairs) {
            for (int i = 0; i < pair.labels.count(); i++) {
                if (pair.labels.at(i) > largest) {
                    largest = pair.labels.at(i);
                    where = pair.labelsPath;
                }
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
