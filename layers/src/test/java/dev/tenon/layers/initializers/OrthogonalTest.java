package dev.tenon.layers.initializers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OrthogonalTest {

    private static float[] values(double gain, Shape shape, long seed) {
        return new Orthogonal().values(new Orthogonal.Settings(gain), shape, new RandomStream(seed, "kernel"));
    }

    static Stream<Shape> shapes() {
        return Stream.of(
                Shape.of(1, 1),
                Shape.of(7, 7),
                Shape.of(33, 5),
                Shape.of(5, 33),
                Shape.of(3, 3, 2, 8),
                Shape.of(1, 1, 4, 64),
                Shape.of(200, 150));
    }

    /** Columns of a tall matrix, and rows of a wide one, are at right angles and of length gain. */
    @ParameterizedTest
    @MethodSource("shapes")
    void rowsOrColumnsAreOrthonormal(Shape shape) {
        int columns = shape.dim(-1);
        int rows = shape.size() / columns;
        float[] w = values(1, shape, 3);
        boolean wide = rows < columns;
        int count = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                double product = 0;
                for (int k = 0; k < length; k++) {
                    product += wide
                            ? (double) w[i * columns + k] * w[j * columns + k]
                            : (double) w[k * columns + i] * w[k * columns + j];
                }
                assertEquals(i == j ? 1 : 0, product, 1e-6, i + ", " + j + " of " + shape);
            }
        }
    }

    @Test
    void gainMultiplies() {
        float[] one = values(1, Shape.of(6, 4), 5);
        float[] two = values(2, Shape.of(6, 4), 5);
        for (int i = 0; i < one.length; i++) {
            assertEquals(2 * one[i], two[i]);
        }
    }

    /**
     * Every rotation is equally likely: without the signs of R's diagonal, an element of the first row would not have
     * mean 0. Elements of an orthogonal 3 x 3 matrix have mean 0 and mean square 1/3.
     */
    @Test
    void rotationsAreSpreadEvenly() {
        int trials = 4000;
        double[] sum = new double[9];
        double[] squares = new double[9];
        for (int trial = 0; trial < trials; trial++) {
            float[] w = values(1, Shape.of(3, 3), trial);
            for (int i = 0; i < 9; i++) {
                sum[i] += w[i];
                squares[i] += (double) w[i] * w[i];
            }
        }
        for (int i = 0; i < 9; i++) {
            assertEquals(0, sum[i] / trials, 4 * Math.sqrt(1.0 / 3 / trials), "mean of element " + i);
            // The fourth moment is 1/5, so the variance of a square is 1/5 - 1/9.
            assertEquals(
                    1.0 / 3,
                    squares[i] / trials,
                    4 * Math.sqrt((1.0 / 5 - 1.0 / 9) / trials),
                    "square of element " + i);
        }
    }

    @Test
    void anotherSeedGivesAnotherRotationAndTheSameTheSame() {
        Shape shape = Shape.of(3, 3, 2, 8);
        assertArrayEquals(values(1, shape, 1), values(1, shape, 1));
        assertTrue(values(1, shape, 1)[0] != values(1, shape, 2)[0]);
    }

    @Test
    void aBiasCannotBeOrthogonal() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> values(1, Shape.of(4), 0));
        assertEquals(
                "orthogonal starts kernels and weights of two axes or more, not a parameter of shape [4]",
                e.getMessage());
    }
}
