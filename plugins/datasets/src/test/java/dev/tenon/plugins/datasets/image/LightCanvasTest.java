package dev.tenon.plugins.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import org.junit.jupiter.api.Test;

final class LightCanvasTest {

    @Test
    void lightsCombineAsOnAScreen() {
        float[] pixels = new float[8];
        LightCanvas canvas = new LightCanvas(pixels, 4, 2, 2);
        canvas.light(1, 0, 0.5f);
        canvas.light(1, 0, 0.5f);
        canvas.light(0, 1, 1f);
        canvas.light(0, 1, 0.7f);
        assertArrayEquals(new float[] {0, 0, 0, 0, 0, 1, 0.75f, 0}, pixels);
    }

    @Test
    void nothingIsDrawnBesideIt() {
        LightCanvas canvas = new LightCanvas(new float[8], 4, 2, 2);
        assertThrows(IndexOutOfBoundsException.class, () -> canvas.light(0, 2, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> canvas.light(-1, 0, 1));
    }

    @Test
    void noiseIsFromZeroToItsLevel() {
        float[] pixels = new float[10_000];
        new LightCanvas(pixels, 0, 100, 100).noise(0.2f, new RandomStream(1, "noise"));
        double sum = 0;
        for (float pixel : pixels) {
            assertTrue(pixel >= 0 && pixel <= 0.2f, "pixel " + pixel);
            sum += pixel;
        }
        // Mean of a uniform: half the level; its standard error is 0.2 / sqrt(12) / 100.
        assertEquals(0.1, sum / pixels.length, 4 * 0.2 / Math.sqrt(12) / 100);
    }

    @Test
    void noNoiseTakesNoRandomNumbers() {
        RandomStream random = new RandomStream(1, "noise");
        new LightCanvas(new float[4], 0, 2, 2).noise(0, random);
        assertEquals(new RandomStream(1, "noise").nextWord(), random.nextWord());
    }
}
