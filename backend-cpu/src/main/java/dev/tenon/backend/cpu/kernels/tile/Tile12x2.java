package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A tile of 12 rows and two vectors of columns: 24 accumulators, two registers of B and one of A, made for machines
 * with 32 vector registers (AVX-512, NEON). 24 independent chains hide the latency of fma, and 14 loads feed 24 fma.
 *
 * <p>The accumulators are local variables, because C2 keeps vectors in registers only there. The code is long because it is
 * unrolled by hand; each line is one row of the tile.
 */
final class Tile12x2 implements Tile {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final int STEP = Specialization.step(MethodHandles.lookup());
    private static final int L = F.length();
    private static final int ROWS = 12;
    private static final int COLUMNS = 2 * L;

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
        int r0 = aBase + rowA[row + 0];
        int r1 = aBase + rowA[row + 1];
        int r2 = aBase + rowA[row + 2];
        int r3 = aBase + rowA[row + 3];
        int r4 = aBase + rowA[row + 4];
        int r5 = aBase + rowA[row + 5];
        int r6 = aBase + rowA[row + 6];
        int r7 = aBase + rowA[row + 7];
        int r8 = aBase + rowA[row + 8];
        int r9 = aBase + rowA[row + 9];
        int r10 = aBase + rowA[row + 10];
        int r11 = aBase + rowA[row + 11];
        FloatVector s0a = FloatVector.zero(F);
        FloatVector s0b = FloatVector.zero(F);
        FloatVector s1a = FloatVector.zero(F);
        FloatVector s1b = FloatVector.zero(F);
        FloatVector s2a = FloatVector.zero(F);
        FloatVector s2b = FloatVector.zero(F);
        FloatVector s3a = FloatVector.zero(F);
        FloatVector s3b = FloatVector.zero(F);
        FloatVector s4a = FloatVector.zero(F);
        FloatVector s4b = FloatVector.zero(F);
        FloatVector s5a = FloatVector.zero(F);
        FloatVector s5b = FloatVector.zero(F);
        FloatVector s6a = FloatVector.zero(F);
        FloatVector s6b = FloatVector.zero(F);
        FloatVector s7a = FloatVector.zero(F);
        FloatVector s7b = FloatVector.zero(F);
        FloatVector s8a = FloatVector.zero(F);
        FloatVector s8b = FloatVector.zero(F);
        FloatVector s9a = FloatVector.zero(F);
        FloatVector s9b = FloatVector.zero(F);
        FloatVector s10a = FloatVector.zero(F);
        FloatVector s10b = FloatVector.zero(F);
        FloatVector s11a = FloatVector.zero(F);
        FloatVector s11b = FloatVector.zero(F);
        for (int s = from; s < to; s += 3) {
            int shift = segments[s];
            int bi = bBase + segments[s + 1] * COLUMNS;
            int a0 = r0 + shift;
            int a1 = r1 + shift;
            int a2 = r2 + shift;
            int a3 = r3 + shift;
            int a4 = r4 + shift;
            int a5 = r5 + shift;
            int a6 = r6 + shift;
            int a7 = r7 + shift;
            int a8 = r8 + shift;
            int a9 = r9 + shift;
            int a10 = r10 + shift;
            int a11 = r11 + shift;
            int length = segments[s + 2];
            for (int k = 0; k < length; k++) {
                int q = k * (STEP == 0 ? aStep : STEP);
                int w = bi + k * COLUMNS;
                FloatVector ba = FloatVector.fromArray(F, b, w);
                FloatVector bb = FloatVector.fromArray(F, b, w + L);
                FloatVector x0 = FloatVector.broadcast(F, a[a0 + q]);
                s0a = x0.fma(ba, s0a);
                s0b = x0.fma(bb, s0b);
                FloatVector x1 = FloatVector.broadcast(F, a[a1 + q]);
                s1a = x1.fma(ba, s1a);
                s1b = x1.fma(bb, s1b);
                FloatVector x2 = FloatVector.broadcast(F, a[a2 + q]);
                s2a = x2.fma(ba, s2a);
                s2b = x2.fma(bb, s2b);
                FloatVector x3 = FloatVector.broadcast(F, a[a3 + q]);
                s3a = x3.fma(ba, s3a);
                s3b = x3.fma(bb, s3b);
                FloatVector x4 = FloatVector.broadcast(F, a[a4 + q]);
                s4a = x4.fma(ba, s4a);
                s4b = x4.fma(bb, s4b);
                FloatVector x5 = FloatVector.broadcast(F, a[a5 + q]);
                s5a = x5.fma(ba, s5a);
                s5b = x5.fma(bb, s5b);
                FloatVector x6 = FloatVector.broadcast(F, a[a6 + q]);
                s6a = x6.fma(ba, s6a);
                s6b = x6.fma(bb, s6b);
                FloatVector x7 = FloatVector.broadcast(F, a[a7 + q]);
                s7a = x7.fma(ba, s7a);
                s7b = x7.fma(bb, s7b);
                FloatVector x8 = FloatVector.broadcast(F, a[a8 + q]);
                s8a = x8.fma(ba, s8a);
                s8b = x8.fma(bb, s8b);
                FloatVector x9 = FloatVector.broadcast(F, a[a9 + q]);
                s9a = x9.fma(ba, s9a);
                s9b = x9.fma(bb, s9b);
                FloatVector x10 = FloatVector.broadcast(F, a[a10 + q]);
                s10a = x10.fma(ba, s10a);
                s10b = x10.fma(bb, s10b);
                FloatVector x11 = FloatVector.broadcast(F, a[a11 + q]);
                s11a = x11.fma(ba, s11a);
                s11b = x11.fma(bb, s11b);
            }
        }
        int c0 = cBase + rowC[row + 0];
        int c1 = cBase + rowC[row + 1];
        int c2 = cBase + rowC[row + 2];
        int c3 = cBase + rowC[row + 3];
        int c4 = cBase + rowC[row + 4];
        int c5 = cBase + rowC[row + 5];
        int c6 = cBase + rowC[row + 6];
        int c7 = cBase + rowC[row + 7];
        int c8 = cBase + rowC[row + 8];
        int c9 = cBase + rowC[row + 9];
        int c10 = cBase + rowC[row + 10];
        int c11 = cBase + rowC[row + 11];
        // The stores stand in both branches: after them, C2 would need a third more memory to bring the sums
        // together.
        if ((mode & ADD) != 0) {
            s0a = FloatVector.fromArray(F, c, c0).add(s0a);
            s0b = FloatVector.fromArray(F, c, c0 + L).add(s0b);
            s1a = FloatVector.fromArray(F, c, c1).add(s1a);
            s1b = FloatVector.fromArray(F, c, c1 + L).add(s1b);
            s2a = FloatVector.fromArray(F, c, c2).add(s2a);
            s2b = FloatVector.fromArray(F, c, c2 + L).add(s2b);
            s3a = FloatVector.fromArray(F, c, c3).add(s3a);
            s3b = FloatVector.fromArray(F, c, c3 + L).add(s3b);
            s4a = FloatVector.fromArray(F, c, c4).add(s4a);
            s4b = FloatVector.fromArray(F, c, c4 + L).add(s4b);
            s5a = FloatVector.fromArray(F, c, c5).add(s5a);
            s5b = FloatVector.fromArray(F, c, c5 + L).add(s5b);
            s6a = FloatVector.fromArray(F, c, c6).add(s6a);
            s6b = FloatVector.fromArray(F, c, c6 + L).add(s6b);
            s7a = FloatVector.fromArray(F, c, c7).add(s7a);
            s7b = FloatVector.fromArray(F, c, c7 + L).add(s7b);
            s8a = FloatVector.fromArray(F, c, c8).add(s8a);
            s8b = FloatVector.fromArray(F, c, c8 + L).add(s8b);
            s9a = FloatVector.fromArray(F, c, c9).add(s9a);
            s9b = FloatVector.fromArray(F, c, c9 + L).add(s9b);
            s10a = FloatVector.fromArray(F, c, c10).add(s10a);
            s10b = FloatVector.fromArray(F, c, c10 + L).add(s10b);
            s11a = FloatVector.fromArray(F, c, c11).add(s11a);
            s11b = FloatVector.fromArray(F, c, c11 + L).add(s11b);
            s0a.intoArray(c, c0);
            s0b.intoArray(c, c0 + L);
            s1a.intoArray(c, c1);
            s1b.intoArray(c, c1 + L);
            s2a.intoArray(c, c2);
            s2b.intoArray(c, c2 + L);
            s3a.intoArray(c, c3);
            s3b.intoArray(c, c3 + L);
            s4a.intoArray(c, c4);
            s4b.intoArray(c, c4 + L);
            s5a.intoArray(c, c5);
            s5b.intoArray(c, c5 + L);
            s6a.intoArray(c, c6);
            s6b.intoArray(c, c6 + L);
            s7a.intoArray(c, c7);
            s7b.intoArray(c, c7 + L);
            s8a.intoArray(c, c8);
            s8b.intoArray(c, c8 + L);
            s9a.intoArray(c, c9);
            s9b.intoArray(c, c9 + L);
            s10a.intoArray(c, c10);
            s10b.intoArray(c, c10 + L);
            s11a.intoArray(c, c11);
            s11b.intoArray(c, c11 + L);
        } else {
            FloatVector zero = FloatVector.zero(F);
            s0a = zero.add(s0a);
            s0b = zero.add(s0b);
            s1a = zero.add(s1a);
            s1b = zero.add(s1b);
            s2a = zero.add(s2a);
            s2b = zero.add(s2b);
            s3a = zero.add(s3a);
            s3b = zero.add(s3b);
            s4a = zero.add(s4a);
            s4b = zero.add(s4b);
            s5a = zero.add(s5a);
            s5b = zero.add(s5b);
            s6a = zero.add(s6a);
            s6b = zero.add(s6b);
            s7a = zero.add(s7a);
            s7b = zero.add(s7b);
            s8a = zero.add(s8a);
            s8b = zero.add(s8b);
            s9a = zero.add(s9a);
            s9b = zero.add(s9b);
            s10a = zero.add(s10a);
            s10b = zero.add(s10b);
            s11a = zero.add(s11a);
            s11b = zero.add(s11b);
            s0a.intoArray(c, c0);
            s0b.intoArray(c, c0 + L);
            s1a.intoArray(c, c1);
            s1b.intoArray(c, c1 + L);
            s2a.intoArray(c, c2);
            s2b.intoArray(c, c2 + L);
            s3a.intoArray(c, c3);
            s3b.intoArray(c, c3 + L);
            s4a.intoArray(c, c4);
            s4b.intoArray(c, c4 + L);
            s5a.intoArray(c, c5);
            s5b.intoArray(c, c5 + L);
            s6a.intoArray(c, c6);
            s6b.intoArray(c, c6 + L);
            s7a.intoArray(c, c7);
            s7b.intoArray(c, c7 + L);
            s8a.intoArray(c, c8);
            s8b.intoArray(c, c8 + L);
            s9a.intoArray(c, c9);
            s9b.intoArray(c, c9 + L);
            s10a.intoArray(c, c10);
            s10b.intoArray(c, c10 + L);
            s11a.intoArray(c, c11);
            s11b.intoArray(c, c11 + L);
        }
        if ((mode & (BIAS | RELU)) != 0) {
            finish(c, cBase, rowC, row, mode, bias, biasBase);
            finish(c, cBase, rowC, row + 6, mode, bias, biasBase);
        }
    }

    /**
     * Bias and ReLU, on six rows of what has just been written. In registers they would save little, but cost C2 twice the
     * memory. It is long, so that C2 leaves it a method of its own: within the tile, or as a loop, it makes the tile slower.
     */
    private static void finish(float[] c, int cBase, int[] rowC, int row, int mode, float[] bias, int biasBase) {
        FloatVector zero = FloatVector.zero(F);
        // To add -0 changes no float, and none is less than minus infinity.
        FloatVector none = FloatVector.broadcast(F, -0f);
        FloatVector limit = (mode & RELU) != 0 ? zero : FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        FloatVector ya = (mode & BIAS) != 0 ? FloatVector.fromArray(F, bias, biasBase) : none;
        FloatVector yb = (mode & BIAS) != 0 ? FloatVector.fromArray(F, bias, biasBase + L) : none;
        int c0 = cBase + rowC[row + 0];
        int c1 = cBase + rowC[row + 1];
        int c2 = cBase + rowC[row + 2];
        int c3 = cBase + rowC[row + 3];
        int c4 = cBase + rowC[row + 4];
        int c5 = cBase + rowC[row + 5];
        FloatVector s0a = FloatVector.fromArray(F, c, c0).add(ya);
        s0a.blend(zero, s0a.compare(VectorOperators.LT, limit)).intoArray(c, c0);
        FloatVector s0b = FloatVector.fromArray(F, c, c0 + L).add(yb);
        s0b.blend(zero, s0b.compare(VectorOperators.LT, limit)).intoArray(c, c0 + L);
        FloatVector s1a = FloatVector.fromArray(F, c, c1).add(ya);
        s1a.blend(zero, s1a.compare(VectorOperators.LT, limit)).intoArray(c, c1);
        FloatVector s1b = FloatVector.fromArray(F, c, c1 + L).add(yb);
        s1b.blend(zero, s1b.compare(VectorOperators.LT, limit)).intoArray(c, c1 + L);
        FloatVector s2a = FloatVector.fromArray(F, c, c2).add(ya);
        s2a.blend(zero, s2a.compare(VectorOperators.LT, limit)).intoArray(c, c2);
        FloatVector s2b = FloatVector.fromArray(F, c, c2 + L).add(yb);
        s2b.blend(zero, s2b.compare(VectorOperators.LT, limit)).intoArray(c, c2 + L);
        FloatVector s3a = FloatVector.fromArray(F, c, c3).add(ya);
        s3a.blend(zero, s3a.compare(VectorOperators.LT, limit)).intoArray(c, c3);
        FloatVector s3b = FloatVector.fromArray(F, c, c3 + L).add(yb);
        s3b.blend(zero, s3b.compare(VectorOperators.LT, limit)).intoArray(c, c3 + L);
        FloatVector s4a = FloatVector.fromArray(F, c, c4).add(ya);
        s4a.blend(zero, s4a.compare(VectorOperators.LT, limit)).intoArray(c, c4);
        FloatVector s4b = FloatVector.fromArray(F, c, c4 + L).add(yb);
        s4b.blend(zero, s4b.compare(VectorOperators.LT, limit)).intoArray(c, c4 + L);
        FloatVector s5a = FloatVector.fromArray(F, c, c5).add(ya);
        s5a.blend(zero, s5a.compare(VectorOperators.LT, limit)).intoArray(c, c5);
        FloatVector s5b = FloatVector.fromArray(F, c, c5 + L).add(yb);
        s5b.blend(zero, s5b.compare(VectorOperators.LT, limit)).intoArray(c, c5 + L);
    }
}
