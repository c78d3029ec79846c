package dev.tenon.plugins.analyses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.graph.Shape;
import org.junit.jupiter.api.Test;

final class EnlargedTest {

    private static final float NONE = Float.NEGATIVE_INFINITY;

    private static float[] row(int places, int pixels, double apart, float... map) {
        LayerResult layer = new LayerResult("map", "conv2d", Shape.of(1, places, 1), 1, 1, 1, apart);
        float[] image = new float[pixels];
        new Enlarged(layer, 1, pixels).put(map, 0, 0, 1, image);
        return image;
    }

    @Test
    void aMapOfTheImagesSizeStaysAsItIs() {
        assertArrayEquals(new float[] {1, 2, 3, 4}, row(4, 4, 1, 1, 2, 3, 4));
    }

    @Test
    void aMapWithoutBordersLiesInTheMiddle() {
        assertArrayEquals(new float[] {NONE, 1, 2, 3, NONE}, row(3, 5, 1, 1, 2, 3));
    }

    @Test
    void betweenPlacesItIsLinear() {
        // Places of a pool of 2 are half a pixel off pixels: 0.5, 2.5, 4.5 of 0 to 5.
        assertArrayEquals(new float[] {0, 1, 3, 5, 7, 8}, row(3, 6, 2, 0, 4, 8));
    }

    @Test
    void eachImageAndUnitHasItsOwn() {
        LayerResult layer = new LayerResult("map", "conv2d", Shape.of(2, 1, 3), 1, 1, 1, 1);
        float[] maps = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}; // [2 images, 2 rows, 1 column, 3 units]
        float[] images = new float[4];
        Enlarged enlarged = new Enlarged(layer, 2, 1);
        enlarged.put(maps, 0, 1, 3, images);
        enlarged.put(maps, 1, 1, 3, images);
        assertArrayEquals(new float[] {1, 4, 7, 10}, images);
        assertEquals(4, images.length);
    }
}
