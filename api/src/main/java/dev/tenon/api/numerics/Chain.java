package dev.tenon.api.numerics;

/**
 * Dot products: the chain of fma that each output of a matrix product or convolution is.
 *
 * <p>The terms are cut in chunks of {@link Contract#CHUNK} consecutive k, aligned at k = 0. Within a chunk
 * {@code s = fma(a[k], b[k], s)} runs in the order of k from +0; the chunk sums are added in order, from +0. Terms whose
 * product is a zero may be left out (padding, say): adding a chunk sum to a total that began as +0 makes the result the
 * same, for no total that began as +0 can become -0.
 */
public final class Chain {
    private Chain() {}

    /**
     * The dot product of two strided runs of floats.
     *
     * @param a the first operand's array
     * @param aStart index of its first term
     * @param aStride distance of its terms
     * @param b the second operand's array
     * @param bStart index of its first term
     * @param bStride distance of its terms
     * @param count the number of terms, 0 or more
     * @return the sum by the chain rule; +0 for no terms
     */
    public static float dot(float[] a, int aStart, int aStride, float[] b, int bStart, int bStride, int count) {
        float total = 0f;
        for (int chunk = 0; chunk < count; chunk += Contract.CHUNK) {
            int end = Math.min(chunk + Contract.CHUNK, count);
            float sum = 0f;
            for (int k = chunk; k < end; k++) {
                sum = Math.fma(a[aStart + k * aStride], b[bStart + k * bStride], sum);
            }
            total = total + sum;
        }
        return total;
    }

    /**
     * The dot product of two arrays of one length.
     *
     * @param a the first operand
     * @param b the second operand, as long as the first
     * @return the sum by the chain rule
     */
    public static float dot(float[] a, float[] b) {
        return dot(a, 0, 1, b, 0, 1, a.length);
    }
}
