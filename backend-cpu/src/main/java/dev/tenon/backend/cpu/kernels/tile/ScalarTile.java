package dev.tenon.backend.cpu.kernels.tile;

/**
 * The scalar twin of the vector tiles, of any shape: row by row, eight columns at a time, whose eight independent chains
 * of fma hide its latency.
 */
public final class ScalarTile implements Tile {
    private final int rows;
    private final int columns;

    /** A tile; columns are 4 or a multiple of 8. */
    public ScalarTile(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
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
            int ai = aBase + rowA[row + i];
            int ci = cBase + rowC[row + i];
            if (columns == 4) {
                four(a, ai, segments, from, to, aStep, b, bBase, columns, c, ci, mode, bias, biasBase);
                continue;
            }
            for (int j = 0; j < columns; j += 8) {
                eight(a, ai, segments, from, to, aStep, b, bBase + j, columns, c, ci + j, mode, bias, biasBase + j);
            }
        }
    }

    private static void eight(
            float[] a,
            int aBase,
            int[] segments,
            int from,
            int to,
            int aStep,
            float[] b,
            int bBase,
            int ldb,
            float[] c,
            int ci,
            int mode,
            float[] bias,
            int biasBase) {
        float s0 = 0f;
        float s1 = 0f;
        float s2 = 0f;
        float s3 = 0f;
        float s4 = 0f;
        float s5 = 0f;
        float s6 = 0f;
        float s7 = 0f;
        for (int s = from; s < to; s += 3) {
            int ai = aBase + segments[s];
            int bi = bBase + segments[s + 1] * ldb;
            int length = segments[s + 2];
            for (int k = 0; k < length; k++) {
                float x = a[ai + k * aStep];
                int w = bi + k * ldb;
                s0 = Math.fma(x, b[w], s0);
                s1 = Math.fma(x, b[w + 1], s1);
                s2 = Math.fma(x, b[w + 2], s2);
                s3 = Math.fma(x, b[w + 3], s3);
                s4 = Math.fma(x, b[w + 4], s4);
                s5 = Math.fma(x, b[w + 5], s5);
                s6 = Math.fma(x, b[w + 6], s6);
                s7 = Math.fma(x, b[w + 7], s7);
            }
        }
        c[ci] = finish(s0, c[ci], mode, bias, biasBase);
        c[ci + 1] = finish(s1, c[ci + 1], mode, bias, biasBase + 1);
        c[ci + 2] = finish(s2, c[ci + 2], mode, bias, biasBase + 2);
        c[ci + 3] = finish(s3, c[ci + 3], mode, bias, biasBase + 3);
        c[ci + 4] = finish(s4, c[ci + 4], mode, bias, biasBase + 4);
        c[ci + 5] = finish(s5, c[ci + 5], mode, bias, biasBase + 5);
        c[ci + 6] = finish(s6, c[ci + 6], mode, bias, biasBase + 6);
        c[ci + 7] = finish(s7, c[ci + 7], mode, bias, biasBase + 7);
    }

    private static void four(
            float[] a,
            int aBase,
            int[] segments,
            int from,
            int to,
            int aStep,
            float[] b,
            int bBase,
            int ldb,
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
            int ai = aBase + segments[s];
            int bi = bBase + segments[s + 1] * ldb;
            int length = segments[s + 2];
            for (int k = 0; k < length; k++) {
                float x = a[ai + k * aStep];
                int w = bi + k * ldb;
                s0 = Math.fma(x, b[w], s0);
                s1 = Math.fma(x, b[w + 1], s1);
                s2 = Math.fma(x, b[w + 2], s2);
                s3 = Math.fma(x, b[w + 3], s3);
            }
        }
        c[ci] = finish(s0, c[ci], mode, bias, biasBase);
        c[ci + 1] = finish(s1, c[ci + 1], mode, bias, biasBase + 1);
        c[ci + 2] = finish(s2, c[ci + 2], mode, bias, biasBase + 2);
        c[ci + 3] = finish(s3, c[ci + 3], mode, bias, biasBase + 3);
    }

    /** A chunk's sum after the addition, bias and ReLU that the mode asks for. */
    public static float finish(float sum, float old, int mode, float[] bias, int biasIndex) {
        float value = ((mode & ADD) != 0 ? old : 0f) + sum;
        if ((mode & BIAS) != 0) {
            value = value + bias[biasIndex];
        }
        return (mode & RELU) != 0 && value < 0f ? 0f : value;
    }
}
