package dev.tenon.plugins.analyses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestAnalysisScope;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class UnitPartAlignmentTest extends BlocksContract {

    private static UnitPartAlignment.Settings settings(String of, String parts, double quantile) {
        return new UnitPartAlignment.Settings(of, parts, List.of("ground"), quantile, Split.TEST, 200);
    }

    @Override
    protected Analysis<?> analysis() {
        return new UnitPartAlignment();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(settings("colours", "mask", 0.05), settings("colours", "signs", 0.005));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("an unknown column", settings("colours", "masks", 0.05), "masks", "mask"),
                refused("no masks", settings("colours", "label", 0.05), "label", "masks"),
                refused("no map", settings("classes", "mask", 0.05), "classes", "[height, width, channels]"),
                refused(
                        "no parts",
                        new UnitPartAlignment.Settings(
                                "colours", "mask", List.of("ground", "red", "green", "blue"), 0.05, Split.TEST, 5),
                        "ignore"));
    }

    @Test
    void eachColourHasItsOwnUnit() {
        TestAnalysisScope found = found(settings("colours", "mask", 0.05));
        List<List<Cell>> units =
                Objects.requireNonNull(found.details().get("units")).rows();
        for (int colour = 0; colour < 3; colour++) {
            assertEquals(Blocks.COLOURS.get(colour), text(units.get(colour).get(0)));
            assertEquals(
                    Integer.toString(Blocks.UNIT_OF[colour]),
                    text(units.get(colour).get(1)));
            assertEquals(1, number(units.get(colour).get(2)), "IoU");
            assertEquals(32 / 864.0, number(units.get(colour).get(3)), 1e-12, "fraction of pixels");
        }
        Table parts = Objects.requireNonNull(found.tables().get("parts"));
        for (int row = 0; row < 4; row++) {
            for (int measure = 2; measure < 5; measure++) {
                assertEquals(
                        1,
                        number(parts.rows().get(row).get(measure)),
                        "trained, " + parts.rows().get(row));
            }
        }
        assertTrue(number(parts.rows().get(11).get(2)) < 1, "a rotation mixes colours");
    }

    /** The untrained net's numbers, computed pixel by pixel and pair by pair, and the best of all six matchings. */
    @Test
    void untrainedUnitsAreMeasuredAsBruteForceDoes() {
        double quantile = 0.1;
        Table parts = Objects.requireNonNull(
                found(settings("colours", "mask", quantile)).tables().get("parts"));
        Examples examples = examples();
        float[] images = examples.images();
        float[] masks = examples.column("mask").orElseThrow().values();
        float[] kernel = layers().getFirst().weights().getFirst().untrained();
        int pixels = masks.length;
        double[][] iou = new double[3][3];
        double[][] auroc = new double[3][3];
        for (int unit = 0; unit < 3; unit++) {
            float[] answers = new float[pixels];
            for (int at = 0; at < pixels; at++) {
                for (int colour = 0; colour < 3; colour++) {
                    answers[at] += images[at * 3 + colour] * kernel[colour * 3 + unit];
                }
            }
            float[] sorted = answers.clone();
            Arrays.sort(sorted);
            float threshold = sorted[pixels - 1 - (int) (quantile * pixels)];
            for (int part = 0; part < 3; part++) {
                double both = 0;
                double any = 0;
                double pairs = 0;
                double right = 0;
                for (int at = 0; at < pixels; at++) {
                    boolean fires = answers[at] > threshold;
                    boolean is = masks[at] == part + 1;
                    both += fires && is ? 1 : 0;
                    any += fires || is ? 1 : 0;
                    for (int other = 0; is && other < pixels; other++) {
                        if (masks[other] != part + 1) {
                            pairs++;
                            right += answers[at] > answers[other] ? 1 : answers[at] == answers[other] ? 0.5 : 0;
                        }
                    }
                }
                iou[part][unit] = both / any;
                auroc[part][unit] = right / pairs;
            }
        }
        assertEquals(best(iou), number(parts.rows().get(7).get(2)), 1e-9, "mean IoU");
        assertEquals(best(auroc), number(parts.rows().get(7).get(3)), 1e-9, "mean AUROC");
        assertEquals("untrained", text(parts.rows().get(7).get(0)));
    }

    private static double best(double[][] values) {
        double best = 0;
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            best = Math.max(best, (values[0][order[0]] + values[1][order[1]] + values[2][order[2]]) / 3);
        }
        return best;
    }

    private static String text(Cell cell) {
        return cell instanceof Cell.Text text ? text.text() : "";
    }

    private static double number(Cell cell) {
        return cell instanceof Cell.Value number ? number.value() : Double.NaN;
    }
}
