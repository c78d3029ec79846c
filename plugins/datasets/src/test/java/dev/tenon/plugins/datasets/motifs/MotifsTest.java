package dev.tenon.plugins.datasets.motifs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.settings.Size;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.plugins.datasets.range.NumberRange;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MotifsTest extends DatasetContract {

    private static final PerObject FEW = new PerObject(6, 2, 5);

    private static MotifSettings plain(
            Find find, int motifs, int objects, int per, boolean sharing, int rare, int unseen) {
        return new MotifSettings(
                new Size(56, 56),
                find,
                6,
                5,
                motifs,
                objects,
                per,
                sharing,
                FEW,
                rare,
                2,
                unseen,
                1,
                NumberRange.of(1),
                0,
                Optional.empty());
    }

    private static MotifSettings side(int blocks, int blockSize, int motifs, Size canvas) {
        return new MotifSettings(
                canvas,
                Find.OBJECTS,
                blocks,
                blockSize,
                motifs,
                4,
                2,
                true,
                FEW,
                0,
                4,
                0,
                1,
                NumberRange.of(List.of(0.7, 1.0)),
                0.1,
                Optional.empty());
    }

    private static MotifSettings also(MotifSettings from, MotifColumn... columns) {
        return new MotifSettings(
                from.canvas(),
                from.find(),
                from.blocks(),
                from.blockSize(),
                from.motifs(),
                from.objects(),
                from.motifsPerObject(),
                from.sharing(),
                from.examples(),
                from.rare(),
                from.rareExamples(),
                from.unseen(),
                from.jitter(),
                from.contrast(),
                from.noise(),
                Optional.of(List.of(columns)));
    }

    @Override
    protected Dataset<?> dataset() {
        return new Motifs();
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                plain(Find.OBJECTS, 6, 8, 2, true, 0, 0),
                plain(Find.OBJECTS, 12, 4, 3, false, 2, 0),
                plain(Find.MOTIFS, 4, 10, 4, true, 1, 3),
                plain(Find.OBJECTS, 3, 3, 1, true, 0, 0),
                also(plain(Find.MOTIFS, 4, 10, 4, true, 1, 3), MotifColumn.values()),
                side(12, 5, 6, new Size(32, 44)),
                side(2, 3, 14, new Size(13, 27)));
    }

    @Override
    protected List<Mistake> mistakes() {
        Size canvas = new Size(32, 44);
        return List.of(
                Mistake.of("an even side", () -> side(6, 4, 6, canvas), "block-size", "odd", "4"),
                Mistake.of("more motifs than there can be", () -> side(2, 5, 15, canvas), "14 motifs", "15"),
                Mistake.of("too small a canvas", () -> side(6, 5, 6, new Size(32, 34)), "17 x 35", "32 x 34"),
                Mistake.of(
                        "too few motifs to share none",
                        () -> plain(Find.OBJECTS, 7, 4, 2, false, 0, 0),
                        "4 objects",
                        "8 motifs",
                        "7"),
                Mistake.of(
                        "too few combinations",
                        () -> plain(Find.OBJECTS, 2, 5, 2, true, 0, 0),
                        "2 motifs",
                        "5 objects"),
                Mistake.of(
                        "more rare and unseen than all",
                        () -> plain(Find.MOTIFS, 6, 4, 2, true, 3, 2),
                        "rare",
                        "unseen"),
                Mistake.of("unseen classes", () -> plain(Find.OBJECTS, 6, 4, 2, true, 0, 1), "unseen", "find: motifs"),
                Mistake.of(
                        "a column twice",
                        () -> also(plain(Find.MOTIFS, 6, 4, 2, true, 0, 1), MotifColumn.PARTS, MotifColumn.PARTS),
                        "also names something twice"),
                Mistake.of(
                        "rare objects where there are none",
                        () -> also(plain(Find.OBJECTS, 6, 4, 2, true, 0, 0), MotifColumn.RARE_OBJECT),
                        "rare-object",
                        "rare is 0"),
                Mistake.of(
                        "motifs of unseen objects where there are none",
                        () -> also(plain(Find.MOTIFS, 6, 4, 2, true, 0, 0), MotifColumn.UNSEEN_MOTIFS),
                        "unseen-motifs",
                        "unseen is 0"),
                Mistake.of("all unseen", () -> plain(Find.MOTIFS, 6, 4, 2, true, 0, 4), "all 4", "unseen"),
                refused(
                        "more pixels than an array holds",
                        new MotifSettings(
                                new Size(1000, 1000),
                                Find.OBJECTS,
                                6,
                                5,
                                6,
                                10,
                                2,
                                true,
                                new PerObject(1000, 0, 0),
                                0,
                                4,
                                0,
                                1,
                                NumberRange.of(1),
                                0,
                                Optional.empty()),
                        "too many for memory"));
    }

    private static Examples load(MotifSettings settings) {
        return new Motifs().load(Sets.scope(Sets.SEED, Sets.digits()), settings);
    }

    /** The motifs of an image, in order, by name. */
    private static List<String> motifs(Examples examples, int image) {
        return examples.annotations(image).stream()
                .filter(each -> each.level() == 1)
                .map(Annotation::label)
                .toList();
    }

    /** What a part is made of, by name. */
    private static List<String> parts(List<Annotation> tree, int parent) {
        return tree.stream()
                .filter(each -> each.parent() == parent)
                .map(Annotation::label)
                .toList();
    }

    @Test
    void aClassIsAnObjectAndAnObjectItsParts() {
        Examples examples = load(plain(Find.OBJECTS, 6, 8, 3, true, 0, 0));
        Map<String, List<String>> madeOf = new HashMap<>();
        for (int image = 0; image < examples.size(); image++) {
            List<Annotation> tree = examples.annotations(image);
            assertEquals(1 + 3 + 12, tree.size());
            Annotation object = tree.getFirst();
            assertEquals(examples.names().get((int) examples.targets()[image]), object.label());
            for (int i = 0; i < tree.size(); i++) {
                Annotation part = tree.get(i);
                List<String> parts = parts(tree, i);
                assertEquals(part.level() == 0 ? 3 : part.level() == 1 ? 4 : 0, parts.size());
                if (part.level() < 2) {
                    assertEquals(parts, madeOf.computeIfAbsent(part.label(), label -> parts), part.label());
                }
                if (part.parent() >= 0) {
                    Annotation whole = tree.get(part.parent());
                    assertTrue(
                            part.top() >= whole.top()
                                    && part.left() >= whole.left()
                                    && part.top() + part.height() <= whole.top() + whole.height()
                                    && part.left() + part.width() <= whole.left() + whole.width(),
                            part + " in " + whole);
                }
            }
        }
        assertEquals(14, madeOf.size());
        assertEquals(
                14, new HashSet<>(madeOf.values()).size(), "no two motifs, and no two objects, are made of the same");
    }

    @Test
    void nothingIsDrawnOutsideTheBlocksAndNoTwoBlocksMeet() {
        Examples examples = load(plain(Find.OBJECTS, 6, 8, 3, true, 0, 0));
        for (int image = 0; image < examples.size(); image++) {
            int[] blocks = new int[56 * 56];
            for (Annotation each : examples.annotations(image)) {
                for (int i = 0; each.level() == 2 && i < 25; i++) {
                    blocks[(each.top() + i / 5) * 56 + each.left() + i % 5]++;
                }
            }
            float[] pixels = examples.pixels(image);
            float most = 0;
            for (int i = 0; i < pixels.length; i++) {
                assertTrue(blocks[i] <= 1 && (blocks[i] == 1 || pixels[i] == 0), "image " + image + ", pixel " + i);
                most = Math.max(most, pixels[i]);
            }
            assertEquals(1f, most);
        }
    }

    @Test
    void blocksLookLikeTheirNames() {
        Map<String, String> rows = Map.of(
                "horizontal", "....." + "....." + "#####" + "....." + ".....",
                "vertical", "..#.." + "..#.." + "..#.." + "..#.." + "..#..",
                "falling", "#...." + ".#..." + "..#.." + "...#." + "....#",
                "rising", "....#" + "...#." + "..#.." + ".#..." + "#....",
                "top-left", "#####" + "#...." + "#...." + "#...." + "#....",
                "bottom-right", "....#" + "....#" + "....#" + "....#" + "#####");
        Examples examples = load(plain(Find.OBJECTS, 6, 8, 3, true, 0, 0));
        Set<String> seen = new HashSet<>();
        for (int image = 0; image < examples.size(); image++) {
            for (Annotation each : examples.annotations(image)) {
                StringBuilder drawn = new StringBuilder();
                for (int i = 0; each.level() == 2 && i < 25; i++) {
                    float pixel = examples.pixels(image)[(each.top() + i / 5) * 56 + each.left() + i % 5];
                    drawn.append(pixel > 0.5f ? '#' : '.');
                }
                if (each.level() == 2) {
                    assertEquals(rows.get(each.label()), drawn.toString(), each.label());
                    seen.add(each.label());
                }
            }
        }
        assertEquals(rows.keySet(), seen);
    }

    @Test
    void objectsShareMotifsOrDoNot() {
        for (boolean sharing : new boolean[] {true, false}) {
            Examples examples = load(plain(Find.OBJECTS, sharing ? 4 : 16, 8, 2, sharing, 0, 0));
            Map<String, Set<Integer>> objectsOf = new HashMap<>();
            for (int image = 0; image < examples.size(); image++) {
                for (String motif : motifs(examples, image)) {
                    objectsOf.computeIfAbsent(motif, key -> new HashSet<>()).add((int) examples.targets()[image]);
                }
            }
            assertEquals(sharing ? 4 : 16, objectsOf.size());
            objectsOf.forEach((motif, objects) ->
                    assertTrue(sharing ? objects.size() >= 3 : objects.size() == 1, motif + " is in " + objects));
        }
    }

    @Test
    void rareObjectsHaveFewImagesToLearnFrom() {
        Examples examples = load(plain(Find.OBJECTS, 6, 4, 2, true, 1, 0));
        assertEquals(List.of(2, 6, 6, 6), counts(examples, Split.TRAIN));
        assertEquals(List.of(2, 2, 2, 2), counts(examples, Split.VALIDATION));
        assertEquals(List.of(5, 5, 5, 5), counts(examples, Split.TEST));
    }

    private static List<Integer> counts(Examples examples, Split split) {
        List<Integer> counts = new ArrayList<>(List.of(0, 0, 0, 0));
        for (int image : examples.split(split)) {
            int object = (int) examples.targets()[image];
            counts.set(object, counts.get(object) + 1);
        }
        return counts;
    }

    @Test
    void unseenObjectsAreCombinationsNeverSeen() {
        Examples examples = load(plain(Find.MOTIFS, 5, 8, 2, true, 0, 3));
        Set<String> learned = new HashSet<>();
        Set<String> tested = new HashSet<>();
        for (Split split : Split.values()) {
            for (int image : examples.split(split)) {
                (split == Split.TEST ? tested : learned)
                        .add(examples.annotations(image).getFirst().label());
                for (int motif = 0; motif < 5; motif++) {
                    boolean there =
                            motifs(examples, image).contains(examples.names().get(motif));
                    assertEquals(there ? 1f : -1f, examples.targets()[5 * image + motif]);
                }
            }
        }
        assertEquals(Set.of("object-1", "object-2", "object-3", "object-4", "object-5"), learned);
        assertEquals(8, tested.size());
    }

    @Test
    void allCombinationsCanBeTaken() {
        Examples examples = load(plain(Find.OBJECTS, 3, 9, 2, true, 0, 0));
        Set<List<String>> combinations = new HashSet<>();
        for (int image = 0; image < examples.size(); image++) {
            combinations.add(motifs(examples, image));
        }
        assertEquals(9, combinations.size());
    }

    /** Against the images, not the settings: what is drawn, and in the boxes of which parts. */
    @Test
    void furtherColumnsTellWhatTheParseTreesTell() {
        Examples examples = load(also(plain(Find.MOTIFS, 5, 8, 3, true, 2, 3), MotifColumn.values()));
        Column object = examples.column("object").orElseThrow();
        Column blockMask = examples.column("block-mask").orElseThrow();
        Column motifMask = examples.column("motif-mask").orElseThrow();
        float[] rare = examples.column("rare-object").orElseThrow().values();
        float[] signs = examples.column("motifs").orElseThrow().values();
        float[] unseen = examples.column("unseen-motifs").orElseThrow().values();
        for (int image = 0; image < examples.size(); image++) {
            List<Annotation> tree = examples.annotations(image);
            int label = (int) object.values()[image];
            assertEquals(tree.getFirst().label(), object.names().get(label));
            assertEquals(label < 2 ? label : Float.NaN, rare[image]);
            for (int motif = 0; motif < 5; motif++) {
                float sign = motifs(examples, image).contains("motif-" + (motif + 1)) ? 1f : -1f;
                assertEquals(sign, signs[5 * image + motif]);
                assertEquals(label >= 5 ? sign : Float.NaN, unseen[5 * image + motif]);
            }
            float[] pixels = examples.pixels(image);
            float[] blocks = blockMask.rows(new int[] {image});
            float[] motifs = motifMask.rows(new int[] {image});
            int[] inside = new int[5];
            for (int i = 0; i < pixels.length; i++) {
                assertTrue(pixels[i] == 0 || (blocks[i] > 0 && motifs[i] > 0), "image " + image + ", pixel " + i);
                assertTrue(blocks[i] == 0 || motifs[i] > 0, "a block lies in a motif");
                if (motifs[i] > 0) {
                    inside[(int) motifs[i] - 1]++;
                }
            }
            for (int motif = 0; motif < 5; motif++) {
                assertEquals(signs[5 * image + motif] > 0, inside[motif] > 0);
            }
            for (Annotation each : tree) {
                if (each.level() == 2) {
                    int middle = (each.top() + 2) * 56 + each.left() + 2;
                    assertEquals(each.label(), blockMask.names().get((int) blocks[middle]));
                    assertEquals(
                            tree.get(each.parent()).label(), motifMask.names().get((int) motifs[middle]));
                }
            }
        }
    }

    /** The name of a motif or block, counted from 0, as the channel of its column. */
    private static int channel(String label) {
        return label.startsWith("motif-")
                ? Integer.parseInt(label.substring("motif-".length())) - 1
                : Stream.of(Block.values()).map(Block::key).toList().indexOf(label);
    }

    @ParameterizedTest
    @CsvSource({"PARTS, 1, 3", "BLOCK_PARTS, 2, 12"})
    void partsAreWhereMotifsAndBlocksHaveTheirMiddles(MotifColumn column, int level, int count) {
        Examples examples = load(also(plain(Find.OBJECTS, 6, 8, 3, true, 0, 0), column));
        Column parts = examples.column(column.key()).orElseThrow();
        for (int image = 0; image < examples.size(); image++) {
            float[] row = parts.rows(new int[] {image});
            float sum = 0;
            for (float each : row) {
                sum += each;
            }
            assertEquals(count, sum);
            for (Annotation each : examples.annotations(image)) {
                if (each.level() == level) {
                    double down = each.top() + (each.height() - 1) / 2.0;
                    double across = each.left() + (each.width() - 1) / 2.0;
                    assertEquals(1f, row[(((int) (down / 2)) * 28 + (int) (across / 2)) * 6 + channel(each.label())]);
                }
            }
        }
    }

    @Test
    void golden() {
        assertEquals("63e0a115a773a212", Sets.digest(load(side(6, 5, 6, new Size(32, 44)))));
        assertEquals("d1df0547b5a1f7ea", Sets.digest(load(plain(Find.MOTIFS, 12, 10, 4, true, 1, 3))));
    }
}
