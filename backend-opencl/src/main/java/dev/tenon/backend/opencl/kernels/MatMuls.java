package dev.tenon.backend.opencl.kernels;

/** Matrix products in the kernels' terms. */
public final class MatMuls {
    private MatMuls() {}

    /**
     * A stack of products {@code [m, k] x [k, n]}.
     *
     * @param transposeA whether the left one is given as {@code [k, m]}
     * @param transposeB whether the right one is given as {@code [n, k]}
     */
    public static Product of(int stacks, int m, int n, int k, boolean transposeA, boolean transposeB) {
        OffsetTable terms = new OffsetTable(transposeA ? m : 1, transposeB ? 1 : n).add(0, 0, 0, k);
        // Each row is an image of its own, so that the table of rows has one entry.
        return new Product(
                "matmul",
                m,
                n,
                new int[2],
                1,
                transposeA ? 1 : k,
                n,
                terms,
                transposeB ? k : 1,
                stacks,
                m * k,
                k * n,
                m * n,
                Product.Pieces.ONE);
    }
}
