package dev.tenon.backend.cpu.kernels.tile;

/**
 * The register tile of a matrix product: {@link #rows} rows by {@link #columns} columns of the result, held in vector
 * registers while one chunk of the inner dimension runs by.
 *
 * <p>For row {@code i} and column {@code j} it computes, by the chain rule of the numeric contract,
 *
 * <pre>
 * s = +0;  for each term t of the chunk, in order:  s = fma(A[i, t], B[t, j], s)
 * </pre>
 *
 * <p>The terms come in <i>segments</i> of {@code length} consecutive terms, three ints each: {@code shift, first,
 * length}. Term {@code t} of a segment is {@code a[aBase + rowA[row + i] + shift + t * aStep]} times {@code b[bBase +
 * (first + t) * columns() + j]}. This one form covers matrix products with either operand transposed, and convolutions
 * and their gradients without a materialised unfold: there a segment is a run of taps that are adjacent in the image.
 */
public interface Tile extends PanelTile {
    /** Mode bit: the chunk's sums are added to what {@code c} holds; otherwise they are added to +0. */
    int ADD = 1;

    /** Mode bit: after the addition, the bias of each column is added. */
    int BIAS = 2;

    /** Mode bit: last of all, {@code x < 0 ? +0 : x}. */
    int RELU = 4;

    @Override
    default Tile at(int aStep) {
        return this;
    }

    /**
     * Runs one chunk for one tile and writes it to {@code c[cBase + rowC[row + i] + j]}.
     *
     * @param a the left operand's array
     * @param aBase added to every index into a
     * @param rowA for each row its offset in a
     * @param row the tile's first row in the tables
     * @param segments triples of shift, first and length
     * @param from index of the chunk's first triple
     * @param to index after its last
     * @param aStep distance of neighbouring terms in a
     * @param b the right operand's array; its rows are stored one after the other, for a distance that C2 knows
     *     makes the kernel a tenth faster than one that it does not
     * @param bBase index of the row of term 0
     * @param c the result's array
     * @param cBase added to every index into c
     * @param rowC for each row its offset in c
     * @param mode {@link #ADD}, {@link #BIAS} and {@link #RELU}
     * @param bias the biases' array; read only with {@link #BIAS}
     * @param biasBase index of the bias of the tile's first column
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
            float[] c,
            int cBase,
            int[] rowC,
            int mode,
            float[] bias,
            int biasBase);
}
