package dev.tenon.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SamplerTest {

    /** 300 images, every third of class 1, the first 200 for training. */
    private static Examples examples() {
        float[] labels = new float[300];
        for (int i = 0; i < 300; i++) {
            labels[i] = i % 3 == 0 ? 1 : 0;
        }
        return Examples.of(Shape.of(1, 1, 1), new float[300])
                .classes(labels, List.of("a", "b"))
                .split(Split.TRAIN, IntStream.range(0, 200).toArray())
                .split(Split.TEST, IntStream.range(200, 300).toArray())
                .build();
    }

    @Test
    void aSmallerDrawIsAPartOfALargerOne() {
        int[] large = Sampler.trainingExamples(examples(), "d", 3, 100);
        int[] small = Sampler.trainingExamples(examples(), "d", 3, 30);
        assertArrayEquals(small, Arrays.copyOf(large, 30));
        assertEquals(100, Arrays.stream(large).distinct().count());
        assertTrue(Arrays.stream(large).allMatch(i -> i < 200), "only the training split");
    }

    @Test
    void everyPrefixHasTheClassesInProportion() {
        Examples examples = examples();
        for (int count : new int[] {3, 6, 9, 30, 90, 199}) {
            int[] drawn = Sampler.trainingExamples(examples, "d", 5, count);
            long ones =
                    Arrays.stream(drawn).filter(i -> examples.targets()[i] == 1).count();
            assertTrue(Math.abs(ones - count * 67.0 / 200) <= 1, count + " examples have " + ones + " of class b");
        }
    }

    @Test
    void seedsAndNamesDrawAnew() {
        int[] first = Sampler.trainingExamples(examples(), "d", 1, 50);
        assertArrayEquals(first, Sampler.trainingExamples(examples(), "d", 1, 50));
        assertFalse(Arrays.equals(first, Sampler.trainingExamples(examples(), "d", 2, 50)));
        assertFalse(Arrays.equals(first, Sampler.trainingExamples(examples(), "e", 1, 50)));
    }

    @Test
    void askingForMoreThanThereIsGivesAll() {
        int[] all = Sampler.trainingExamples(examples(), "d", 1, 1_000_000);
        Arrays.sort(all);
        assertArrayEquals(IntStream.range(0, 200).toArray(), all);
    }

    @Test
    void everyEpochHasItsOwnOrderOfAllExamples() {
        int[] first = Sampler.order("d", 7, 0, 64);
        int[] second = Sampler.order("d", 7, 1, 64);
        assertFalse(Arrays.equals(first, second));
        Arrays.sort(first);
        assertArrayEquals(IntStream.range(0, 64).toArray(), first);
    }

    @Test
    void shownImagesAreOfTheTestSplitAndOfEveryClass() {
        Examples examples = examples();
        int[] shown = Sampler.shown(examples, 6);
        assertTrue(Arrays.stream(shown).allMatch(i -> i >= 200));
        assertEquals(
                2, Arrays.stream(shown).filter(i -> examples.targets()[i] == 1).count());
    }
}
