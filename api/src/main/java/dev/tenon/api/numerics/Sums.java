package dev.tenon.api.numerics;

/**
 * The two rules by which terms are added: one for sums along an axis that is not innermost, one for the innermost.
 *
 * <p>Both are made so that a machine can add with full vectors and yet the order of the additions is fixed: along an outer
 * axis a vector holds many independent sums, along the innermost one it holds {@link Contract#LANES} partial sums of the
 * same total.
 */
public final class Sums {
    private Sums() {}

    /**
     * The sequence rule: groups of {@link Contract#GROUP} consecutive terms are each added in order from +0, then the group
     * sums are added in order from +0.
     *
     * @param x the terms' array
     * @param start index of the first term
     * @param stride distance of the terms
     * @param count the number of terms, 0 or more
     * @return the sum; +0 for no terms
     */
    public static float sequence(float[] x, int start, int stride, int count) {
        float total = 0f;
        for (int first = 0; first < count; first += Contract.GROUP) {
            int end = Math.min(first + Contract.GROUP, count);
            float group = 0f;
            for (int i = first; i < end; i++) {
                group = group + x[start + i * stride];
            }
            total = total + group;
        }
        return total;
    }

    /**
     * The lanes rule, for contiguous terms: blocks of {@link Contract#BLOCK} terms are summed each by {@link #block}, and
     * several block sums are added by the {@linkplain #sequence sequence rule}; the sum of a single block is the result.
     *
     * @param x the terms' array
     * @param start index of the first term
     * @param count the number of terms, 0 or more
     * @return the sum; +0 for no terms
     */
    public static float lanes(float[] x, int start, int count) {
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
     * One block of the lanes rule: lane j adds, from +0, the terms j, j + 16, j + 32, ...; then the 16 lanes are folded in
     * half four times, the upper half onto the lower.
     *
     * @param x the terms' array
     * @param start index of the first term
     * @param count the number of terms, from 0 to {@link Contract#BLOCK}
     * @return the block's sum
     */
    public static float block(float[] x, int start, int count) {
        float[] lane = new float[Contract.LANES];
        for (int i = 0; i < count; i++) {
            int j = i % Contract.LANES;
            lane[j] = lane[j] + x[start + i];
        }
        for (int half = Contract.LANES / 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                lane[j] = lane[j] + lane[j + half];
            }
        }
        return lane[0];
    }
}
