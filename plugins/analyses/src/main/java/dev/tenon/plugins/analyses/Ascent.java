package dev.tenon.plugins.analyses;

import dev.tenon.api.analysis.Computation;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.analysis.TrainedNetwork;
import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Gradients;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Value;
import dev.tenon.api.numerics.RandomStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Changes images along the gradient of a unit's activation, within what the unit sees and a largest norm. */
final class Ascent implements AutoCloseable {

    private static final String UNIT = "unit";
    private static final String ACTIVATION = "activation";
    private static final String GRADIENT = "gradient";

    private final Computation computation;
    private final LayerResult layer;
    private final Column image;
    private final Patches patches;
    private final double norm;
    private final int place;

    /**
     * What was found.
     *
     * @param patch what the unit sees of the image
     */
    record Maximum(double activation, float[] patch) {}

    /** Of the units at the place in the middle of a layer's maps. */
    Ascent(TrainedNetwork network, LayerResult layer, Column image, Patches patches, double norm) {
        this.layer = layer;
        this.image = image;
        this.patches = patches;
        this.norm = norm;
        this.place = layer.shape().rank() == 3
                ? layer.shape().dim(0) / 2 * layer.shape().dim(1)
                        + layer.shape().dim(1) / 2
                : 0;
        this.computation = network.compile(graph -> {
            Value result = Objects.requireNonNull(graph.apply().get(layer.id()));
            Value wanted = Ops.multiply(result, graph.given(UNIT, layer.shape()));
            Value pixels = Objects.requireNonNull(graph.inputs().get(image.name()));
            int[] axes = IntStream.range(1, wanted.shape().rank()).toArray();
            Map<String, Value> results = new LinkedHashMap<>();
            results.put(ACTIVATION, Ops.sum(wanted, axes));
            results.put(GRADIENT, Gradients.of(wanted, List.of(pixels)).getFirst());
            return results;
        });
    }

    /** The best of several ascents of a unit; of those alike the first. */
    Maximum climb(int unit, RandomStream random, int starts, int steps, double rate) {
        float[] wanted = new float[layer.shape().size()];
        wanted[place * layer.units() + unit] = 1;
        computation.give(UNIT, wanted);
        int size = image.shape().size();
        boolean[] seen = seen();
        float[] images = new float[starts * size];
        for (int i = 0; i < images.length; i++) {
            images[i] = seen[i % size] ? (float) random.nextGaussian() : 0;
        }
        for (int start = 0; start < starts; start++) {
            scale(images, start * size, size, norm / norm(images, start * size, size));
        }
        for (int step = 0; step < steps; step++) {
            float[] gradient = run(images, starts, GRADIENT);
            for (int start = 0; start < starts; start++) {
                step(images, gradient, start * size, seen, rate);
            }
        }
        float[] activations = run(images, starts, ACTIVATION);
        int best = 0;
        for (int start = 1; start < starts; start++) {
            best = activations[start] > activations[best] ? start : best;
        }
        float[] patch = new float[patches.shape().size()];
        float[] whole = Arrays.copyOfRange(images, best * size, (best + 1) * size);
        patches.cut(whole, patches.top(place), patches.left(place), patch, 0);
        return new Maximum(activations[best], patch);
    }

    private float[] run(float[] images, int count, String what) {
        return Objects.requireNonNull(
                computation.run(Map.of(image.name(), images), count).get(what));
    }

    /** A step of fixed length uphill, and back to the largest norm. Where nothing changes the activation, none. */
    private void step(float[] images, float[] gradient, int from, boolean[] seen, double rate) {
        int size = seen.length;
        for (int i = 0; i < size; i++) {
            gradient[from + i] = seen[i] ? gradient[from + i] : 0;
        }
        double steep = norm(gradient, from, size);
        if (steep > 0) {
            for (int i = from; i < from + size; i++) {
                images[i] = (float) (images[i] + rate * norm * gradient[i] / steep);
            }
            double now = norm(images, from, size);
            if (now > norm) {
                scale(images, from, size, norm / now);
            }
        }
    }

    /** Which numbers of an image lie in the patch. */
    private boolean[] seen() {
        int channels = image.shape().dim(2);
        int width = image.shape().dim(1);
        boolean[] seen = new boolean[image.shape().size()];
        for (int i = 0; i < seen.length; i++) {
            int row = i / channels / width - patches.top(place);
            int column = i / channels % width - patches.left(place);
            seen[i] = row >= 0
                    && row < patches.shape().dim(0)
                    && column >= 0
                    && column < patches.shape().dim(1);
        }
        return seen;
    }

    private static double norm(float[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum);
    }

    private static void scale(float[] values, int from, int count, double by) {
        for (int i = from; i < from + count; i++) {
            values[i] = (float) (values[i] * by);
        }
    }

    @Override
    public void close() {
        computation.close();
    }
}
