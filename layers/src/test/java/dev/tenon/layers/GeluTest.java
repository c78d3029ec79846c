package dev.tenon.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.layer.Layer;
import dev.tenon.testkit.LayerContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GeluTest extends LayerContract {

    @Override
    protected Layer<?> layer() {
        return new Gelu();
    }

    @Override
    protected List<Example> examples() {
        return List.of(
                example("rows", Parts.NONE, Shape.of(3, 5)).gives(Shape.of(3, 5)),
                example("images", Parts.NONE, Shape.of(2, 3, 3, 2)).gives(Shape.of(2, 3, 3, 2)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of();
    }

    @Test
    void theTanhForm() {
        double slope = Math.sqrt(2 / Math.PI);
        Curves.check(new Gelu(), Parts.NONE, x -> x / 2 * (1 + Math.tanh(slope * (x + 0.044715 * x * x * x))), 1e-6);
    }

    /** Within the distance that the form is known to have from the normal distribution, whose density is summed here by Simpson. */
    @Test
    void nearTheExactForm() {
        Curves.check(new Gelu(), Parts.NONE, x -> x * normal(x), 2e-3);
        for (float x = -6; x <= 6; x += 0.01f) {
            assertEquals(x * normal(x), Curves.of(new Gelu(), Parts.NONE, x)[0], 5e-4, "at " + x);
        }
    }

    private static double normal(double x) {
        double end = Math.clamp(x, -12, 12);
        int steps = 2000;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double t = end * i / steps;
            sum += Math.exp(-t * t / 2) * (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2);
        }
        return 0.5 + sum * end / steps / 3 / Math.sqrt(2 * Math.PI);
    }

    @Test
    void whatIsNoNumberStaysNone() {
        assertArrayEquals(
                new float[] {Float.NaN, Float.POSITIVE_INFINITY, 3e38f},
                Curves.of(new Gelu(), Parts.NONE, Float.NaN, Float.POSITIVE_INFINITY, 3e38f));
    }
}
