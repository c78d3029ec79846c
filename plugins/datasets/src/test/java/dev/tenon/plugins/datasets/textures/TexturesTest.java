package dev.tenon.plugins.datasets.textures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.plugins.datasets.split.Counts;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TexturesTest extends DatasetContract {

    private static final int SIDE = 40;
    private static final Examples IMAGES = load(new Textures.Settings(SIDE, 8, 0f, new Counts(64, 8, 32)));

    private static Examples load(Textures.Settings settings) {
        return new Textures().load(Sets.scope(Sets.SEED, Sets.digits()), settings);
    }

    @Override
    protected Dataset<?> dataset() {
        return new Textures();
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                new Textures.Settings(16, 8, 0.1f, new Counts(24, 8, 16)),
                new Textures.Settings(9, 2, 0f, new Counts(5, 0, 3)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused(
                "more pixels than an array holds",
                new Textures.Settings(512, 8, 0f, new Counts(10_000, 0, 0)),
                "10000 images of 512 x 512",
                "too many for memory"));
    }

    private static List<float[]> of(String kind) {
        int number = IMAGES.target().names().indexOf(kind);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < IMAGES.size(); i++) {
            float[] label = IMAGES.target().rows(new int[] {i});
            if (label[0] == number) {
                images.add(IMAGES.columns().getFirst().rows(new int[] {i}));
            }
        }
        assertEquals(13, images.size());
        return images;
    }

    /** A texture that goes on as it was some pixels away. */
    private static void assertPeriodic(String kind, int down, int across) {
        for (float[] image : of(kind)) {
            for (int y = 0; y + down < SIDE; y++) {
                for (int x = Math.max(0, -across); x + Math.max(0, across) < SIDE; x++) {
                    assertEquals(image[y * SIDE + x], image[(y + down) * SIDE + x + across], 1e-5f, kind);
                }
            }
        }
    }

    @Test
    void regularTexturesRepeatThemselves() {
        assertPeriodic("stripes", 2, -1);
        assertPeriodic("checks", 4, 4);
        assertPeriodic("checks", 4, -4);
        assertPeriodic("dots", 4, 4);
        assertPeriodic("dots", 8, 0);
        assertPeriodic("weave", 5, 5);
        assertPeriodic("weave", 5, -5);
    }

    private static double mean(float[] image) {
        double sum = 0;
        for (float pixel : image) {
            assertTrue(pixel >= 0 && pixel <= 1, "light is 0 to 1");
            sum += pixel;
        }
        return sum / image.length;
    }

    /** Half the mean squared difference of neighbours, by the variance: 1 of white noise, near 0 of what is smooth. */
    private static double roughness(float[] image) {
        double mean = mean(image);
        double variance = 0;
        double steps = 0;
        for (int i = 0; i < image.length; i++) {
            variance += (image[i] - mean) * (image[i] - mean) / image.length;
            if (i % SIDE > 0) {
                double step = image[i] - image[i - 1];
                steps += step * step / (image.length - SIDE);
            }
        }
        return steps / variance / 2;
    }

    @Test
    void imagesOfAKindAreAlikeInTheirStatisticsAndInNoOtherWay() {
        for (String kind : IMAGES.target().names()) {
            List<float[]> images = of(kind);
            double[] means = images.stream().mapToDouble(TexturesTest::mean).toArray();
            double[] rough =
                    images.stream().mapToDouble(TexturesTest::roughness).toArray();
            assertTrue(spread(means) < 0.15, kind + " " + Arrays.toString(means));
            assertTrue(
                    spread(rough) < 0.7 * Arrays.stream(rough).average().orElseThrow(), kind + Arrays.toString(rough));
        }
        // Waves of length L have neighbours with a correlation of J0(2 pi / L): 0.90 and 0.30.
        assertEquals(
                0.10,
                of("blobs").stream()
                        .mapToDouble(TexturesTest::roughness)
                        .average()
                        .orElseThrow(),
                0.05);
        assertEquals(
                0.70,
                of("grain").stream()
                        .mapToDouble(TexturesTest::roughness)
                        .average()
                        .orElseThrow(),
                0.15);
        for (String kind : List.of("stripes", "bricks", "blobs", "grain", "cells")) {
            assertNotEquals(Arrays.toString(of(kind).get(0)), Arrays.toString(of(kind).get(1)));
        }
    }

    private static double spread(double[] values) {
        return Arrays.stream(values).max().orElseThrow()
                - Arrays.stream(values).min().orElseThrow();
    }
}
