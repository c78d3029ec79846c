package dev.tenon.api.numerics;

/**
 * The largest of many terms, in the same order as {@link Sums} adds them. The order matters where signed zeros or NaN are
 * among the terms: {@link Elementwise#max} is a comparison, and comparisons with NaN are false.
 *
 * <p>Where the sums begin at +0, the maxima begin at the first term, and a lane without terms is skipped.
 */
public final class Maxima {
    private Maxima() {}

    /**
     * The maximum along an axis that is not innermost: the maximum of each group of {@link Contract#GROUP} in order, then of
     * the groups in order.
     *
     * @param x the terms' array
     * @param start index of the first term
     * @param stride distance of the terms
     * @param count the number of terms, at least 1
     * @return the maximum
     */
    public static float sequence(float[] x, int start, int stride, int count) {
        require(count);
        float total = 0f;
        for (int first = 0; first < count; first += Contract.GROUP) {
            int end = Math.min(first + Contract.GROUP, count);
            float group = x[start + first * stride];
            for (int i = first + 1; i < end; i++) {
                group = Elementwise.max(x[start + i * stride], group);
            }
            total = first == 0 ? group : Elementwise.max(group, total);
        }
        return total;
    }

    /**
     * The maximum of contiguous terms, by blocks and lanes.
     *
     * @param x the terms' array
     * @param start index of the first term
     * @param count the number of terms, at least 1
     * @return the maximum
     */
    public static float lanes(float[] x, int start, int count) {
        require(count);
        if (count <= Contract.BLOCK) {
            return block(x, start, count);
        }
        float[] blocks = new float[(count + Contract.BLOCK - 1) / Contract.BLOCK];
        for (int i = 0; i < blocks.length; i++) {
            int first = i * Contract.BLOCK;
            blocks[i] = block(x, start + first, Math.min(Contract.BLOCK, count - first));
        }
        return sequence(blocks, 0, 1, blocks.length);
    }

    /**
     * One block: lane j holds the maximum of the terms j, j + 16, ...; the lanes are then folded in half four times, each
     * upper lane that has a term onto the lower.
     *
     * @param x the terms' array
     * @param start index of the first term
     * @param count the number of terms, from 1 to {@link Contract#BLOCK}
     * @return the block's maximum
     */
    public static float block(float[] x, int start, int count) {
        require(count);
        float[] lane = new float[Contract.LANES];
        for (int i = 0; i < count; i++) {
            int j = i % Contract.LANES;
            lane[j] = i < Contract.LANES ? x[start + i] : Elementwise.max(x[start + i], lane[j]);
        }
        int filled = Math.min(count, Contract.LANES);
        for (int half = Contract.LANES / 2; half > 0; half /= 2) {
            for (int j = 0; j + half < filled; j++) {
                lane[j] = Elementwise.max(lane[j + half], lane[j]);
            }
            filled = Math.min(filled, half);
        }
        return lane[0];
    }

    private static void require(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "the maximum of " + count + " terms is not defined; give at least one term");
        }
    }
}
