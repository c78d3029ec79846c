package dev.tenon.plugins.datasets.derived;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestDatasetScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PastedTest extends DatasetContract {

    private static final DatasetName GROUNDS = new DatasetName("grounds");

    /** Grey images of 10 x 9 pixels in two channels. */
    private static Examples grounds() {
        float[] pixels = new float[12 * 90 * 2];
        Arrays.fill(pixels, 0.25f);
        return Examples.of(Shape.of(10, 9, 2), pixels)
                .signs(new float[] {1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1}, List.of("x"))
                .split(Split.TRAIN, new int[] {0, 1, 2, 3, 4, 5, 6, 7})
                .split(Split.TEST, new int[] {8, 9, 10, 11})
                .build();
    }

    @Override
    protected Dataset<?> dataset() {
        return new Pasted();
    }

    @Override
    protected Map<String, Examples> others() {
        return Map.of(
                "digits", Sets.digits(),
                "grounds", grounds(),
                "untested",
                        Examples.of(Shape.of(1, 1, 1), new float[] {1, 1})
                                .classes(new float[] {0, 1}, List.of("0", "1"))
                                .split(Split.TRAIN, new int[] {0, 1})
                                .build());
    }

    @Override
    protected List<Record> settings() {
        return List.of(new Pasted.Settings(GROUNDS, Sets.DIGITS, 1, 1f));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                Mistake.of("too large", () -> load("digits", 2), "16 x 16 pixels", "choose another scale"),
                Mistake.of("no class", () -> load("grounds", 1), "no labelled images of one channel"),
                Mistake.of("no test objects", () -> load("untested", 1), "untested has no objects in its test split"));
    }

    private Examples load(String objects, double scale) throws IOException {
        return new Pasted()
                .load(
                        new TestDatasetScope(Sets.SEED, Path.of(""), others()),
                        new Pasted.Settings(GROUNDS, new DatasetName(objects), scale, 1f));
    }

    @Test
    void anObjectOfTheSplitIsWhereTheMaskSaysAndTheGroundIsAsItWasElsewhere() throws IOException {
        Examples pasted = load("digits", 1);
        Examples digits = Sets.digits();
        Column mask = pasted.column("mask").orElseThrow();
        Column ground = pasted.column("ground").orElseThrow();
        for (Split split : pasted.splits()) {
            for (int i : pasted.split(split)) {
                int[] row = {i};
                float[] where = mask.rows(row);
                float[] pixels = pasted.pixels(i);
                assertArrayEquals(grounds().pixels(i), ground.rows(row));
                int covered = 0;
                for (int pixel = 0; pixel < 90; pixel++) {
                    float light = where[pixel] > 0 ? 1f : 0.25f;
                    assertEquals(light, pixels[2 * pixel]);
                    assertEquals(light, pixels[2 * pixel + 1]);
                    covered += where[pixel] > 0 ? 1 : 0;
                }
                int source = pasted.sources(i)[0];
                assertTrue(Arrays.stream(digits.split(split)).anyMatch(each -> each == source));
                assertEquals(digits.targets()[source], pasted.targets()[i]);
                int ink = 0;
                for (float each : digits.pixels(source)) {
                    ink += each > 0.5f ? 1 : 0;
                }
                assertEquals(ink, covered);
            }
        }
    }
}
