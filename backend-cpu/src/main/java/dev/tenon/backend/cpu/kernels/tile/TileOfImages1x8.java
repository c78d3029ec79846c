package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** A {@linkplain ImageTiles tile of images}: one column for 8 rows. */
final class TileOfImages1x8 implements Tile {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final int L = F.length();
    private static final int ROWS = 8;
    private static final int COLUMNS = 1;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return COLUMNS;
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
        int r0 = (aBase + rowA[row + 0]) * L;
        int r1 = (aBase + rowA[row + 1]) * L;
        int r2 = (aBase + rowA[row + 2]) * L;
        int r3 = (aBase + rowA[row + 3]) * L;
        int r4 = (aBase + rowA[row + 4]) * L;
        int r5 = (aBase + rowA[row + 5]) * L;
        int r6 = (aBase + rowA[row + 6]) * L;
        int r7 = (aBase + rowA[row + 7]) * L;
        FloatVector s0a = FloatVector.zero(F);
        FloatVector s1a = FloatVector.zero(F);
        FloatVector s2a = FloatVector.zero(F);
        FloatVector s3a = FloatVector.zero(F);
        FloatVector s4a = FloatVector.zero(F);
        FloatVector s5a = FloatVector.zero(F);
        FloatVector s6a = FloatVector.zero(F);
        FloatVector s7a = FloatVector.zero(F);
        for (int s = from; s < to; s += 3) {
            int shift = segments[s] * L;
            int bi = bBase + segments[s + 1] * COLUMNS;
            int a0 = r0 + shift;
            int a1 = r1 + shift;
            int a2 = r2 + shift;
            int a3 = r3 + shift;
            int a4 = r4 + shift;
            int a5 = r5 + shift;
            int a6 = r6 + shift;
            int a7 = r7 + shift;
            int length = segments[s + 2];
            for (int k = 0; k < length; k++) {
                int q = k * L;
                int w = bi + k * COLUMNS;
                FloatVector ba = FloatVector.broadcast(F, b[w + 0]);
                FloatVector x0 = FloatVector.fromArray(F, a, a0 + q);
                s0a = x0.fma(ba, s0a);
                FloatVector x1 = FloatVector.fromArray(F, a, a1 + q);
                s1a = x1.fma(ba, s1a);
                FloatVector x2 = FloatVector.fromArray(F, a, a2 + q);
                s2a = x2.fma(ba, s2a);
                FloatVector x3 = FloatVector.fromArray(F, a, a3 + q);
                s3a = x3.fma(ba, s3a);
                FloatVector x4 = FloatVector.fromArray(F, a, a4 + q);
                s4a = x4.fma(ba, s4a);
                FloatVector x5 = FloatVector.fromArray(F, a, a5 + q);
                s5a = x5.fma(ba, s5a);
                FloatVector x6 = FloatVector.fromArray(F, a, a6 + q);
                s6a = x6.fma(ba, s6a);
                FloatVector x7 = FloatVector.fromArray(F, a, a7 + q);
                s7a = x7.fma(ba, s7a);
            }
        }
        int c0 = (cBase + rowC[row + 0]) * L;
        int c1 = (cBase + rowC[row + 1]) * L;
        int c2 = (cBase + rowC[row + 2]) * L;
        int c3 = (cBase + rowC[row + 3]) * L;
        int c4 = (cBase + rowC[row + 4]) * L;
        int c5 = (cBase + rowC[row + 5]) * L;
        int c6 = (cBase + rowC[row + 6]) * L;
        int c7 = (cBase + rowC[row + 7]) * L;
        // The stores stand in both branches: after them, C2 would need more memory to bring the sums together.
        if ((mode & ADD) != 0) {
            FloatVector.fromArray(F, c, c0).add(s0a).intoArray(c, c0);
            FloatVector.fromArray(F, c, c1).add(s1a).intoArray(c, c1);
            FloatVector.fromArray(F, c, c2).add(s2a).intoArray(c, c2);
            FloatVector.fromArray(F, c, c3).add(s3a).intoArray(c, c3);
            FloatVector.fromArray(F, c, c4).add(s4a).intoArray(c, c4);
            FloatVector.fromArray(F, c, c5).add(s5a).intoArray(c, c5);
            FloatVector.fromArray(F, c, c6).add(s6a).intoArray(c, c6);
            FloatVector.fromArray(F, c, c7).add(s7a).intoArray(c, c7);
        } else {
            FloatVector zero = FloatVector.zero(F);
            zero.add(s0a).intoArray(c, c0);
            zero.add(s1a).intoArray(c, c1);
            zero.add(s2a).intoArray(c, c2);
            zero.add(s3a).intoArray(c, c3);
            zero.add(s4a).intoArray(c, c4);
            zero.add(s5a).intoArray(c, c5);
            zero.add(s6a).intoArray(c, c6);
            zero.add(s7a).intoArray(c, c7);
        }
        if ((mode & (BIAS | RELU)) != 0) {
            finish(c, cBase, rowC, row, mode, bias, biasBase);
        }
    }

    /** Bias and ReLU, on what has just been written; a long method of its own, as that of {@link Tile6x2}. */
    private static void finish(float[] c, int cBase, int[] rowC, int row, int mode, float[] bias, int biasBase) {
        FloatVector zero = FloatVector.zero(F);
        // To add -0 changes no float, and none is less than minus infinity.
        FloatVector none = FloatVector.broadcast(F, -0f);
        FloatVector limit = (mode & RELU) != 0 ? zero : FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        int c0 = (cBase + rowC[row + 0]) * L;
        int c1 = (cBase + rowC[row + 1]) * L;
        int c2 = (cBase + rowC[row + 2]) * L;
        int c3 = (cBase + rowC[row + 3]) * L;
        int c4 = (cBase + rowC[row + 4]) * L;
        int c5 = (cBase + rowC[row + 5]) * L;
        int c6 = (cBase + rowC[row + 6]) * L;
        int c7 = (cBase + rowC[row + 7]) * L;
        FloatVector ya = (mode & BIAS) != 0 ? FloatVector.broadcast(F, bias[biasBase + 0]) : none;
        FloatVector s0a = FloatVector.fromArray(F, c, c0).add(ya);
        s0a.blend(zero, s0a.compare(VectorOperators.LT, limit)).intoArray(c, c0);
        FloatVector s1a = FloatVector.fromArray(F, c, c1).add(ya);
        s1a.blend(zero, s1a.compare(VectorOperators.LT, limit)).intoArray(c, c1);
        FloatVector s2a = FloatVector.fromArray(F, c, c2).add(ya);
        s2a.blend(zero, s2a.compare(VectorOperators.LT, limit)).intoArray(c, c2);
        FloatVector s3a = FloatVector.fromArray(F, c, c3).add(ya);
        s3a.blend(zero, s3a.compare(VectorOperators.LT, limit)).intoArray(c, c3);
        FloatVector s4a = FloatVector.fromArray(F, c, c4).add(ya);
        s4a.blend(zero, s4a.compare(VectorOperators.LT, limit)).intoArray(c, c4);
        FloatVector s5a = FloatVector.fromArray(F, c, c5).add(ya);
        s5a.blend(zero, s5a.compare(VectorOperators.LT, limit)).intoArray(c, c5);
        FloatVector s6a = FloatVector.fromArray(F, c, c6).add(ya);
        s6a.blend(zero, s6a.compare(VectorOperators.LT, limit)).intoArray(c, c6);
        FloatVector s7a = FloatVector.fromArray(F, c, c7).add(ya);
        s7a.blend(zero, s7a.compare(VectorOperators.LT, limit)).intoArray(c, c7);
    }
}
