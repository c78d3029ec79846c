package dev.tenon.experiments.views;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.api.report.Cell;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.testkit.AnalysisContract;
import dev.tenon.testkit.Mistake;
import dev.tenon.testkit.TestAnalysisScope;
import dev.tenon.testkit.TestLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Images of 4 x 4 pixels with one bright pixel or none; a net whose first map is the image and whose second is its negative. */
final class ViewsTest {

    private static final int SIDE = 4;

    /** Image i has its pixel at place i, but for the last two, which have none. The pixel's brightness is i + 1. */
    private static Examples spots() {
        int count = SIDE * SIDE + 2;
        float[] pixels = new float[count * SIDE * SIDE];
        float[] signs = new float[count];
        List<List<Annotation>> boxes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean there = i < SIDE * SIDE;
            signs[i] = there ? 1 : -1;
            if (there) {
                pixels[i * SIDE * SIDE + i] = i + 1;
            }
            boxes.add(there ? List.of(new Annotation("spot", 0, -1, i / SIDE, i % SIDE, 1, 1)) : List.of());
        }
        return Examples.of(Shape.of(SIDE, SIDE, 1), pixels)
                .signs(signs, List.of("spot"))
                .annotations(boxes)
                .split(Split.TEST, IntStream.range(0, count).toArray())
                .build();
    }

    private static Value of(Map<String, Value> values, String name) {
        return Objects.requireNonNull(values.get(name));
    }

    private static TestLayer maps() {
        var kernel = new TestLayer.TestWeights("kernel", Shape.of(1, 1, 1, 2), new float[] {1, -1}, new float[] {1, 1});
        return new TestLayer(
                "maps",
                "conv2d",
                1,
                1,
                1,
                1,
                List.of(kernel),
                (before, own) -> Ops.conv2d(of(before, "image"), of(own, "kernel"), Window.of(1, 1), 1));
    }

    /** The largest of the first map, less 8.5: spots in the lower half are found. */
    private static List<TestLayer> layers() {
        var weights = new TestLayer.TestWeights("kernel", Shape.of(2, 1), new float[] {1, 0}, new float[] {1, 1});
        return List.of(
                maps(),
                new TestLayer(
                        "largest",
                        "global-max-pool",
                        0,
                        0,
                        0,
                        0,
                        List.of(),
                        (before, own) -> Ops.maxOver(of(before, "maps"), 1, 2)),
                new TestLayer(
                        "out",
                        "dense",
                        0,
                        0,
                        0,
                        0,
                        List.of(weights),
                        (before, own) -> Ops.subtract(
                                Ops.matmul(of(before, "largest"), of(own, "kernel")), Ops.constant(8.5f))));
    }

    @Nested
    final class FeatureMapsTest extends AnalysisContract {
        @Override
        protected Analysis<?> analysis() {
            return new FeatureMaps();
        }

        @Override
        protected Examples examples() {
            return spots();
        }

        @Override
        protected List<TestLayer> layers() {
            return ViewsTest.layers();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(
                    new FeatureMaps.Settings(List.of(), 16, 6), new FeatureMaps.Settings(List.of("maps"), 1, 100));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(
                    refused("an unknown layer", new FeatureMaps.Settings(List.of("map"), 1, 1), "map", "maps"),
                    refused("no maps", new FeatureMaps.Settings(List.of("out"), 1, 1), "[1]", "layer out", "not maps"));
        }

        @Test
        void aUnitsMapIsThatOfTheImage() {
            TestAnalysisScope found = found(new FeatureMaps.Settings(List.of("maps"), 2, 4));
            var table = Objects.requireNonNull(found.details().get("layer-1"));
            float[] pictures = Objects.requireNonNull(found.numbers().get("layer-1-pictures"))
                    .values();
            assertEquals(8, table.rows().size(), "two units of four images");
            for (int i = 0; i < 8; i++) {
                int image = Integer.parseInt(text(table.rows().get(i).get(1)));
                float[] map = spots().columns().getFirst().rows(new int[] {image});
                float largest = 0;
                for (int place = 0; place < map.length; place++) {
                    largest = Math.max(largest, i < 4 ? map[place] : -map[place]);
                    assertEquals(i < 4 ? map[place] : -map[place], pictures[i * map.length + place], 0f);
                }
                assertEquals(Cell.of(largest), table.rows().get(i).get(2));
            }
        }
    }

    private static String text(Cell cell) {
        return ((Cell.Text) cell).text();
    }

    @Nested
    final class FiringMapsTest extends AnalysisContract {
        @Override
        protected Analysis<?> analysis() {
            return new FiringMaps();
        }

        @Override
        protected Examples examples() {
            return spots();
        }

        @Override
        protected List<TestLayer> layers() {
            return ViewsTest.layers();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new FiringMaps.Settings(6), new FiringMaps.Settings(100));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of();
        }

        /** The dense layer takes the first map alone, which is the image. */
        @Test
        void whereTheSpotIsSpeaksForIt() {
            TestAnalysisScope found = found(new FiringMaps.Settings(3));
            float[] maps =
                    Objects.requireNonNull(found.numbers().get("maps-pictures")).values();
            var rows = Objects.requireNonNull(found.details().get("maps")).rows();
            for (int i = 0; i < rows.size(); i++) {
                int image = Integer.parseInt(text(rows.get(i).getFirst()));
                float[] pixels = spots().columns().getFirst().rows(new int[] {image});
                assertArrayEquals(pixels, Arrays.copyOfRange(maps, 16 * i, 16 * i + 16));
            }
            assertTrue(rows.size() > 1);
        }
    }

    @Nested
    final class PositionsTest extends AnalysisContract {
        @Override
        protected Analysis<?> analysis() {
            return new Positions();
        }

        @Override
        protected Examples examples() {
            return spots();
        }

        @Override
        protected List<TestLayer> layers() {
            return ViewsTest.layers();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new Positions.Settings(2), new Positions.Settings(5));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of();
        }

        @Test
        void spotsBelowAreFoundAndThoseAboveAreNot() {
            var rows = Objects.requireNonNull(
                            found(new Positions.Settings(2)).tables().get("found"))
                    .rows();
            assertEquals(List.of(Cell.of("1"), Cell.of("1"), Cell.of(4), Cell.of(0)), rows.get(0));
            assertEquals(List.of(Cell.of("1"), Cell.of("2"), Cell.of(4), Cell.of(0)), rows.get(1));
            assertEquals(List.of(Cell.of("2"), Cell.of("1"), Cell.of(4), Cell.of(1)), rows.get(2));
            assertEquals(List.of(Cell.of("2"), Cell.of("2"), Cell.of(4), Cell.of(1)), rows.get(3));
        }
    }

    @Nested
    final class ClassByClassTest extends AnalysisContract {
        @Override
        protected Analysis<?> analysis() {
            return new ClassByClass();
        }

        @Override
        protected Examples examples() {
            return spots();
        }

        @Override
        protected List<TestLayer> layers() {
            return ViewsTest.layers();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new NoSettings());
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of();
        }

        /** Of 16 spots the lower 8 are found, and none is seen in the two images without. */
        @Test
        void halfOfTheSpotsAreFound() {
            var rows = Objects.requireNonNull(found(new NoSettings()).tables().get("each"))
                    .rows();
            assertEquals(
                    List.of(List.of(
                            Cell.of("spot"), Cell.of(16), Cell.of(0.5), Cell.of(1), Cell.of(2.0 / 3), Cell.of(1))),
                    rows);
        }
    }

    @Nested
    final class WorstMistakesTest extends AnalysisContract {
        @Override
        protected Analysis<?> analysis() {
            return new WorstMistakes();
        }

        @Override
        protected Examples examples() {
            return spots();
        }

        @Override
        protected List<TestLayer> layers() {
            return ViewsTest.layers();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new WorstMistakes.Settings(8), new WorstMistakes.Settings(3));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of();
        }

        /** The fainter the spot, the surer the network that there is none. */
        @Test
        void theFaintestSpotsAreTheWorst() {
            TestAnalysisScope found = found(new WorstMistakes.Settings(3));
            var rows = Objects.requireNonNull(found.details().get("mistakes")).rows();
            assertEquals(3, rows.size());
            float[] pictures = Objects.requireNonNull(found.numbers().get("mistakes-pictures"))
                    .values();
            for (int i = 0; i < 3; i++) {
                assertEquals("has spot", text(rows.get(i).get(0)));
                assertEquals("no spot", text(rows.get(i).get(1)));
                assertEquals(Integer.toString(i), text(rows.get(i).get(2)));
                assertArrayEquals(
                        spots().columns().getFirst().rows(new int[] {i}),
                        Arrays.copyOfRange(pictures, 16 * i, 16 * i + 16));
            }
        }
    }

    @Nested
    final class FiltersTest extends AnalysisContract {
        @Override
        protected Analysis<?> analysis() {
            return new Filters();
        }

        @Override
        protected Examples examples() {
            return spots();
        }

        @Override
        protected List<TestLayer> layers() {
            return ViewsTest.layers();
        }

        @Override
        protected List<? extends Record> settings() {
            return List.of(new Filters.Settings(16, 16), new Filters.Settings(1, 1));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of();
        }

        @Test
        void aKernelIsShownUnitByUnit() {
            TestAnalysisScope found = found(new Filters.Settings(16, 16));
            var rows = Objects.requireNonNull(found.details().get("weights-1")).rows();
            assertEquals(
                    List.of(
                            List.of(Cell.of("0"), Cell.of("0"), Cell.of(1)),
                            List.of(Cell.of("1"), Cell.of("0"), Cell.of(-1))),
                    rows);
            assertArrayEquals(
                    new float[] {1, -1},
                    Objects.requireNonNull(found.numbers().get("weights-1-pictures"))
                            .values());
        }
    }
}
