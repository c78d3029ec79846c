package dev.tenon.plugins.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class BilinearScalingTest {

    @Test
    void theSameSizeIsTheSameImage() {
        float[] pixels = {1, 2, 3, 4};
        assertSame(pixels, BilinearScaling.bilinear(pixels, 2, 2, 1, 2, 2));
    }

    @Test
    void doublingMixesThreeToOne() {
        // Each new middle lies a quarter of an old pixel from an old middle.
        assertArrayEquals(new float[] {0, 1, 3, 4}, BilinearScaling.bilinear(new float[] {0, 4}, 1, 2, 1, 1, 4));
        assertArrayEquals(new float[] {0, 1, 3, 4}, BilinearScaling.bilinear(new float[] {0, 4}, 2, 1, 1, 4, 1));
    }

    @Test
    void halvingWeighsByATriangle() {
        // Old middles lie 0.5 and 1.5 from the new one, which reaches 2 wide: weights 3 and 1 of 4, cut at the border.
        float[] half = BilinearScaling.bilinear(new float[] {0, 1, 0, 0, 0, 0}, 1, 6, 1, 1, 3);
        assertEquals(3 / 7f, half[0]);
        assertEquals(1 / 8f, half[1]);
        assertEquals(0f, half[2]);
    }

    @Test
    void anEvenImageStaysEven() {
        float[] even = new float[7 * 5 * 3];
        for (int i = 0; i < even.length; i++) {
            even[i] = i % 3;
        }
        for (int[] size : new int[][] {{1, 1}, {3, 9}, {14, 10}, {6, 4}, {100, 1}}) {
            float[] resized = BilinearScaling.bilinear(even, 7, 5, 3, size[0], size[1]);
            for (int i = 0; i < resized.length; i++) {
                assertEquals(i % 3, resized[i], 1e-6f, Arrays.toString(size));
            }
        }
    }

    @Test
    void mirroredInMirroredOut() {
        RandomStream random = new RandomStream(1, "image");
        float[] row = new float[17];
        float[] mirrored = new float[17];
        for (int i = 0; i < 17; i++) {
            row[i] = random.nextFloat();
            mirrored[16 - i] = row[i];
        }
        for (int width : new int[] {2, 5, 16, 18, 40}) {
            float[] one = BilinearScaling.bilinear(row, 1, 17, 1, 1, width);
            float[] other = BilinearScaling.bilinear(mirrored, 1, 17, 1, 1, width);
            for (int i = 0; i < width; i++) {
                assertEquals(one[i], other[width - 1 - i], 1e-6f, "width " + width);
                assertTrue(one[i] >= 0 && one[i] <= 1);
            }
        }
    }
}
