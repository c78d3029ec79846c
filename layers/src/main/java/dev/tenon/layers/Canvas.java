package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Initializer;
import java.util.List;

/**
 * An image that is itself what is learned. Of an input {@code [n, ...]} it takes nothing but how many examples there are, and gives the
 * image to each of them, {@code [n, height, width, channels]}. If there are several images, the input is a class, {@code [n]}, and each
 * example gets that of its class. Parameter: {@code image} {@code [height, width, channels]}, or {@code [images, height, width,
 * channels]}.
 *
 * <p>With {@code learn: [canvas]} the rest of the network stays as it is, and training paints the image that makes the objective small:
 * that which most excites a class, or has the style of another.
 */
@Type("canvas")
@Describe("An image that is itself learned, or one for each class.")
public final class Canvas implements Layer<Canvas.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("Height, width and channels of the image.")
            List<Integer> shape,

            @Describe(
                    "Number of images; if more than one, the input is a class that selects the image of each example.")
            @Default("1")
            @Range(min = 1)
            int images,

            @Describe("The initializer of the image.") @Default("{type: normal, deviation: 0.01}")
            Part<Initializer<?>> initializer) {

        public Settings {
            if (shape.size() != 3 || shape.stream().anyMatch(extent -> extent < 1)) {
                throw new IllegalArgumentException(
                        "`shape` is [height, width, channels], each at least 1, not " + shape);
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        Value x = inputs.getFirst();
        int n = x.shape().dim(0);
        Shape one = Shape.of(s.shape().stream().mapToInt(Integer::intValue).toArray());
        Shape all = Shape.of(n).append(one.dims());
        if (s.images() == 1) {
            Value image = scope.parameter("image", one, s.initializer());
            return Ops.expand(Ops.reshape(image, Shape.of(1).append(one.dims())), all);
        }
        if (x.shape().rank() != 1) {
            throw new ShapeException("a canvas of " + s.images() + " images takes a class, not "
                    + x.shape().toList().subList(1, x.shape().rank()) + "; name a column of classes with `inputs`");
        }
        Value images = scope.parameter("image", Shape.of(s.images()).append(one.dims()), s.initializer());
        Value rows = Ops.reshape(images, Shape.of(s.images(), one.size()));
        return Ops.reshape(Ops.matmul(Ops.oneHot(x, s.images()), rows), all);
    }
}
