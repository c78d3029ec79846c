package dev.tenon.plugins.analyses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.analysis.Analysis;
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
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InputVolumesTest extends BlocksContract {

    private static final int UNITS = 5;

    private static InputVolumes.Settings settings(String of, int units, int example) {
        return new InputVolumes.Settings(of, units, example < 0 ? Optional.empty() : Optional.of(example), 1000);
    }

    @Override
    protected Analysis<?> analysis() {
        return new InputVolumes();
    }

    /** A convolution over the three colours, with stride, border, bias and rectifier. */
    @Override
    protected List<TestLayer> layers() {
        float[] kernel = noise("kernel", 3 * 3 * 3 * UNITS);
        float[] bias = noise("bias", UNITS);
        Window window = Window.of(3, 3).pad(1, 1, 1, 1).stride(2, 2);
        TestLayer first = Blocks.layers().getFirst();
        return List.of(
                first,
                new TestLayer(
                        "maps",
                        "conv2d",
                        3,
                        3,
                        2,
                        2,
                        List.of(
                                new TestLayer.TestWeights("kernel", Shape.of(3, 3, 3, UNITS), kernel, kernel),
                                new TestLayer.TestWeights("bias", Shape.of(UNITS), bias, bias)),
                        (before, own) -> Ops.relu(Ops.add(
                                Ops.conv2d(
                                        Objects.requireNonNull(before.get(first.id())),
                                        Objects.requireNonNull(own.get("kernel")),
                                        window,
                                        1),
                                Objects.requireNonNull(own.get("bias"))))));
    }

    private static float[] noise(String name, int count) {
        RandomStream random = new RandomStream(8, name);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(settings("maps", 4, -1), settings("maps", 16, 2));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                refused("an unknown layer", settings("map", 1, 0), "map", "maps"),
                refused("no convolution", settings("colours", 1, 0), "colours", "conv2d"),
                refused("an unknown example", settings("maps", 1, Blocks.COUNT), "24 examples", "example"));
    }

    /** Channels and bias add up to the total, which the rectifier takes: it gives the activation of that place, the unit's largest. */
    @Test
    void channelsAddUpToTheActivation() {
        for (int example : new int[] {-1, 2}) {
            TestAnalysisScope found = found(settings("maps", UNITS, example));
            List<List<Cell>> rows =
                    Objects.requireNonNull(found.details().get("channels")).rows();
            float[] terms = Objects.requireNonNull(found.numbers().get("channels-pictures"))
                    .values();
            boolean active = false;
            for (int unit = 0; unit < UNITS; unit++) {
                double sum = 0;
                for (int channel = 0; channel < 3; channel++) {
                    double adds = 0;
                    double[] columns = new double[3];
                    for (int tap = 0; tap < 9; tap++) {
                        adds += terms[(unit * 5 + channel) * 9 + tap];
                        columns[tap % 3] += terms[(unit * 5 + channel) * 9 + tap];
                    }
                    assertEquals(columns[0], number(rows.get(unit * 5 + channel).get(6)), 1e-6, "left");
                    assertEquals(columns[2], number(rows.get(unit * 5 + channel).get(7)), 1e-6, "right");
                    assertEquals(adds, number(rows.get(unit * 5 + channel).get(5)), 1e-6);
                    sum += adds;
                }
                sum += number(rows.get(unit * 5 + 3).get(5));
                List<Cell> total = rows.get(unit * 5 + 4);
                assertEquals(sum, number(total.get(5)), 1e-5);
                float[] maps = Objects.requireNonNull(new TestAnalysisScope(0, examples(), layers())
                        .network()
                        .results(List.of("maps"), new int[] {(int) number(total.get(2))})
                        .get("maps"));
                float largest = 0;
                for (int at = unit; at < maps.length; at += UNITS) {
                    largest = Math.max(largest, maps[at]);
                }
                int place = (int) (number(total.get(3)) * 3 + number(total.get(4)));
                assertEquals(largest, maps[place * UNITS + unit], "the largest");
                assertEquals(largest, Math.max(0, sum), 1e-5);
                active |= largest > 0;
            }
            assertTrue(active);
        }
    }

    private static double number(Cell cell) {
        return ((Cell.Value) cell).value();
    }
}
