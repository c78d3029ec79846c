package com.example.loops;

import module dev.tenon.api;
import java.util.Arrays;
import java.util.List;

/**
 * A matrix product, or a stack of them. Each output is a chain of fma over k, cut in chunks ({@link Chain}); a whole row
 * of outputs goes through a chunk at once, so that the innermost loop runs along memory.
 */
final class MatrixProduct implements Runnable {

    private final boolean transposeA;
    private final boolean transposeB;
    private final int m;
    private final int n;
    private final int terms;
    private final float[] a;
    private final float[] b;
    private final float[] y;
    private final float[] sums;
    private final float[] turned;

    MatrixProduct(Primitive.MatMul op, List<Shape> shapes, Shape result, float[][] x, float[] y) {
        this.transposeA = op.transposeA();
        this.transposeB = op.transposeB();
        this.m = result.dim(-2);
        this.n = result.dim(-1);
        this.terms = shapes.getFirst().dim(transposeA ? -2 : -1);
        this.a = x[0];
        this.b = x[1];
        this.y = y;
        this.sums = new float[n];
        this.turned = new float[transposeB ? terms * n : 0];
    }

    @Override
    public void run() {
        for (int stack = 0; stack < y.length / (m * n); stack++) {
            float[] right = b;
            int start = stack * terms * n;
            if (transposeB) {
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < terms; k++) {
                        turned[k * n + j] = b[start + j * terms + k];
                    }
                }
                right = turned;
                start = 0;
            }
            for (int i = 0; i < m; i++) {
                row(stack * m * terms + (transposeA ? i : i * terms), right, start, (stack * m + i) * n);
            }
        }
    }

    private void row(int fromA, float[] right, int fromB, int to) {
        Arrays.fill(y, to, to + n, 0);
        for (int chunk = 0; chunk < terms; chunk += Contract.CHUNK) {
            Arrays.fill(sums, 0);
            for (int k = chunk; k < Math.min(chunk + Contract.CHUNK, terms); k++) {
                float factor = a[fromA + k * (transposeA ? m : 1)];
                for (int j = 0; j < n; j++) {
                    sums[j] = Math.fma(factor, right[fromB + k * n + j], sums[j]);
                }
            }
            for (int j = 0; j < n; j++) {
                y[to + j] += sums[j];
            }
        }
    }
}
