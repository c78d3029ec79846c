package dev.tenon.plugins.datasets.written;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InlineImagesTest {

    private static final List<List<Double>> ROWS = List.of(List.of(1.0, 2.0), List.of(3.0, 4.5), List.of(5.0, -6.0));

    @Test
    void imagesWithRaggedRowsAreNamed() {
        List<List<Double>> ragged = List.of(List.of(1.0, 2.0), List.of(3.0), List.of(5.0, 6.0));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new WrittenSettings(List.of(ROWS, ragged), List.of(1, -1), "x", Split.TEST));
        assertTrue(String.valueOf(e.getMessage()).contains("image 2"), e.getMessage());
    }

    @Test
    void everyImageNeedsASign() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new WrittenSettings(List.of(ROWS), List.of(1, 1), "x", Split.TEST));
        assertThrows(
                IllegalArgumentException.class, () -> new WrittenSettings(List.of(ROWS), List.of(0), "x", Split.TEST));
    }

    @Test
    void pixelsComeRowByRow() {
        WrittenSettings settings = new WrittenSettings(List.of(ROWS), List.of(-1), "x", Split.TRAIN);
        var examples = new InlineImages().load(new NoScope(), settings);
        assertEquals(List.of(3, 2, 1), examples.image().toList());
        assertArrayEquals(new float[] {1f, 2f, 3f, 4.5f, 5f, -6f}, examples.pixels(0));
        assertArrayEquals(new int[] {0}, examples.split(Split.TRAIN));
        assertArrayEquals(new float[] {-1f}, examples.targets());
    }

    /** Written images need nothing from outside; asking for something is a mistake. */
    private static final class NoScope implements dev.tenon.api.data.DatasetScope {
        @Override
        public java.nio.file.Path resolve(java.nio.file.Path path) {
            throw new AssertionError("no file is needed");
        }

        @Override
        public byte[] read(java.nio.file.Path path) {
            throw new AssertionError("no file is needed");
        }

        @Override
        public dev.tenon.api.data.Examples dataset(dev.tenon.api.data.DatasetName name) {
            throw new AssertionError("no other data set is needed");
        }

        @Override
        public dev.tenon.api.numerics.RandomStream random(String name) {
            throw new AssertionError("no chance is needed");
        }
    }
}
