package dev.tenon.plugins.datasets.split;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StratifiedTest {

    /** 60 images of class 0, 30 of class 1, 10 of class 2, mixed. */
    private static float[] labels() {
        float[] labels = new float[100];
        for (int i = 0; i < 100; i++) {
            int place = i * 37 % 100;
            labels[i] = place < 60 ? 0 : place < 90 ? 1 : 2;
        }
        return labels;
    }

    private static int[] perClass(int[] images, int first) {
        int[] counts = new int[3];
        float[] labels = labels();
        for (int i = 0; i < first; i++) {
            counts[(int) labels[images[i]]]++;
        }
        return counts;
    }

    @Test
    void everyClassHasItsShareOfEverySplit() {
        Stratified split = Stratified.of(labels(), 0.1, 0.2, new RandomStream(1, "split"));
        assertArrayEquals(new int[] {12, 6, 2}, perClass(split.test(), split.test().length));
        assertArrayEquals(new int[] {6, 3, 1}, perClass(split.validation(), split.validation().length));
        assertArrayEquals(new int[] {42, 21, 7}, perClass(split.train(), split.train().length));
    }

    @Test
    void everyImageIsInOneSplit() {
        Stratified split = Stratified.of(labels(), 0.1, 0.2, new RandomStream(1, "split"));
        int[] all = IntStream.of(split.train()).toArray();
        all = IntStream.concat(
                        IntStream.of(all),
                        IntStream.concat(IntStream.of(split.validation()), IntStream.of(split.test())))
                .sorted()
                .toArray();
        assertArrayEquals(IntStream.range(0, 100).toArray(), all);
    }

    @Test
    void anyFirstImagesOfASplitHaveTheClassesInTheirShares() {
        int[] train =
                Stratified.of(labels(), 0.1, 0.2, new RandomStream(1, "split")).train();
        for (int first = 1; first <= train.length; first++) {
            int[] counts = perClass(train, first);
            for (int label = 0; label < 3; label++) {
                double share = new double[] {0.6, 0.3, 0.1}[label] * first;
                assertTrue(Math.abs(counts[label] - share) <= 1.5, first + " images: " + Arrays.toString(counts));
            }
        }
    }

    @Test
    void theStreamDecides() {
        Stratified one = Stratified.of(labels(), 0.1, 0.2, new RandomStream(1, "split"));
        assertArrayEquals(
                one.test(),
                Stratified.of(labels(), 0.1, 0.2, new RandomStream(1, "split")).test());
        assertTrue(!Arrays.equals(
                one.test(),
                Stratified.of(labels(), 0.1, 0.2, new RandomStream(2, "split")).test()));
    }

    @Test
    void theLastImageOfAClassIsForTraining() {
        Stratified split = Stratified.of(new float[] {0, 0, 1}, 0.45, 0.54, new RandomStream(1, "split"));
        assertEquals(1, split.test().length);
        assertEquals(0, split.validation().length);
        assertEquals(2, split.train().length);
    }

    @Test
    void sharesThatLeaveNothingAreRefused() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Shares.check(0.5, 0.5));
        assertTrue(String.valueOf(e.getMessage()).contains("nothing to train on"), e.getMessage());
        Shares.check(0, 0.99);
    }
}
