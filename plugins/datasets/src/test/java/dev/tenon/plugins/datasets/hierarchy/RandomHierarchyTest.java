package dev.tenon.plugins.datasets.hierarchy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.testkit.DatasetContract;
import dev.tenon.testkit.Mistake;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RandomHierarchyTest extends DatasetContract {

    private static HierarchySettings settings(
            int v, int classes, int m, int s, int depth, double train, int test, boolean whiten) {
        return new HierarchySettings(v, classes, m, s, depth, 0, train, 3, test, whiten, false);
    }

    private static HierarchySettings sparse(int v, int depth, int empty, double train, boolean whiten) {
        return new HierarchySettings(v, v, v, 2, depth, empty, train, 0, 40, whiten, true);
    }

    @Override
    protected Dataset<?> dataset() {
        return new RandomHierarchy();
    }

    @Override
    protected List<Record> settings() {
        return List.of(
                settings(4, 4, 4, 2, 2, 1, 20, true),
                settings(6, 3, 2, 3, 2, 2, 10, false),
                settings(5, 5, 3, 2, 3, 0.5, 9, true),
                sparse(4, 3, 2, 0.1, true));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(
                Mistake.of(
                        "more classes than symbols", () -> settings(4, 5, 2, 2, 2, 1, 1, true), "classes (5)", "(4)"),
                Mistake.of(
                        "more synonyms than tuples",
                        () -> settings(4, 4, 5, 2, 2, 1, 1, true),
                        "16 tuples",
                        "synonyms",
                        "at most 4"),
                Mistake.of(
                        "more strings than there are",
                        () -> settings(4, 4, 4, 2, 2, 3.5, 40, true),
                        "224 training",
                        "267",
                        "only 256"),
                Mistake.of("no training string", () -> settings(4, 4, 4, 2, 2, 0.001, 1, true), "0 strings"),
                Mistake.of("too deep", () -> settings(64, 2, 64, 2, 8, 1e-3, 1, true), "2^62"),
                Mistake.of("too many places", () -> sparse(2, 6, 7, 1, true), "16^6 places", "1,048,576"),
                refused(
                        "more numbers than an array holds",
                        new HierarchySettings(64, 64, 64, 2, 3, 0, 0.5, 0, 10, true, false),
                        "too many for memory"));
    }

    private static Examples load(HierarchySettings settings) {
        return new RandomHierarchy().load(Sets.scope(Sets.SEED, Sets.digits()), settings);
    }

    /** The symbols of a string, from its one-hot pixels. */
    private static List<Integer> string(Examples examples, int index) {
        float[] pixels = examples.pixels(index);
        int symbols = examples.image().dim(2);
        List<Integer> string = new ArrayList<>();
        for (int place = 0; place < examples.image().dim(1); place++) {
            int found = -1;
            for (int symbol = 0; symbol < symbols; symbol++) {
                if (pixels[place * symbols + symbol] > 0) {
                    assertEquals(-1, found, "one symbol at each place");
                    found = symbol;
                }
            }
            string.add(found);
        }
        return string;
    }

    @Test
    void noStringOccursTwice() {
        Examples all = load(settings(4, 4, 4, 2, 2, 3.5, 29, true)); // 224 + 3 + 29: every string there is
        Set<List<Integer>> seen = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            seen.add(string(all, i));
        }
        assertEquals(256, seen.size());
    }

    /** The grammar, found from the derivations alone: no tuple has two meanings, and each symbol has m of them. */
    @Test
    void eachTupleHasOneMeaningAndEachSymbolItsSynonyms() {
        Examples all = load(settings(4, 4, 4, 2, 2, 3.5, 29, false));
        List<Map<List<String>, String>> meanings = List.of(new HashMap<>(), new HashMap<>());
        for (int i = 0; i < all.size(); i++) {
            List<Annotation> tree = all.annotations(i);
            List<Integer> string = string(all, i);
            for (int node = 0; node < tree.size(); node++) {
                int parent = node;
                Annotation above = tree.get(node);
                List<String> tuple = above.level() == 1
                        ? string.subList(above.left(), above.left() + above.width()).stream()
                                .map(symbol -> "symbol-" + (symbol + 1))
                                .toList()
                        : tree.stream()
                                .filter(each -> each.level() == 1 && each.parent() == parent)
                                .map(Annotation::label)
                                .toList();
                assertEquals(2, tuple.size());
                String known = meanings.get(above.level()).putIfAbsent(tuple, above.label());
                assertTrue(known == null || known.equals(above.label()), tuple + " means " + known);
            }
            assertEquals(
                    all.names().get((int) all.targets()[i]), tree.getFirst().label());
        }
        for (Map<List<String>, String> level : meanings) {
            Map<String, Integer> synonyms = new HashMap<>();
            level.values().forEach(symbol -> synonyms.merge(symbol, 1, Integer::sum));
            assertEquals(4, synonyms.size());
            assertTrue(synonyms.values().stream().allMatch(count -> count == 4), synonyms.toString());
        }
    }

    @Test
    void aLargerTrainingSetBeginsWithTheSmallerOneAndTheTestStaysAsItIs() {
        Examples small = load(settings(6, 6, 6, 2, 2, 0.5, 50, true));
        Examples large = load(settings(6, 6, 6, 2, 2, 2, 50, true));
        assertEquals(108, small.split(Split.TRAIN).length);
        assertEquals(432, large.split(Split.TRAIN).length);
        for (Split split : Split.values()) {
            int[] few = small.split(split);
            int[] many = large.split(split);
            for (int i = 0; i < few.length; i++) {
                assertArrayEquals(small.pixels(few[i]), large.pixels(many[i]));
            }
        }
    }

    @Test
    void whitenedChannelsHaveMeanZeroAndVarianceOneWhereSymbolsAreEquallyLikely() {
        int v = 8;
        float[] symbol =
                Arrays.copyOf(load(settings(v, 8, 8, 2, 2, 1, 10, true)).pixels(0), v);
        double sum = 0;
        double squares = 0;
        for (float each : symbol) {
            sum += each;
            squares += each * each;
        }
        assertEquals(0, sum / v, 1e-6);
        assertEquals(1, squares / v, 1e-6);
    }

    @Test
    void classesAreAboutAsOften() {
        Examples examples = load(settings(8, 8, 8, 2, 2, 4, 1000, true));
        int[] counts = new int[8];
        for (float label : examples.targets()) {
            counts[(int) label]++;
        }
        double expected = examples.size() / 8.0;
        double chiSquare = Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertTrue(chiSquare < 24.3, () -> "chi-square " + chiSquare + " of 7 degrees: p < 0.001");
    }

    /** Read from the images alone: one symbol in each room of s_0 + 1 places at each level, and all else empty. */
    @Test
    void aSparseStringHasOneSymbolInEachRoom() {
        Examples examples = load(sparse(4, 3, 1, 0.5, true));
        assertEquals(64, examples.image().dim(1));
        Set<List<Integer>> strings = new HashSet<>();
        Set<Integer> offsets = new HashSet<>();
        for (int i = 0; i < examples.size(); i++) {
            float[] pixels = examples.pixels(i);
            List<Integer> string = string(examples, i);
            strings.add(string.stream().filter(symbol -> symbol >= 0).toList());
            for (int place = 0; place < string.size(); place++) {
                float[] here = Arrays.copyOfRange(pixels, 4 * place, 4 * place + 4);
                assertTrue(string.get(place) >= 0 || Arrays.equals(here, new float[4]), "empty places are 0");
            }
            for (int width = 1, rooms = 8; rooms >= 1; width *= 4, rooms /= 2) {
                int filled = 0;
                for (int room = 0; room < string.size() / width / 2; room++) {
                    List<Integer> used = new ArrayList<>();
                    for (int place = 0; place < 2; place++) {
                        int from = (2 * room + place) * width;
                        if (string.subList(from, from + width).stream().anyMatch(symbol -> symbol >= 0)) {
                            used.add(place);
                        }
                    }
                    assertTrue(used.size() <= 1, "one of two places of a room is empty");
                    offsets.addAll(used);
                    filled += used.size();
                }
                assertEquals(width == 64 ? 0 : rooms, filled);
            }
        }
        assertEquals(examples.size(), strings.size(), "no two strings differ in their empty places alone");
        assertEquals(Set.of(0, 1), offsets);
    }

    @Test
    void columnsOfLevelsAreThoseOfTheDerivationAndItsBoxesHoldTheSymbols() {
        for (int empty : new int[] {0, 2}) {
            Examples examples = load(sparse(4, 3, empty, 0.5, false));
            for (int i = 0; i < examples.size(); i++) {
                List<Integer> string = string(examples, i);
                for (int level = 1; level < 3; level++) {
                    int at = level;
                    float[] symbols =
                            examples.column("level-" + level).orElseThrow().rows(new int[] {i});
                    List<Annotation> nodes = examples.annotations(i).stream()
                            .filter(each -> each.level() == at)
                            .toList();
                    assertEquals(nodes.size(), symbols.length);
                    for (int k = 0; k < symbols.length; k++) {
                        Annotation node = nodes.get(k);
                        assertEquals("symbol-" + ((int) symbols[k] + 1), node.label());
                        assertEquals(
                                8 / symbols.length,
                                string.subList(node.left(), node.left() + node.width()).stream()
                                        .filter(symbol -> symbol >= 0)
                                        .count());
                    }
                }
            }
        }
    }
}
