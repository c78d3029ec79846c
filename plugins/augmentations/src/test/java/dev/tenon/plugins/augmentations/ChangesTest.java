package dev.tenon.plugins.augmentations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.augmentation.Change;
import dev.tenon.api.augmentation.Outside;
import dev.tenon.api.augmentation.Resampling;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.Size;
import dev.tenon.api.training.Targets;
import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What each augmentation does to images that can be looked at. */
final class ChangesTest {
    private static final Shape TWO_BY_THREE = Shape.of(2, 3, 1);
    private static final float[] COUNT = {1, 2, 3, 4, 5, 6};

    private static <S extends Record> float[] changed(
            Augmentation<S> augmentation, S settings, Shape shape, float[] pixels, int example) {
        float[] copy = pixels.clone();
        return switch (augmentation.draw(settings, shape, new RandomStream(1, "example/" + example))) {
            case Change.Nothing _ -> copy;
            case Change.Move move -> new Resampling(move, shape).applied(Targets.NUMBERS, shape, copy);
            case Change.Repaint repaint -> {
                repaint.pixels().change(copy, shape, new RandomStream(2, "pixels/" + example));
                yield copy;
            }
        };
    }

    @Test
    void flipMirrorsAndKeepsEveryPixel() {
        Flip flip = new Flip();
        assertArrayEquals(
                new float[] {3, 2, 1, 6, 5, 4},
                changed(flip, new Flip.Settings(Flip.Axis.HORIZONTAL, 1), TWO_BY_THREE, COUNT, 0));
        assertArrayEquals(
                new float[] {4, 5, 6, 1, 2, 3},
                changed(flip, new Flip.Settings(Flip.Axis.VERTICAL, 1), TWO_BY_THREE, COUNT, 0));
        long mirrored = java.util.stream.IntStream.range(0, 1000)
                .filter(i ->
                        changed(flip, new Flip.Settings(Flip.Axis.HORIZONTAL, 0.25), TWO_BY_THREE, COUNT, i)[0] == 3)
                .count();
        assertTrue(mirrored > 200 && mirrored < 300, mirrored + " of 1000 at a probability of 0.25");
    }

    @Test
    void shiftTakesEachPlaceAsOftenAndFillsWhatIsOutside() {
        TreeMap<String, Integer> seen = new TreeMap<>();
        float[] point = {0, 0, 0, 0, 1, 0, 0, 0, 0};
        for (int i = 0; i < 900; i++) {
            float[] moved =
                    changed(new Shift(), new Shift.Settings(new Size(1, 1), Outside.ZERO), Shape.of(3, 3, 1), point, i);
            seen.merge(Arrays.toString(moved), 1, Integer::sum);
        }
        assertEquals(9, seen.size());
        seen.values().forEach(times -> assertTrue(times > 60 && times < 140, seen::toString));
        for (int i = 0; i < 50; i++) {
            float[] ones = {1, 1, 1, 1, 1, 1};
            assertArrayEquals(
                    ones,
                    changed(new Shift(), new Shift.Settings(new Size(1, 2), Outside.EDGE), TWO_BY_THREE, ones, i));
        }
    }

    @Test
    void rotationTurnsAboutTheCentreInBothDirections() {
        float[] row = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        boolean up = false;
        boolean down = false;
        for (int i = 0; i < 20; i++) {
            float[] turned = changed(new Rotate(), new Rotate.Settings(40, Outside.ZERO), Shape.of(5, 5, 1), row, i);
            assertEquals(1f, turned[12], 1e-6, "the centre stays");
            up |= turned[9] > 0.2;
            down |= turned[19] > 0.2;
        }
        assertTrue(up && down, "the bar's right end goes up in some, down in others");
    }

    @Test
    void scaleAndCropKeepAFlatImageFlat() {
        float[] flat = new float[64];
        Arrays.fill(flat, 0.5f);
        for (int i = 0; i < 20; i++) {
            assertArrayEquals(flat, changed(new Crop(), new Crop.Settings(0.3), Shape.of(8, 8, 1), flat, i), 1e-7f);
            assertArrayEquals(
                    flat,
                    changed(new Zoom(), new Zoom.Settings(0.5, 2, Outside.EDGE), Shape.of(8, 8, 1), flat, i),
                    1e-7f);
        }
        float[] shrunk = changed(new Zoom(), new Zoom.Settings(0.5, 0.5, Outside.ZERO), Shape.of(8, 8, 1), flat, 0);
        assertEquals(0f, shrunk[0], "around a smaller image is black");
        assertEquals(0.5f, shrunk[27], 1e-7);
    }

    @Test
    void brightnessAndContrastAndNoiseAreOfTheSizeThatIsSet() {
        for (int i = 0; i < 30; i++) {
            float[] brighter = changed(new Brightness(), new Brightness.Settings(0.5), TWO_BY_THREE, COUNT, i);
            float by = brighter[0] - 1;
            assertTrue(Math.abs(by) <= 0.5, "by " + by);
            assertEquals(6 + by, brighter[5], 1e-6);
            float[] contrast = changed(new Contrast(), new Contrast.Settings(0.5), TWO_BY_THREE, COUNT, i);
            assertEquals(7f, contrast[0] + contrast[5], 1e-5, "the mean of 3.5 stays");
            assertTrue(Math.abs(contrast[5] - contrast[0] - 5) <= 2.5, "half as much or one and a half");
        }
        float[] noise = changed(new Noise(), new Noise.Settings(0.1), Shape.of(100, 100, 1), new float[10_000], 0);
        double squares = 0;
        for (float each : noise) {
            squares += each * each;
        }
        assertEquals(0.1, Math.sqrt(squares / noise.length), 0.005);
    }

    @Test
    void cutoutCoversARectangleOfAllChannels() {
        float[] ones = new float[8 * 8 * 3];
        Arrays.fill(ones, 1f);
        for (int i = 0; i < 50; i++) {
            float[] covered = changed(new Cutout(), new Cutout.Settings(new Size(4, 2), 7), Shape.of(8, 8, 3), ones, i);
            int count = 0;
            for (float each : covered) {
                count += each == 7 ? 1 : 0;
            }
            assertTrue(count % 3 == 0 && count >= 2 * 3 && count <= 8 * 3, count + " numbers");
        }
    }
}
