package dev.tenon.testkit;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Initializer;
import java.util.Arrays;

/**
 * Initializers to hand to a layer with parameters in its test, such as {@code new Dense.Settings(3,
 * Initializers.constant(0))}. {@link LayerContract} adds noise to what they give, so that no weight is 0 and no two are equal.
 */
public final class Initializers {

    private Initializers() {}

    /** One that starts each number of a parameter at this one. */
    public static Part<Initializer<?>> constant(double value) {
        return new Part<>(new Constant(), new Value(value));
    }

    private record Value(double value) {}

    @Type("testkit-constant")
    @Describe("A constant.")
    private static final class Constant implements Initializer<Value> {
        @Override
        public Class<Value> settings() {
            return Value.class;
        }

        @Override
        public float[] values(Value settings, Shape shape, RandomStream random) {
            float[] values = new float[shape.size()];
            Arrays.fill(values, (float) settings.value());
            return values;
        }
    }
}
