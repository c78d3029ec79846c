package dev.tenon.layers;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.layer.Layer;
import dev.tenon.api.layer.LayerScope;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import java.util.List;

/** The same numbers in the same order with other extents; the batch axis stays. */
@Type("reshape")
@Describe("Reshapes each example; the order of its elements stays.")
public final class Reshape implements Layer<Reshape.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The new shape, such as [height, width, channels]; one extent may be -1 and is then inferred.")
            List<Integer> shape) {

        public Settings {
            shape = List.copyOf(shape);
            if (shape.isEmpty() || shape.stream().anyMatch(extent -> extent < 1 && extent != -1)) {
                throw new IllegalArgumentException("shape takes extents of at least 1, or one -1, not " + shape);
            }
            if (shape.stream().filter(extent -> extent == -1).count() > 1) {
                throw new IllegalArgumentException("shape takes -1 once, not " + shape);
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Value apply(LayerScope scope, Settings s, List<Value> inputs) {
        Value x = InputChecks.features(type(), inputs);
        int batch = x.shape().dim(0);
        long available = x.shape().size() / batch;
        long known = 1;
        for (int extent : s.shape()) {
            // Held just above what an array has room for, so that the product of any extents stays a long.
            known = Math.min(1L << 31, known * (extent == -1 ? 1 : extent));
        }
        boolean free = s.shape().contains(-1);
        if (free ? available % known != 0 : available != known) {
            throw new ShapeException("reshape to " + s.shape() + " does not fit the " + available
                    + " numbers of an example of " + InputChecks.perExample(x.shape()));
        }
        int left = (int) (available / known);
        int[] extents = s.shape().stream()
                .mapToInt(extent -> extent == -1 ? left : extent)
                .toArray();
        return Ops.reshape(x, Shape.of(batch).append(extents));
    }
}
