package dev.tenon.plugins.analyses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.report.Cell;
import dev.tenon.testkit.Mistake;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InvarianceTest extends BlocksContract {

    private static Invariance.Settings settings(List<String> of, int shift, String alike) {
        return new Invariance.Settings(
                of.isEmpty() ? Optional.empty() : Optional.of(of),
                shift,
                alike.isEmpty() ? Optional.empty() : Optional.of(alike),
                Split.TEST,
                200);
    }

    @Override
    protected Analysis<?> analysis() {
        return new Invariance();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(settings(List.of(), 1, ""), settings(List.of("largest"), 0, "label"));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("an unknown layer", settings(List.of("largest", "maps"), 1, ""), "maps"),
                refused("too far", settings(List.of(), 6, ""), "shift", "6 x 6"),
                refused("numbers", settings(List.of(), 0, "image"), "image"),
                Mistake.of("nothing", () -> settings(List.of(), 0, ""), "shift", "alike"));
    }

    /** A block that is moved is another map, but the largest answer is the same; images of one class have the same one. */
    @Test
    void whatPoolsOverPlacesDoesNotSeeAShift() {
        List<List<Cell>> rows = Objects.requireNonNull(found(settings(List.of("colours", "largest"), 1, "label"))
                        .tables()
                        .get("layers"))
                .rows();
        assertEquals(Cell.of("label alike"), rows.get(1).get(1));
        assertEquals(1, number(rows.get(2).get(2)), "the largest, shifted");
        assertEquals(1, number(rows.get(3).get(2)), "the largest, of the same class");
        assertEquals(expected(), number(rows.get(0).get(2)), 1e-9);
    }

    /** Of the first layer, which permutes channels: from pixels, pair by pair. */
    private static double expected() {
        float[] images = Blocks.examples().images();
        int size = images.length / Blocks.COUNT;
        double any = 0;
        double pairs = 0;
        for (int a = 0; a < Blocks.COUNT; a++) {
            for (int b = a + 1; b < Blocks.COUNT; b++) {
                pairs++;
                for (int i = 0; i < size; i++) {
                    any += Math.pow(images[a * size + i] - images[b * size + i], 2);
                }
            }
        }
        double shifted = 0;
        int side = Blocks.SIZE;
        for (int a = 0; a < Blocks.COUNT; a++) {
            for (int[] by : new int[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
                for (int i = 0; i < size; i++) {
                    int row = Math.max(0, Math.min(side - 1, i / 3 / side - by[0]));
                    int column = Math.max(0, Math.min(side - 1, i / 3 % side - by[1]));
                    float there = images[a * size + (row * side + column) * 3 + i % 3];
                    shifted += Math.pow(images[a * size + i] - there, 2);
                }
            }
        }
        return 1 - shifted / (4 * Blocks.COUNT) / (any / pairs);
    }

    @Test
    void pixelsMoveAndTheBorderIsRepeated() {
        float[] image = {1, 2, 3, 4, 5, 6};
        Shape shape = Shape.of(2, 3, 1);
        assertArrayEquals(new float[] {1, 2, 3, 1, 2, 3}, Invariance.moved(image, shape, 1, 0));
        assertArrayEquals(new float[] {2, 3, 3, 5, 6, 6}, Invariance.moved(image, shape, 0, -1));
    }

    private static double number(Cell cell) {
        return cell instanceof Cell.Value number ? number.value() : Double.NaN;
    }
}
