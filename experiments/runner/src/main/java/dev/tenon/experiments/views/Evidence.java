package dev.tenon.experiments.views;

import dev.tenon.api.analysis.Weights;
import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.data.TestPredictions;
import java.util.List;
import java.util.Optional;

/**
 * Where in the image an arm finds what speaks for its answer. One of three, whichever the network allows:
 *
 * <ul>
 *   <li>the last feature maps before a global pooling and a dense layer, each weighted as that dense layer weights it
 *       (class activation maps, Zhou et al. 2016);
 *   <li>otherwise the largest answer of any channel of the last feature maps, above the smallest of any place;
 *   <li>for a dense layer on the pixels themselves, each pixel times its weight, which add up to the answer.
 * </ul>
 *
 * @param height rows of each map
 * @param width columns
 * @param stepY rows of the image from one row of the map to the next
 * @param stepX columns
 * @param signed whether negative values speak against
 * @param values {@code [n, height, width]}
 * @param words how it was found
 */
public record Evidence(
        int height, int width, double stepY, double stepX, boolean signed, float[] values, String words) {

    /** Maps of fewer places say hardly where; one further in front is taken instead. */
    private static final int PLACES = 16;

    /**
     * A layer's results for some images.
     *
     * @param shape {@code [n, height, width, channels]} or {@code [n, units]}
     * @param tall rows of the image that each place sees; 0 for all, or where that is not known
     * @param wide columns
     */
    public record Layer(String id, String type, Shape shape, float[] values, int tall, int wide) {}

    /**
     * What one network makes of some images.
     *
     * @param image {@code [height, width, channels]}
     * @param pixels {@code [n, height, width, channels]}
     * @param outputs {@code [n, units]}
     * @param layers in order
     * @param weights of the network
     */
    public record Seen(Shape image, float[] pixels, float[] outputs, List<Layer> layers, List<Weights> weights) {

        /** The matrix {@code [rows, any]} of a layer. */
        private Optional<Weights> matrix(String layer, int rows) {
            return weights.stream()
                    .filter(each -> each.layer().equals(layer))
                    .filter(each -> each.shape().rank() == 2 && each.shape().dim(0) == rows)
                    .findFirst();
        }
    }

    /**
     * Why no picture can say where a network finds its answer, if none can.
     *
     * @param inputs how many the network takes
     * @param output its shape without the axis of examples
     */
    public static Optional<String> unshown(int inputs, Shape output) {
        if (inputs > 1) {
            return Optional.of("its network takes several images");
        }
        return output.rank() > 1 ? Optional.of("its output has a value at each position") : Optional.empty();
    }

    /** The evidence in some images; empty if no layer keeps places. */
    public static Optional<Evidence> of(Seen seen) {
        List<Layer> layers = seen.layers();
        int last = -1;
        int coarse = -1;
        for (int i = 0; i < layers.size(); i++) {
            Shape shape = layers.get(i).shape();
            if (shape.rank() == 4 && shape.dim(1) * shape.dim(2) > 1) {
                coarse = i;
                last = shape.dim(1) * shape.dim(2) >= PLACES ? i : last;
            }
        }
        int layer = last >= 0 ? last : coarse;
        return layer >= 0 ? Optional.of(maps(seen, layer)) : pixels(seen);
    }

    private static Evidence maps(Seen seen, int last) {
        Layer layer = seen.layers().get(last);
        Shape shape = layer.shape();
        int channels = shape.dim(3);
        int places = shape.dim(1) * shape.dim(2);
        Optional<Weights> dense = denseAfterPooling(seen, last, channels);
        float[] values = new float[shape.dim(0) * places];
        for (int i = 0; i < values.length; i++) {
            values[i] = dense.isPresent()
                    ? weighted(seen, layer.values(), dense.get(), i, i / places)
                    : largest(layer.values(), i * channels, channels);
        }
        if (dense.isEmpty()) {
            aboveSmallest(values);
        }
        return new Evidence(
                shape.dim(1),
                shape.dim(2),
                step(seen.image().dim(0), shape.dim(1), layer.tall()),
                step(seen.image().dim(1), shape.dim(2), layer.wide()),
                dense.isPresent(),
                values,
                dense.isPresent()
                        ? "the maps of " + layer.id() + ", weighted by its dense layer"
                        : "the largest activation over the channels of " + layer.id()
                                + ", relative to the smallest over positions");
    }

    /** TestPredictions that are large everywhere say nothing about where. */
    private static void aboveSmallest(float[] values) {
        float smallest = Float.MAX_VALUE;
        for (float value : values) {
            smallest = StrictMath.min(smallest, value);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] -= smallest;
        }
    }

    private static float weighted(Seen seen, float[] answers, Weights dense, int place, int image) {
        int channels = dense.shape().dim(0);
        int units = dense.shape().dim(1);
        int unit = unit(seen.outputs(), image, units);
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += dense.values()[c * units + unit] * (double) answers[place * channels + c];
        }
        return (float) sum;
    }

    private static float largest(float[] values, int from, int count) {
        float largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = StrictMath.max(largest, values[i]);
        }
        return largest;
    }

    /**
     * Pixels from one place of a map to the next. Without padding the fields of the first and the last place end at the
     * image's edges; otherwise places are spread over the whole image.
     */
    private static double step(int image, int map, int field) {
        boolean inside = field > 0 && field <= image && map > 1 && (image - field) % (map - 1) == 0;
        return inside && image > field ? (double) (image - field) / (map - 1) : (double) image / map;
    }

    /** The only dense layer after a map, if between them there is nothing but a global pooling. */
    private static Optional<Weights> denseAfterPooling(Seen seen, int last, int channels) {
        List<Layer> after = seen.layers().subList(last + 1, seen.layers().size()).stream()
                .filter(layer -> !layer.type().equals("flatten"))
                .toList();
        boolean pooled = after.size() == 2
                && after.get(0).type().startsWith("global-")
                && after.get(1).type().equals("dense");
        return pooled ? seen.matrix(after.get(1).id(), channels) : Optional.empty();
    }

    private static Optional<Evidence> pixels(Seen seen) {
        List<Layer> layers = seen.layers().stream()
                .filter(layer -> !layer.type().equals("flatten"))
                .toList();
        int size = seen.image().size();
        if (layers.size() != 1 || !layers.getFirst().type().equals("dense")) {
            return Optional.empty();
        }
        return seen.matrix(layers.getFirst().id(), size).map(kernel -> {
            int channels = seen.image().dim(2);
            int units = kernel.shape().dim(1);
            float[] values = new float[seen.pixels().length / channels];
            for (int i = 0; i < seen.pixels().length; i++) {
                int unit = unit(seen.outputs(), i / size, units);
                values[i / channels] += seen.pixels()[i] * kernel.values()[i % size * units + unit];
            }
            return new Evidence(
                    seen.image().dim(0),
                    seen.image().dim(1),
                    1,
                    1,
                    true,
                    values,
                    "each pixel times its weight; the sum is the output");
        });
    }

    /** The unit whose answer is explained: the only one, or the largest. */
    static int unit(float[] outputs, int index, int units) {
        return TestPredictions.largest(outputs, index * units, units);
    }

    /** The value at a pixel of an image, the nearest place of the map; NaN beyond the places' reach. */
    public double at(int index, int row, int column, int imageHeight, int imageWidth) {
        double y = (row - (imageHeight - 1) / 2.0) / stepY + (height - 1) / 2.0;
        double x = (column - (imageWidth - 1) / 2.0) / stepX + (width - 1) / 2.0;
        int i = (int) StrictMath.rint(y);
        int j = (int) StrictMath.rint(x);
        return i < 0 || i >= height || j < 0 || j >= width ? Double.NaN : values[(index * height + i) * width + j];
    }

    /** The largest size of any value. */
    public double largest() {
        double largest = 0;
        for (float value : values) {
            largest = StrictMath.max(largest, StrictMath.abs(value));
        }
        return largest;
    }
}
