package dev.tenon.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FoldsTest {

    private static final List<String> NAMES = List.of("a", "b", "c");

    /** 53 examples of three classes: 24, 17 and 12. */
    private static Examples.Builder examples() {
        float[] labels = new float[53];
        Arrays.fill(labels, 24, 41, 1);
        Arrays.fill(labels, 41, 53, 2);
        return Examples.of(Shape.of(1, 1, 1), new float[53])
                .classes(labels, NAMES)
                .split(Split.TRAIN, IntStream.range(0, 43).toArray())
                .split(Split.VALIDATION, IntStream.range(43, 53).toArray());
    }

    private static Examples fold(Examples examples, int folds, int fold) {
        return Folds.of(examples, folds, fold, new RandomStream(1, "folds"));
    }

    @Test
    void everyExampleIsTestedOnOnceAndEachFoldHasItsShareOfEachClass() {
        Examples all = examples().build();
        int[] tested = new int[53];
        for (int fold = 0; fold < 5; fold++) {
            Examples divided = fold(all, 5, fold);
            int[] counts = new int[3];
            for (int index : divided.split(Split.TEST)) {
                tested[index]++;
                counts[(int) all.targets()[index]]++;
            }
            assertTrue(counts[0] == 4 || counts[0] == 5, () -> Arrays.toString(counts));
            assertTrue(counts[1] == 3 || counts[1] == 4, () -> Arrays.toString(counts));
            assertTrue(counts[2] == 2 || counts[2] == 3, () -> Arrays.toString(counts));
            int test = divided.split(Split.TEST).length;
            assertTrue(test == 10 || test == 11, "folds are of nearly one size, not " + test);
            int validation = divided.split(Split.VALIDATION).length;
            assertTrue(validation >= 9 && validation <= 12, "10 of 53 were for validation, now " + validation);
            assertEquals(53, test + validation + divided.split(Split.TRAIN).length);
        }
        int[] once = new int[53];
        Arrays.fill(once, 1);
        assertArrayEquals(once, tested);
    }

    @Test
    void groupsStayTogetherAndClassesSpread() {
        // 18 groups of 1 to 5 images; those of a group are of one class, six groups of each.
        int[][] sources = new int[54][];
        float[] labels = new float[54];
        int next = 0;
        for (int group = 0; next < 54; group++) {
            for (int i = 0; i < 1 + group % 5 && next < 54; i++) {
                sources[next] = new int[] {group};
                labels[next++] = group % 3;
            }
        }
        Examples all = Examples.of(Shape.of(1, 1, 1), new float[54])
                .classes(labels, NAMES)
                .sources(sources)
                .build();
        Set<Integer> tested = new HashSet<>();
        for (int fold = 0; fold < 3; fold++) {
            Examples divided = fold(all, 3, fold);
            Set<Integer> groups = new HashSet<>();
            Set<Float> classes = new HashSet<>();
            for (int index : divided.split(Split.TEST)) {
                groups.add(all.sources(index)[0]);
                classes.add(all.targets()[index]);
                tested.add(index);
            }
            for (int index : divided.split(Split.TRAIN)) {
                assertFalse(groups.contains(all.sources(index)[0]), "a group is in training and test");
            }
            assertEquals(3, classes.size());
        }
        assertEquals(54, tested.size());
    }

    @Test
    void whatCannotBeDividedIsSaid() {
        Examples all = examples().build();
        String message = refused(all, 13);
        assertTrue(message.contains("classes with fewer examples than the 13 folds"), message);
        assertTrue(message.contains("c (12)"), message);
        assertFalse(message.contains("b ("), message);
        int[][] two = new int[53][];
        for (int i = 0; i < 53; i++) {
            two[i] = new int[] {i < 43 ? 0 : 1};
        }
        message = refused(examples().sources(two).build(), 5);
        assertTrue(message.contains("has 2 groups of examples that belong together, too few"), message);
    }

    private static String refused(Examples examples, int folds) {
        DataException e = assertThrows(DataException.class, () -> fold(examples, folds, 0));
        return String.valueOf(e.getMessage());
    }
}
