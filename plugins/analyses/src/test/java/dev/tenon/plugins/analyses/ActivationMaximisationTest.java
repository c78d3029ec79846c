package dev.tenon.plugins.analyses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.report.Cell;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestAnalysisScope;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ActivationMaximisationTest extends BlocksContract {

    private static ActivationMaximisation.Settings settings(String of, int units, int steps, double norm) {
        return new ActivationMaximisation.Settings(of, units, steps, 0.1, norm, 3);
    }

    @Override
    protected Analysis<?> analysis() {
        return new ActivationMaximisation();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(settings("colours", 16, 5, 1), settings("classes", 1, 5, 1));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused("an unknown layer", settings("colour", 1, 1, 1), "colour", "colours"));
    }

    /**
     * Over pixels of a norm a 1 x 1 convolution is largest along its kernel: for a trained unit its colour alone, with the norm as its
     * activation; for another one the norm times that of its kernel.
     */
    @Test
    void findsTheKernelsDirection() {
        TestAnalysisScope found = found(settings("colours", 16, 200, 2));
        float[] images = Blocks.examples().images();
        List<List<Cell>> rows =
                Objects.requireNonNull(found.details().get("maxima")).rows();
        float[] pictures =
                Objects.requireNonNull(found.numbers().get("maxima-pictures")).values();
        double norm = 2 * Math.sqrt(meanSquare(images) * 3);
        float[] drawn = Blocks.layers().getFirst().weights().getFirst().untrained();
        for (int colour = 0; colour < 3; colour++) {
            int unit = Blocks.UNIT_OF[colour];
            assertEquals(norm, number(rows.get(2 * unit).get(2)), norm * 0.01, "trained");
            for (int channel = 0; channel < 3; channel++) {
                double expected = channel == colour ? norm : 0;
                assertEquals(expected, pictures[2 * unit * 3 + channel], norm * 0.1, "the picture of unit " + unit);
            }
            double kernel =
                    Math.sqrt(Math.pow(drawn[unit], 2) + Math.pow(drawn[3 + unit], 2) + Math.pow(drawn[6 + unit], 2));
            assertEquals(norm * kernel, number(rows.get(2 * unit + 1).get(2)), norm * kernel * 0.01, "untrained");
        }
    }

    /** More steps find more, and no picture exceeds the norm. */
    @Test
    void staysWithinTheNorm() {
        double norm = Math.sqrt(meanSquare(Blocks.examples().images()) * Blocks.SIZE * Blocks.SIZE * 3);
        double before = Double.NEGATIVE_INFINITY;
        for (int steps : new int[] {1, 8, 64}) {
            TestAnalysisScope found = found(settings("classes", 1, steps, 1));
            float[] pictures = Objects.requireNonNull(found.numbers().get("maxima-pictures"))
                    .values();
            assertTrue(Math.sqrt(meanSquare(pictures) * pictures.length / 2) <= norm * 1.0001);
            double now = number(Objects.requireNonNull(found.details().get("maxima"))
                    .rows()
                    .getFirst()
                    .get(2));
            assertTrue(now > before, steps + " steps");
            before = now;
        }
    }

    private static double meanSquare(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value * value;
        }
        return sum / values.length;
    }

    private static double number(Cell cell) {
        return ((Cell.Value) cell).value();
    }
}
