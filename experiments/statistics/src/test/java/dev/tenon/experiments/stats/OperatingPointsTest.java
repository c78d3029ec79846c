package dev.tenon.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.analysis.AnalysedTrial;
import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.ComparisonScope;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.report.Cell;
import dev.tenon.api.report.Table;
import dev.tenon.api.training.Targets;
import dev.tenon.testkit.AnalysisContract;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestLayer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OperatingPointsTest extends AnalysisContract {

    private static final float UNKNOWN = Float.NaN;

    /** Of each example its score: the network hands it on. Ten yes and ten no of the validation split, then two test sets. */
    private static final float[] SCORES = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 2.5f, 3, 6, -1, 3.5f, 0, 1, 9, 9, 9, 0
    };

    private static final float[] NEAR = {
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 1, 1, -1, -1, -1, -1, UNKNOWN, UNKNOWN,
        UNKNOWN, UNKNOWN
    };

    private static final float[] FAR = {
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
        UNKNOWN, UNKNOWN, UNKNOWN, 1, 1, -1, -1
    };

    private static OperatingPoints.Settings settings(String... against) {
        return new OperatingPoints.Settings(List.of(against), 0.8, 0.9, Optional.of("b"));
    }

    @Override
    protected Analysis<?> analysis() {
        return new OperatingPoints();
    }

    @Override
    protected Examples examples() {
        return Examples.of(Shape.of(1, 1, 1), SCORES)
                .column(sign("near", NEAR))
                .column(sign("far", FAR))
                .column(new Column("amount", Targets.NUMBERS, Shape.of(1), List.of("amount"), SCORES))
                .column(sign("never", new float[SCORES.length]))
                .split(Split.VALIDATION, IntStream.range(0, 20).toArray())
                .split(Split.TEST, IntStream.range(20, SCORES.length).toArray())
                .build();
    }

    private static Column sign(String name, float[] signs) {
        float[] own = signs.clone();
        for (int i = 0; i < own.length; i++) {
            own[i] = own[i] == 0 ? -1 : own[i];
        }
        return new Column(name, Targets.SIGNS, Shape.of(1), List.of("there"), own);
    }

    @Override
    protected List<TestLayer> layers() {
        return List.of(new TestLayer("answer", "flatten", 0, 0, 0, 0, List.of(), (before, own) -> {
            var image = Objects.requireNonNull(before.get("image"));
            return Ops.reshape(image, Shape.of(image.shape().dim(0), 1));
        }));
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(settings("near"), settings("near", "far"));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                Mistake.of(
                        "no column",
                        () -> new OperatingPoints.Settings(List.of(), 0.8, 0.9, Optional.empty()),
                        "against names no column"),
                refused("an unknown column", settings("there"), "there"),
                refused("numbers", settings("amount"), "amount", "not one sign or two classes"),
                refused("no yes", settings("never"), "never", "0 yes and 20 no"));
    }

    private static double number(Cell cell) {
        return switch (cell) {
            case Cell.Value value -> value.value();
            case Cell.Estimate estimate -> estimate.mean();
            case Cell.Text text -> throw new AssertionError(text);
        };
    }

    /** At a sensitivity of 0.8 the threshold is the third of ten yes, 3; at a specificity of 0.9 it is just above the ninth no, which is 3 too. */
    @Test
    void thresholdsAreThoseOfTheValidationSplit() {
        List<List<Cell>> rows = Objects.requireNonNull(
                        found(settings("near", "far")).tables().get("points"))
                .rows();
        double[][] expected = {{2 / 3.0, 3 / 4.0}, {1 / 3.0, 3 / 4.0}, {1, 0.5}, {1, 0.5}};
        for (int i = 0; i < rows.size(); i++) {
            assertEquals(expected[i][0], number(rows.get(i).get(2)), 1e-12);
            assertEquals(expected[i][1], number(rows.get(i).get(3)), 1e-12);
        }
        assertEquals(4, rows.size());
    }

    @Test
    void intervalsAreWilsons() {
        List<Cell> row = Objects.requireNonNull(
                        found(settings("near")).details().get("intervals"))
                .rows()
                .getFirst();
        assertEquals(3, number(row.get(2)));
        // Of 2 of 3: (2/3 + z²/6 ± z √(2/27 + z²/36)) / (1 + z²/3), z = 1.959964.
        Cell.Estimate sensitivity = (Cell.Estimate) row.get(3);
        assertEquals(0.207660, sensitivity.low(), 1e-6);
        assertEquals(0.938508, sensitivity.high(), 1e-6);
    }

    /** The scores of {@link AurocEstimateTest}, whose areas and p are those of another implementation. */
    @Test
    void areasAreHeldAgainstThoseOfTheOtherArm() {
        int examples = 60;
        float[] one = new float[examples];
        float[] other = new float[examples];
        float[] truth = new float[examples];
        for (int i = 0; i < examples; i++) {
            boolean yes = i % 3 == 0;
            truth[i] = yes ? 1 : -1;
            one[i] = i * 53 % 97 / 4 + (yes ? 5 : 0);
            other[i] = i * 37 % 101 / 5 + (yes ? 7 : 0);
        }
        Map<String, Table> put = new HashMap<>();
        new OperatingPoints()
                .compare(
                        new ComparisonScope() {
                            @Override
                            public List<AnalysedTrial> trials() {
                                return List.of(
                                        new Trial("a", 3, one, truth),
                                        new Trial("b", 3, other, truth),
                                        new Trial("a", 4, other, truth));
                            }

                            @Override
                            public void put(String name, Table table) {
                                put.put(name, table);
                            }
                        },
                        settings("near"));
        Table areas = Objects.requireNonNull(put.get("areas"));
        assertEquals(2, areas.rows().size(), "one seed");
        assertEquals(0.685625, number(areas.rows().getFirst().get(2)), 1e-9);
        assertEquals(-0.103125, number(areas.rows().getFirst().get(3)), 1e-9);
        assertEquals(0.2412663324658278, number(areas.rows().getFirst().get(4)), 1e-9);
        assertTrue(Double.isNaN(number(areas.rows().get(1).get(3))), "not with itself");
    }

    private record Trial(String arm, long seed, float[] scores, float[] truth) implements AnalysedTrial {

        @Override
        public Map<String, String> factors() {
            return Map.of();
        }

        @Override
        public Map<String, Table> tables() {
            return Map.of();
        }

        @Override
        public float[] numbers(String name) {
            return name.equals("scores") ? scores : truth;
        }
    }
}
