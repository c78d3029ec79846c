package dev.tenon.plugins.analyses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Window;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.report.Cell;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestAnalysisScope;
import dev.tenon.testkit.TestLayer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class TopPatchesTest extends BlocksContract {

    private static TopPatches.Settings settings(String of, int units, int patches) {
        return new TopPatches.Settings(of, units, patches, Split.TEST, 1000);
    }

    @Override
    protected Analysis<?> analysis() {
        return new TopPatches();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(settings("colours", 16, 6), settings("classes", 2, 100));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("an unknown layer", settings("colour", 1, 1), "colour", "colours"),
                refused(
                        "a split without examples",
                        new TopPatches.Settings("colours", 1, 1, Split.VALIDATION, 10),
                        "validation"));
    }

    /** A unit answers to one colour alone, with 1: the first images of that colour, at the first pixel of their blocks. */
    @Test
    void patchesAreOfTheUnitsColour() {
        TestAnalysisScope found = found(settings("colours", 16, 3));
        float[] pictures =
                Objects.requireNonNull(found.numbers().get("patches-pictures")).values();
        List<List<Cell>> rows =
                Objects.requireNonNull(found.details().get("patches")).rows();
        float[] images = Blocks.examples().images();
        for (int colour = 0; colour < 3; colour++) {
            for (int rank = 0; rank < 3; rank++) {
                int at = Blocks.UNIT_OF[colour] * 3 + rank;
                List<Cell> row = rows.get(at);
                assertEquals(Cell.of(colour + 3 * rank), row.get(2), "the first images, one patch of each");
                assertEquals(Cell.of(1), row.get(5));
                int pixel = ((colour + 3 * rank) * Blocks.SIZE + number(row.get(3))) * Blocks.SIZE + number(row.get(4));
                for (int channel = 0; channel < 3; channel++) {
                    assertEquals(channel == colour ? 1 : 0, pictures[at * 3 + channel]);
                    assertEquals(images[pixel * 3 + channel], pictures[at * 3 + channel]);
                }
                assertTrue(number(row.get(3)) == 0 || images[(pixel - Blocks.SIZE) * 3 + colour] == 0, "the first");
            }
        }
    }

    /** What a convolution answers is the sum of the patch times its kernel; beyond the border there is nothing. */
    @Test
    void activationsAreOfTheirPatches() {
        float[] kernel = new float[3 * 3 * 3 * 2];
        RandomStream random = new RandomStream(8, "kernel");
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) random.nextGaussian();
        }
        Window window = Window.of(3, 3).padSame(Blocks.SIZE, Blocks.SIZE);
        TestLayer layer = new TestLayer(
                "maps",
                "conv2d",
                3,
                3,
                1,
                1,
                List.of(new TestLayer.TestWeights("kernel", Shape.of(3, 3, 3, 2), kernel, kernel)),
                (before, own) -> Ops.conv2d(
                        Objects.requireNonNull(before.get("image")),
                        Objects.requireNonNull(own.get("kernel")),
                        window,
                        1));
        TestAnalysisScope scope = new TestAnalysisScope(0, Blocks.examples(), List.of(layer));
        new TopPatches().run(scope, settings("maps", 2, 24));
        float[] patches =
                Objects.requireNonNull(scope.numbers().get("patches-pictures")).values();
        List<List<Cell>> rows =
                Objects.requireNonNull(scope.details().get("patches")).rows();
        boolean cut = false;
        double before = 0;
        for (int i = 0; i < 48; i++) {
            double sum = 0;
            for (int j = 0; j < 27; j++) {
                float pixel = patches[i * 27 + j];
                cut |= Float.isNaN(pixel);
                sum += Float.isNaN(pixel) ? 0 : pixel * kernel[j * 2 + i / 24];
            }
            assertEquals(sum, ((Cell.Value) rows.get(i).get(5)).value(), 1e-5, rows.get(i)::toString);
            assertTrue(i % 24 == 0 || sum <= before + 1e-5, "largest first");
            before = sum;
        }
        assertTrue(cut, "some lie at the border");
    }

    private static int number(Cell cell) {
        return (int) ((Cell.Value) cell).value();
    }
}
