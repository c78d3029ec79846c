package dev.tenon.plugins.datasets.pentomino;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.plugins.datasets.split.Counts;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class PentominoTest extends DatasetContract {

    private static final Counts COUNTS = new Counts(300, 40, 100);
    private static final Examples IMAGES = load(settings(4, 10, COUNTS));

    /** The pieces as they are known, written otherwise than in the code under test: squares as row and column. */
    private static final Map<String, int[][]> SQUARES = Map.of(
            "F", new int[][] {{0, 1}, {0, 2}, {1, 0}, {1, 1}, {2, 1}},
            "L", new int[][] {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {3, 1}},
            "N", new int[][] {{0, 1}, {1, 1}, {2, 0}, {2, 1}, {3, 0}},
            "P", new int[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2, 0}},
            "T", new int[][] {{0, 0}, {0, 1}, {0, 2}, {1, 1}, {2, 1}},
            "U", new int[][] {{0, 0}, {0, 2}, {1, 0}, {1, 1}, {1, 2}},
            "V", new int[][] {{0, 0}, {1, 0}, {2, 0}, {2, 1}, {2, 2}},
            "W", new int[][] {{0, 0}, {1, 0}, {1, 1}, {2, 1}, {2, 2}},
            "Y", new int[][] {{0, 1}, {1, 0}, {1, 1}, {2, 1}, {3, 1}},
            "Z", new int[][] {{0, 0}, {0, 1}, {1, 1}, {2, 1}, {2, 2}});

    private static PentominoSettings settings(int patches, int kinds, Counts counts, PentominoColumn... columns) {
        return new PentominoSettings(
                patches,
                kinds,
                counts,
                columns.length == 0 ? Optional.of(List.of(PentominoColumn.values())) : Optional.of(List.of(columns)));
    }

    private static Examples load(PentominoSettings settings) {
        return new Pentomino().load(Sets.scope(Sets.SEED, Sets.digits()), settings);
    }

    @Override
    protected Dataset<?> dataset() {
        return new Pentomino();
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                settings(2, 10, new Counts(40, 10, 20)),
                settings(8, 2, new Counts(10, 0, 5)),
                settings(4, 11, new Counts(21, 0, 0)));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                Mistake.of(
                        "a column twice",
                        () -> settings(4, 10, COUNTS, PentominoColumn.MASK, PentominoColumn.MASK),
                        "also names something twice"),
                refused(
                        "more pixels than an array holds",
                        settings(64, 10, new Counts(10_000, 0, 0)),
                        "10000 images of 512 x 512",
                        "too many for memory",
                        "fewer patches"));
    }

    /** Squares turned to each side and moved to the corner, as one text: the least of four. */
    private static String canonical(List<int[]> squares) {
        List<String> turned = new ArrayList<>();
        List<int[]> now = squares;
        for (int quarter = 0; quarter < 4; quarter++) {
            int top = now.stream().mapToInt(square -> square[0]).min().orElseThrow();
            int left = now.stream().mapToInt(square -> square[1]).min().orElseThrow();
            TreeSet<String> names = new TreeSet<>();
            now.forEach(square -> names.add((square[0] - top) + "," + (square[1] - left)));
            turned.add(names.toString());
            now = now.stream().map(square -> new int[] {square[1], -square[0]}).toList();
        }
        return new TreeSet<>(turned).first();
    }

    private static Map<String, String> canonicalPieces() {
        Map<String, String> pieces = new HashMap<>();
        SQUARES.forEach((name, squares) -> pieces.put(canonical(Arrays.asList(squares)), name));
        assertEquals(10, pieces.size(), "no two pieces are one turned");
        return pieces;
    }

    /** The piece in a patch, told from its pixels; "none" if it is black. */
    private static String read(float[] pixels, int side, int patch, Map<String, String> pieces) {
        List<int[]> lit = new ArrayList<>();
        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                int y = patch / (side / 8) * 8 + row;
                int x = patch % (side / 8) * 8 + column;
                assertTrue(pixels[y * side + x] == 0 || pixels[y * side + x] == 1);
                if (pixels[y * side + x] > 0) {
                    lit.add(new int[] {row, column});
                }
            }
        }
        if (lit.isEmpty()) {
            return "none";
        }
        int scale = lit.size() == 5 ? 1 : 2;
        assertEquals(5 * scale * scale, lit.size());
        int top = lit.stream().mapToInt(square -> square[0]).min().orElseThrow();
        int left = lit.stream().mapToInt(square -> square[1]).min().orElseThrow();
        List<int[]> squares = lit.stream()
                .filter(square -> (square[0] - top) % scale == 0 && (square[1] - left) % scale == 0)
                .map(square -> new int[] {(square[0] - top) / scale, (square[1] - left) / scale})
                .toList();
        return Objects.requireNonNull(pieces.get(canonical(squares)), "no piece");
    }

    @Test
    void labelsAreWhatIsReadOffThePixels() {
        Map<String, String> pieces = canonicalPieces();
        Column patches = IMAGES.column("patches").orElseThrow();
        Set<String> seen = new HashSet<>();
        for (int image = 0; image < IMAGES.size(); image++) {
            List<String> sprites = new ArrayList<>();
            float[] classes = patches.rows(new int[] {image});
            float[] parts = IMAGES.column("parts").orElseThrow().rows(new int[] {image});
            for (int patch = 0; patch < 16; patch++) {
                String piece = read(IMAGES.pixels(image), 32, patch, pieces);
                assertEquals(piece, patches.names().get((int) classes[patch]));
                for (int kind = 0; kind < 10; kind++) {
                    assertEquals(classes[patch] == kind + 1 ? 1f : 0f, parts[patch * 10 + kind]);
                }
                if (!piece.equals("none")) {
                    sprites.add(piece);
                }
            }
            assertEquals(3, sprites.size());
            seen.addAll(sprites);
            int kinds = new HashSet<>(sprites).size();
            assertTrue(kinds <= 2);
            assertEquals(kinds == 1 ? 1f : -1f, IMAGES.targets()[image]);
        }
        assertEquals(SQUARES.keySet(), seen);
    }

    @Test
    void theMaskIsTheKindOfEachPixel() {
        float[] mask = IMAGES.column("mask").orElseThrow().values();
        float[] patches = IMAGES.column("patches").orElseThrow().values();
        for (int i = 0; i < mask.length; i++) {
            int row = i / 32 % 32;
            int patch = i / 1024 * 16 + row / 8 * 4 + i % 32 / 8;
            assertEquals(IMAGES.images()[i] > 0 ? patches[patch] : 0f, mask[i]);
        }
    }

    @Test
    void everyTurnSizeAndPlaceOccurs() {
        Examples many = load(settings(2, 2, new Counts(4000, 0, 0)));
        Set<String> boxes = new HashSet<>();
        for (int image = 0; image < many.size(); image++) {
            many.annotations(image).stream()
                    .filter(each -> each.label().equals("L"))
                    .forEach(each -> boxes.add(
                            each.height() + "x" + each.width() + "@" + each.top() % 8 + "," + each.left() % 8));
        }
        // An L of 4 x 2 squares upright and lying, in both sizes: (5 * 7 + 1 * 5) places each.
        assertEquals(80, boxes.size());
    }

    @Test
    void halfOfEachSplitIsAlike() {
        for (Split split : Split.values()) {
            int alike = 0;
            for (int image : IMAGES.split(split)) {
                alike += IMAGES.targets()[image] > 0 ? 1 : 0;
            }
            assertEquals(IMAGES.split(split).length / 2, alike);
        }
    }

    @Test
    void noImageIsThereTwice() {
        Examples many = load(settings(2, 2, new Counts(3000, 0, 1000)));
        Set<String> images = new HashSet<>();
        for (int image = 0; image < many.size(); image++) {
            assertTrue(images.add(Arrays.toString(many.pixels(image))));
        }
    }

    @Test
    void testImagesStayAsTheyAreHoweverManyThereAreToLearnFrom() {
        Examples few = load(settings(4, 10, new Counts(20, 10, 30)));
        Examples more = load(settings(4, 10, new Counts(200, 10, 30)));
        for (Split split : Split.values()) {
            for (int i = 0; i < few.split(split).length; i++) {
                assertArrayEquals(few.pixels(few.split(split)[i]), more.pixels(more.split(split)[i]));
            }
        }
    }

    @Test
    void golden() {
        assertEquals("3dac86dc49e98e4f", Sets.digest(IMAGES));
    }
}
