package dev.tenon.api.numerics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The host's streams: the same words as the op, even shares, the right moments. */
final class RandomStreamTest {
    @Test
    void floatsAreThoseOfTheOp() {
        var stream = new RandomStream(5, "dropout", 9);
        long key = StreamKey.of(5, "dropout");
        for (int i = 0; i < 100; i++) {
            assertEquals(Philox.uniform(key, 9, i), stream.nextFloat());
        }
    }

    @Test
    void namesSeedsAndStepsAreApart() {
        long first = new RandomStream(1, "a", 0).nextLong();
        for (var other : new RandomStream[] {
            new RandomStream(2, "a", 0), new RandomStream(1, "b", 0), new RandomStream(1, "a", 1)
        }) {
            assertTrue(Long.bitCount(first ^ other.nextLong()) > 12);
        }
        assertEquals(first, new RandomStream(1, "a").nextLong());
    }

    @Test
    void boundedIntegersAreEven() {
        var stream = new RandomStream(3, "die");
        int[] counts = new int[6];
        int rolls = 600_000;
        for (int i = 0; i < rolls; i++) {
            counts[stream.nextInt(6)]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - rolls / 6.0) * (count - rolls / 6.0) / (rolls / 6.0);
        }
        assertTrue(chiSquare < 20.5, "chi-square with 5 degrees of freedom at p = 0.001: " + chiSquare);
    }

    /** With this bound a third of all words fall outside an even share; a plain modulo would favour the low half. */
    @Test
    void boundedIntegersAreUnbiasedForLargeBounds() {
        var stream = new RandomStream(3, "large");
        int bound = 0x6000_0000;
        int low = 0;
        int draws = 200_000;
        for (int i = 0; i < draws; i++) {
            int drawn = stream.nextInt(bound);
            assertTrue(drawn >= 0 && drawn < bound);
            low += drawn < bound / 2 ? 1 : 0;
        }
        assertEquals(0.5, low / (double) draws, 0.005);
    }

    @Test
    void rangesAndBounds() {
        var stream = new RandomStream(4, "range");
        boolean[] seen = new boolean[4];
        for (int i = 0; i < 200; i++) {
            seen[stream.nextInt(-1, 2) + 1] = true;
        }
        assertArrayEquals(new boolean[] {true, true, true, true}, seen);
        assertEquals(0, stream.nextInt(1));
        assertThrows(IllegalArgumentException.class, () -> stream.nextInt(0));
        assertThrows(IllegalArgumentException.class, () -> stream.nextInt(3, 2));
        assertThrows(IllegalArgumentException.class, () -> stream.nextInt(Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    @Test
    void gaussianMoments() {
        var stream = new RandomStream(6, "gauss");
        int draws = 400_000;
        double[] moments = new double[5];
        for (int i = 0; i < draws; i++) {
            double z = stream.nextGaussian();
            double power = 1;
            for (int m = 1; m <= 4; m++) {
                power *= z;
                moments[m] += power / draws;
            }
        }
        assertEquals(0, moments[1], 0.006);
        assertEquals(1, moments[2], 0.01);
        assertEquals(0, moments[3], 0.02);
        assertEquals(3, moments[4], 0.08);
    }

    @Test
    void shufflesAreEven() {
        var stream = new RandomStream(7, "shuffle");
        int[] orders = new int[6];
        for (int i = 0; i < 60_000; i++) {
            int[] p = stream.permutation(3);
            orders[p[0] * 2 + (p[1] > p[2] ? 1 : 0)]++;
        }
        for (int count : orders) {
            assertEquals(10_000, count, 400);
        }
        assertEquals(0, stream.permutation(0).length);
    }

    @Test
    void doublesAndCoins() {
        var stream = new RandomStream(8, "double");
        int heads = 0;
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            heads += stream.nextBoolean() ? 1 : 0;
            double u = stream.nextDouble();
            assertTrue(u >= 0 && u < 1);
            sum += u;
        }
        assertEquals(0.5, heads / 100_000.0, 0.01);
        assertEquals(0.5, sum / 100_000, 0.005);
    }
}
