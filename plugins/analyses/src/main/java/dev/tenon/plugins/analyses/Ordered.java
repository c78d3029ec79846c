package dev.tenon.plugins.analyses;

import java.util.Arrays;
import java.util.BitSet;

/** Numbers in their order: ranks, thresholds, and how well they tell some places from all others. */
final class Ordered {

    private final float[] values;
    private final float[] sorted;
    private final double[] ranks;

    /**
     * Some numbers.
     *
     * @param values none of them NaN; kept, not copied
     */
    Ordered(float[] values) {
        this.values = values;
        int n = values.length;
        long[] order = new long[n];
        for (int i = 0; i < n; i++) {
            int bits = Float.floatToIntBits(values[i] + 0f); // -0 and 0 are equal
            order[i] = ((long) (bits ^ ((bits >> 31) & 0x7fff_ffff)) << 32) | i;
        }
        Arrays.sort(order);
        this.sorted = new float[n];
        this.ranks = new double[n];
        for (int i = 0; i < n; i++) {
            sorted[i] = values[(int) order[i]];
        }
        for (int from = 0, to; from < n; from = to) {
            for (to = from + 1; to < n && sorted[to] == sorted[from]; to++) {}
            for (int i = from; i < to; i++) {
                ranks[(int) order[i]] = (from + 1 + to) / 2.0;
            }
        }
    }

    /** Where the numbers are above the threshold that a share of them is above, at most. */
    BitSet top(double share) {
        int above = (int) Math.floor(share * sorted.length);
        float threshold = sorted[sorted.length - 1 - Math.min(above, sorted.length - 1)];
        BitSet top = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            if (values[i] > threshold) {
                top.set(i);
            }
        }
        return top;
    }

    /**
     * The area under the receiver operating characteristic, by ranks, ties counted half: how probably a number of the places is above one
     * of the others.
     *
     * @return NaN if there are no places, or no others
     */
    double auroc(BitSet places) {
        long with = places.cardinality();
        long without = values.length - with;
        if (with == 0 || without == 0) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
            sum += ranks[i];
        }
        return (sum - with * (with + 1.0) / 2) / ((double) with * without);
    }
}
