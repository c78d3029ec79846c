package dev.tenon.plugins.datasets.derived;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Another data set with masks of simple shapes in its images, so that an analysis can say which units of a network respond to them. The column
 * {@code shapes} says for each pixel whether it lies on an edge of one of four orientations, in a bright or in a dark blob; the column
 * {@code class-mask} has the image's class at each pixel.
 *
 * <p>An edge is where the gradient, by Sobel's operator on the mean of the channels, is among the largest of the training images; it runs
 * across the gradient. A bright blob is where the mean of 3 x 3 pixels is above that of each of the four rows of five pixels around them
 * by more than nearly everywhere in the training images, and a dark one where it is below; along an edge or a line one of the four is
 * much like what it borders. Beyond the border the image goes on as at it.
 */
@Type("edges-and-blobs")
@Describe("another data set with masks of where its images have edges and blobs, and of their classes")
public final class EdgesAndBlobs implements Dataset<EdgesAndBlobs.Settings> {

    /** What a user sets. */
    public record Settings(
            @Describe("the data set of labelled images") DatasetName from,

            @Describe("fraction of the training images' pixels that are edges")
            @Default("0.2")
            @Range(min = 0, above = true, max = 1, below = true)
            double edges,

            @Describe("fraction of the training images' pixels that are bright blobs, and that are dark ones")
            @Default("0.05")
            @Range(min = 0, above = true, max = 0.5, below = true)
            double blobs) {}

    /** Training images by which it is decided what an edge is. */
    private static final int MOST = 1000;

    private static final List<String> NAMES =
            List.of("horizontal-edge", "rising-edge", "vertical-edge", "falling-edge", "bright-blob", "dark-blob");

    private static final int BRIGHT = 4;
    private static final int DARK = 5;

