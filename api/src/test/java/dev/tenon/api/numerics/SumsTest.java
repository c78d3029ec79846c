package dev.tenon.api.numerics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The orders of addition, written a second time as lists of lists, and examples worked out by hand. */
final class SumsTest {
    private static final int[] SIZES = {0, 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 255, 256, 257, 600, 4095};
    private static final int[] LARGE = {4096, 4097, 4112, 8192, 12_345, 40_000};

    @Test
    void chainRoundsOncePerTerm() {
        float a = 1f + 0x1p-12f;
        // (1 + 2^-12)^2 - 1 - 2^-11 is 2^-24: lost when the product is rounded, kept by fma.
        assertEquals(0x1p-24f, Chain.dot(new float[] {-1f, 0x1p-11f, a}, new float[] {1f, -1f, a}));
        assertNotEquals(0x1p-24f, a * a - 1f - 0x1p-11f);
    }

    @Test
    void chainStartsAnewEveryChunk() {
        float[] a = new float[300];
        float[] b = new float[300];
        java.util.Arrays.fill(b, 1f);
        a[0] = 0x1p24f;
        a[1] = 1f; // lost: 2^24 + 1 is a tie and goes to even
        a[256] = 1f; // a chunk of its own: 1 + 1 = 2 survives
        a[257] = 1f;
        assertEquals(0x1p24f + 2f, Chain.dot(a, b));
    }

    @Test
    void chainOfNegativeZeros() {
        assertEquals(0, Float.floatToRawIntBits(Chain.dot(new float[] {-0f}, new float[] {1f})));
        assertEquals(0, Float.floatToRawIntBits(Chain.dot(new float[0], new float[0])));
    }

    @Test
    void chainReadsStridedRuns() {
        float[] a = noise("a", 100);
        float[] b = noise("b", 100);
        float[] x = new float[9];
        float[] y = new float[9];
        for (int k = 0; k < 9; k++) {
            x[k] = a[5 + 7 * k];
            y[k] = b[2 + 11 * k];
        }
        assertSame(Chain.dot(x, y), Chain.dot(a, 5, 7, b, 2, 11, 9));
    }

    /** The reason for chunks: against the exact sum, 64 chunks err less than one chain of 16384 terms. */
    @Test
    void chunksAreMoreAccurateThanOneChain() {
        double chunked = 0;
        double single = 0;
        for (int trial = 0; trial < 20; trial++) {
            float[] a = noise("x" + trial, 16_384);
            float[] b = noise("y" + trial, 16_384);
            BigDecimal exact = BigDecimal.ZERO;
            float chain = 0f;
            for (int k = 0; k < a.length; k++) {
                exact = exact.add(new BigDecimal(a[k]).multiply(new BigDecimal(b[k])));
                chain = Math.fma(a[k], b[k], chain);
            }
            chunked += Math.abs(exact.doubleValue() - Chain.dot(a, b));
            single += Math.abs(exact.doubleValue() - chain);
        }
        assertTrue(chunked < single, chunked + " against " + single);
    }

    @Test
    void sequenceAddsGroupsOfEight() {
        float[] x = new float[10];
        x[0] = 0x1p24f;
        x[1] = 1f; // lost in its group
        x[8] = 1f; // the second group holds 2
        x[9] = 1f;
        assertEquals(0x1p24f + 2f, Sums.sequence(x, 0, 1, 10));
    }

    @Test
    void lanesAddEverySixteenth() {
        float[] x = new float[18];
        x[0] = 0x1p24f;
        x[16] = 1f; // the same lane: lost
        x[1] = 1f; // another lane, 1 + 1 = 2
        x[17] = 1f;
        assertEquals(0x1p24f + 2f, Sums.lanes(x, 0, 18));
    }

    @Test
    void sumsMatchTheSecondWriting() {
        for (int[] sizes : new int[][] {SIZES, LARGE}) {
            for (int size : sizes) {
                float[] x = noise("sum", size + 3);
                List<Float> terms = list(x, 3, 1, size);
                assertSame(grouped(terms, 0f, Float::sum), Sums.sequence(x, 3, 1, size));
                assertSame(blocked(terms, 0f, Float::sum), Sums.lanes(x, 3, size));
            }
        }
    }

