package dev.tenon.plugins.datasets.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class EdgesAndBlobsTest extends DatasetContract {

    private static final int SIDE = 8;

    /** Whether a pixel is light. */
    private interface Picture {
        boolean light(int row, int column);
    }

    private static final List<Picture> PICTURES = List.of(
            (row, column) -> row >= 4,
            (row, column) -> column >= 4,
            (row, column) -> row + column >= 8,
            (row, column) -> row >= column,
            (row, column) -> row == 3 && column == 5,
            (row, column) -> row != 3 || column != 5);

    @Override
    protected Dataset<?> dataset() {
        return new EdgesAndBlobs();
    }

    @Override
    protected Map<String, Examples> others() {
        return Map.of(
                "digits", Sets.digits(),
                "unlearned",
                        Examples.of(Shape.of(1, 1, 1), new float[2])
                                .signs(new float[] {1, -1}, List.of("x"))
                                .split(Split.TEST, new int[] {0, 1})
                                .build());
    }

    @Override
    protected List<Record> settings() {
        return List.of(new EdgesAndBlobs.Settings(Sets.DIGITS, 0.2, 0.05));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused(
                "no training images",
                new EdgesAndBlobs.Settings(new DatasetName("unlearned"), 0.2, 0.05),
                "unlearned",
                "to train on"));
    }

    private static Examples pictures(double edges, double blobs) throws IOException {
        float[] pixels = new float[PICTURES.size() * SIDE * SIDE];
        float[] labels = new float[PICTURES.size()];
        int[] all = new int[PICTURES.size()];
        for (int i = 0; i < pixels.length; i++) {
            int within = i % (SIDE * SIDE);
            pixels[i] = PICTURES.get(i / (SIDE * SIDE)).light(within / SIDE, within % SIDE) ? 1 : 0;
        }
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
            labels[i] = i % 2;
        }
        Examples examples = Examples.of(Shape.of(SIDE, SIDE, 1), pixels)
                .classes(labels, List.of("even", "odd"))
                .split(Split.TRAIN, all)
                .build();
        return new EdgesAndBlobs().load(Sets.scope(1, examples), new EdgesAndBlobs.Settings(Sets.DIGITS, edges, blobs));
    }

    /** The names that a pixel has. */
    private static List<String> at(Examples examples, int picture, int row, int column) {
        Column shapes = examples.column("shapes").orElseThrow();
        float[] all = shapes.rows(new int[] {picture});
        List<String> names = new ArrayList<>();
        for (int unit = 0; unit < shapes.units(); unit++) {
            if (all[(row * SIDE + column) * shapes.units() + unit] > 0) {
                names.add(shapes.names().get(unit));
            }
        }
        return names;
    }

    @Test
    void edgesRunAcrossTheGradient() throws IOException {
        Examples examples = pictures(0.3, 0.01);
        List<String> names = List.of("horizontal-edge", "vertical-edge", "rising-edge", "falling-edge");
        for (int picture = 0; picture < names.size(); picture++) {
            assertEquals(List.of(names.get(picture)), at(examples, picture, 4, 4), "picture " + picture);
            Set<String> elsewhere = new TreeSet<>();
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                elsewhere.addAll(at(examples, picture, pixel / SIDE, pixel % SIDE));
            }
            elsewhere.removeAll(Set.of("bright-blob", "dark-blob"));
            // Where a diagonal meets the border, the image goes on straight.
            assertEquals(picture < 2 ? 1 : elsewhere.size(), elsewhere.size(), elsewhere.toString());
            assertEquals(List.of(), at(examples, picture, 1, picture == 3 ? 6 : 1));
        }
    }

    @Test
    void dotsAreBlobs() throws IOException {
        Examples examples = pictures(0.01, 0.02);
        assertEquals(List.of("bright-blob"), at(examples, 4, 3, 5));
        assertEquals(List.of("dark-blob"), at(examples, 5, 3, 5));
        assertEquals(List.of(), at(examples, 4, 7, 0));
        assertEquals(List.of(), at(examples, 5, 7, 0));
    }

    @Test
    void theClassIsAtEachPixel() throws IOException {
        Column mask = pictures(0.2, 0.05).column("class-mask").orElseThrow();
        assertEquals(Shape.of(SIDE, SIDE), mask.shape());
        for (float each : mask.rows(new int[] {3})) {
            assertEquals(1, each);
        }
        for (float each : mask.rows(new int[] {2})) {
            assertEquals(0, each);
        }
    }
}