    /** The tangent of 22.5 degrees, halfway between two orientations. */
    private static final double BETWEEN = 0.41421356237309503;

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        Examples examples = scope.dataset(settings.from());
        Shape image = examples.image();
        Thresholds thresholds = Thresholds.of(examples, settings);
        Shape positions = Shape.of(image.dim(0), image.dim(1));
        Examples.Builder all = Examples.of(examples.columns().getFirst());
        examples.columns().stream().skip(1).forEach(all::column);
        Column images = examples.columns().getFirst();
        all.column(new Column(
                "shapes",
                Targets.SIGNS,
                Shape.of(image.dim(0), image.dim(1), NAMES.size()),
                NAMES,
                Rows.of(
                        examples.size(),
                        (index, into, at) -> Responses.of(images, index).shapes(thresholds, into, at))));
        Column target = examples.target();
        if (target.kind() == Targets.CLASSES && target.positions().rank() == 0 && !target.unknowns()) {
            int pixels = positions.size();
            all.column(new Column(
                    "class-mask",
                    Targets.CLASSES,
                    positions,
                    target.names(),
                    Rows.of(
                            examples.size(),
                            (index, into, at) ->
                                    Arrays.fill(into, at, at + pixels, target.rows(new int[] {index})[0]))));
        }
        int[][] sources = new int[examples.size()][];
        List<List<Annotation>> annotations = new ArrayList<>();
        for (int i = 0; i < sources.length; i++) {
            sources[i] = examples.sources(i);
            annotations.add(examples.annotations(i));
        }
        for (Split split : examples.splits()) {
            all.split(split, examples.split(split));
        }
        return all.sources(sources).annotations(annotations).build();
    }

    @Override
    public Optional<Rows> pictures(DatasetScope scope, Settings settings, List<Path> files, Shape image)
            throws IOException {
        return scope.pictures(settings.from(), files);
    }

    /**
     * What counts.
     *
     * @param edge the least gradient, squared
     * @param bright the least by which a bright blob is above what is around it
     * @param dark the same of a dark one, below 0
     */
    private record Thresholds(double edge, double bright, double dark) {

        static Thresholds of(Examples examples, Settings settings) {
            int[] training = Training.images(examples, settings.from().name());
            int count = Math.min(MOST, training.length);
            int size = examples.image().dim(0) * examples.image().dim(1);
            double[] gradients = new double[count * size];
            double[] brights = new double[count * size];
            double[] darks = new double[count * size];
            for (int i = 0; i < count; i++) {
                Responses found = Responses.of(examples.columns().getFirst(), training[i]);
                System.arraycopy(found.gradient, 0, gradients, i * size, size);
                System.arraycopy(found.bright, 0, brights, i * size, size);
                System.arraycopy(found.dark, 0, darks, i * size, size);
            }
            Arrays.sort(gradients);
            Arrays.sort(brights);
            Arrays.sort(darks);
            return new Thresholds(
                    at(gradients, 1 - settings.edges()),
                    at(brights, 1 - settings.blobs()),
                    at(darks, settings.blobs()));
        }

        private static double at(double[] sorted, double share) {
            return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
        }
    }

    /**
     * The gradient and the blobs of an image, pixel by pixel.
     *
     * @param gradient its length, squared
     * @param orientation of the edge across it, from 0
     * @param bright by how much nine pixels are brighter than the brightest side of them
     * @param dark by how much they are brighter than the darkest side of them
     */
    private record Responses(double[] gradient, int[] orientation, double[] bright, double[] dark) {

        static Responses of(Column images, int index) {
            int height = images.shape().dim(0);
            int width = images.shape().dim(1);
            int channels = images.shape().dim(2);
            float[] pixels = new float[images.shape().size()];
            images.read(index, pixels, 0);
            Grey grey = new Grey(pixels, height, width, channels);
            int size = height * width;
            Responses all = new Responses(new double[size], new int[size], new double[size], new double[size]);
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    int pixel = row * width + column;
                    double across = grey.side(row, column, 0, 1) - grey.side(row, column, 0, -1);
                    double down = grey.side(row, column, 1, 0) - grey.side(row, column, -1, 0);
                    all.gradient[pixel] = across * across + down * down;
                    all.orientation[pixel] = orientation(across, down);
                    double inner = grey.inner(row, column);
                    double brightest = Double.NEGATIVE_INFINITY;
                    double darkest = Double.POSITIVE_INFINITY;
                    for (int side = 0; side < 4; side++) {
                        double mean = grey.beyond(row, column, (side - 1) % 2, (side - 2) % 2);
                        brightest = Math.max(brightest, mean);
                        darkest = Math.min(darkest, mean);
                    }
                    all.bright[pixel] = inner - brightest;
                    all.dark[pixel] = inner - darkest;
                }
            }
            return all;
        }

        private static int orientation(double across, double down) {
            if (Math.abs(across) <= BETWEEN * Math.abs(down)) {
                return 0;
            }
            if (Math.abs(down) <= BETWEEN * Math.abs(across)) {
                return 2;
            }
            return across > 0 == down > 0 ? 1 : 3;
        }

        void shapes(Thresholds thresholds, float[] into, int at) {
            int units = NAMES.size();
            Arrays.fill(into, at, at + gradient.length * units, -1f);
            for (int pixel = 0; pixel < gradient.length; pixel++) {
                int first = at + pixel * units;
                if (gradient[pixel] > 0 && gradient[pixel] >= thresholds.edge) {
                    into[first + orientation[pixel]] = 1f;
                }
                if (bright[pixel] > 0 && bright[pixel] >= thresholds.bright) {
                    into[first + BRIGHT] = 1f;
                }
                if (dark[pixel] < 0 && dark[pixel] <= thresholds.dark) {
                    into[first + DARK] = 1f;
                }
            }
        }
    }

    /** An image as the sum of its channels. */
    private record Grey(float[] pixels, int height, int width, int channels) {

        private double at(int row, int column) {
            int inRow = Math.clamp(row, 0, height - 1);
            int inColumn = Math.clamp(column, 0, width - 1);
            double sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += pixels[(inRow * width + inColumn) * channels + channel];
            }
            return sum;
        }

        /** Three pixels on one side of a pixel, the middle one twice. */
        double side(int row, int column, int down, int across) {
            return at(row + down + across, column + across + down)
                    + 2 * at(row + down, column + across)
                    + at(row + down - across, column + across - down);
        }

        /** The mean of the nine pixels around and at a place. */
        double inner(int row, int column) {
            double sum = 0;
            for (int y = -1; y <= 1; y++) {
                for (int x = -1; x <= 1; x++) {
                    sum += at(row + y, column + x);
                }
            }
            return sum / 9;
        }

        /** The mean of the five pixels next to these nine on one side. */
        double beyond(int row, int column, int down, int across) {
            double sum = 0;
            for (int i = -2; i <= 2; i++) {
                sum += at(row + 2 * down + i * across, column + 2 * across + i * down);
            }
            return sum / 5;
        }
    }
}
