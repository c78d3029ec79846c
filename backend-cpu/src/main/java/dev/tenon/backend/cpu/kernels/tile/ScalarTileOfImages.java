package dev.tenon.backend.cpu.kernels.tile;

/** The scalar twin of the {@linkplain ImageTiles tiles of images}: four images at a time, whose chains are independent. */
final class ScalarTileOfImages implements Tile {
    private final int rows;
    private final int columns;
    private final int lanes;

    /** A tile; lanes are a multiple of 4. */
    ScalarTileOfImages(int rows, int columns, int lanes) {
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
            float[] c,
            int cBase,
            int[] rowC,
            int mode,
            float[] bias,
            int biasBase) {
        for (int i = 0; i < rows; i++) {
            int ai = (aBase + rowA[row + i]) * lanes;
            for (int j = 0; j < columns; j++) {
                int ci = (cBase + rowC[row + i] + j) * lanes;
                for (int lane = 0; lane < lanes; lane += 4) {
                    four(a, ai + lane, segments, from, to, b, bBase + j, c, ci + lane, mode, bias, biasBase + j);
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
            float[] b,
            int bBase,
            float[] c,
            int ci,
            int mode,
            float[] bias,
            int biasBase) {
        float s0 = 0f;
        float s1 = 0f;
        float s2 = 0f;
        float s3 = 0f;
        for (int s = from; s < to; s += 3) {
            int ai = aBase + segments[s] * lanes;
            int bi = bBase + segments[s + 1] * columns;
            int length = segments[s + 2];
            for (int k = 0; k < length; k++) {
                float w = b[bi + k * columns];
                int x = ai + k * lanes;
                s0 = Math.fma(a[x], w, s0);
                s1 = Math.fma(a[x + 1], w, s1);
                s2 = Math.fma(a[x + 2], w, s2);
                s3 = Math.fma(a[x + 3], w, s3);
            }
        }
        c[ci] = ScalarTile.finish(s0, c[ci], mode, bias, biasBase);
        c[ci + 1] = ScalarTile.finish(s1, c[ci + 1], mode, bias, biasBase);
        c[ci + 2] = ScalarTile.finish(s2, c[ci + 2], mode, bias, biasBase);
        c[ci + 3] = ScalarTile.finish(s3, c[ci + 3], mode, bias, biasBase);
    }
}
