package dev.tenon.backend.cpu.kernels.tile;

/** The scalar twin of the {@linkplain SumTile tiles of sums}: four images at a time, whose chains are independent. */
final class ScalarTileOfSums implements SumTile {
    private final int rows;
    private final int columns;
    private final int lanes;

    /** A tile; lanes are a multiple of 4. */
    ScalarTileOfSums(int rows, int columns, int lanes) {
        this.rows = rows;
        this.columns = columns;
        this.lanes = lanes;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void run(
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
            int cStep) {
        for (int i = 0; i < rows; i++) {
            int ai = (aBase + rowA[row + i]) * lanes;
            for (int j = 0; j < columns; j++) {
                int bi = (bBase + j) * lanes;
                int ci = ((row + i) * cStep + cBase + j) * lanes;
                for (int lane = 0; lane < lanes; lane += 4) {
                    four(a, ai + lane, segments, from, to, aStep, b, bi + lane, bStep, c, ci + lane);
                }
            }
        }
    }

    private void four(
            float[] a,
            int aBase,
            int[] segments,
            int from,
            int to,
            int aStep,
            float[] b,
            int bBase,
            int bStep,
            float[] c,
            int ci) {
        float s0 = 0f;
        float s1 = 0f;
        float s2 = 0f;
        float s3 = 0f;
        for (int s = from; s < to; s += 3) {
            int ai = aBase + segments[s] * lanes;
            int bi = bBase + segments[s + 1] * bStep * lanes;
            int length = segments[s + 2];
            for (int k = 0; k < length; k++) {
                int x = ai + k * aStep * lanes;
                int w = bi + k * bStep * lanes;
                s0 = Math.fma(a[x], b[w], s0);
                s1 = Math.fma(a[x + 1], b[w + 1], s1);
                s2 = Math.fma(a[x + 2], b[w + 2], s2);
                s3 = Math.fma(a[x + 3], b[w + 3], s3);
            }
        }
        c[ci] = 0f + s0;
        c[ci + 1] = 0f + s1;
        c[ci + 2] = 0f + s2;
        c[ci + 3] = 0f + s3;
    }
}
