package dev.tenon.backend.cpu.kernels.tile;

/**
 * A register tile of products whose operands and results are vectors of images, as those of {@link ImageTiles}, the right
 * operand too: rows by columns of sums over positions, one for each image.
 */
public interface SumTile {
    /** Rows of the tile. */
    int rows();

    /** Columns of the tile. */
    int columns();

    /** The tile to run: of several with the same bits, the fastest at present. */
    default SumTile now() {
        return this;
    }

    /**
     * For row {@code i} and column {@code j}, from {@code s = +0} on, {@code s = fma(A[i, t], B[t, j], s)} for each term
     * {@code t}. Offsets and distances count vectors. The terms come in segments, three ints each: {@code shift, first,
     * length}. Term {@code t} of a segment is {@code a[aBase + rowA[row + i] + shift + t * aStep]} times {@code b[bBase +
     * (first + t) * bStep + j]}. The sum goes to {@code c[(row + i) * cStep + cBase + j]}.
     *
     * @param rowA for each row its offset in a
     * @param row the tile's first row
     * @param from index of the first triple
     * @param to index after the last
     */
    void run(
            float[] a,
            int aBase,
            int[] rowA,
            int row,
            int[] segments,
            int from,
            int to,
            int aStep,
            float[] b,
            int bBase,
            int bStep,
            float[] c,
            int cBase,
            int cStep);
}