    @Test
    void stridedSequence() {
        float[] x = noise("stride", 500);
        assertSame(grouped(list(x, 4, 13, 35), 0f, Float::sum), Sums.sequence(x, 4, 13, 35));
        assertSame(
                grouped(list(x, 4, 13, 35), Float.NEGATIVE_INFINITY, (acc, next) -> next > acc ? next : acc),
                Maxima.sequence(x, 4, 13, 35));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 16, 17, 31, 33, 63, 65, 4096, 4097, 9000})
    void maximaAreTheMaximum(int size) {
        float[] x = noise("max", size);
        float expected = Float.NEGATIVE_INFINITY;
        for (float value : x) {
            expected = Math.max(expected, value);
        }
        assertEquals(expected, Maxima.sequence(x, 0, 1, size));
        assertEquals(expected, Maxima.lanes(x, 0, size));
    }

    /** Of equal terms the one met first is kept, and the sign of its zero with it. */
    @Test
    void maximaKeepTheFirstOfEquals() {
        assertSame(-0f, Maxima.sequence(new float[] {-0f, 0f, -1f}, 0, 1, 3));
        assertSame(0f, Maxima.sequence(new float[] {0f, -0f}, 0, 1, 2));
        assertSame(-0f, Maxima.lanes(new float[] {-0f, 0f, 0f}, 0, 3));
        float[] twoGroups = {-0f, -1f, -1f, -1f, -1f, -1f, -1f, -1f, 0f};
        assertSame(-0f, Maxima.sequence(twoGroups, 0, 1, 9));
    }

    /** A NaN that comes first stays, for nothing is greater; one that comes later is passed over. */
    @Test
    void maximaAndNan() {
        assertSame(Float.NaN, Maxima.sequence(new float[] {Float.NaN, 1f}, 0, 1, 2));
        assertSame(1f, Maxima.sequence(new float[] {1f, Float.NaN}, 0, 1, 2));
        assertSame(1f, Maxima.lanes(new float[] {1f, Float.NaN}, 0, 2));
    }

    @Test
    void maximumOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> Maxima.sequence(new float[1], 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> Maxima.lanes(new float[1], 0, 0));
    }

    private static List<Float> list(float[] x, int start, int stride, int count) {
        List<Float> terms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            terms.add(x[start + i * stride]);
        }
        return terms;
    }

    /** The sequence rule as two levels of folds. */
    private static float grouped(List<Float> terms, float from, BinaryOperator<Float> op) {
        List<Float> groups = new ArrayList<>();
        for (int i = 0; i < terms.size(); i += 8) {
            groups.add(terms.subList(i, Math.min(i + 8, terms.size())).stream().reduce(from, op));
        }
        return groups.stream().reduce(from, op);
    }

    /** The lanes rule with rows of 16, short rows filled with +0, and the tree as one expression. */
    private static float blocked(List<Float> terms, float from, BinaryOperator<Float> op) {
        if (terms.size() > 4096) {
            List<Float> blocks = new ArrayList<>();
            for (int i = 0; i < terms.size(); i += 4096) {
                blocks.add(blocked(terms.subList(i, Math.min(i + 4096, terms.size())), from, op));
            }
            return grouped(blocks, from, op);
        }
        float[] l = new float[16];
        for (int row = 0; row < terms.size(); row += 16) {
            for (int j = 0; j < 16; j++) {
                l[j] += row + j < terms.size() ? terms.get(row + j) : 0f;
            }
        }
        return (((l[0] + l[8]) + (l[4] + l[12])) + ((l[2] + l[10]) + (l[6] + l[14])))
                + (((l[1] + l[9]) + (l[5] + l[13])) + ((l[3] + l[11]) + (l[7] + l[15])));
    }

    private static float[] noise(String name, int count) {
        var random = new RandomStream(11, name);
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    private static void assertSame(float expected, float actual) {
        assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(actual), expected + " but was " + actual);
    }
}
