package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A tile of 6 rows and two vectors of columns: 12 accumulators, two registers of B and one of A, made for machines
 * with 16 vector registers (AVX2, SSE).
 *
 * <p>The accumulators are local variables, because C2 keeps vectors in registers only there. The code is long because it is
 * unrolled by hand; each line is one row of the tile.
 */
final class Tile6x2 implements Tile {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final int STEP = Specialization.step(MethodHandles.lookup());
    private static final int L = F.length();
    private static final int ROWS = 6;
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
        for (int s = from; s < to; s += 3) {
            int shift = segments[s];
            int bi = bBase + segments[s + 1] * COLUMNS;
            int a0 = r0 + shift;
            int a1 = r1 + shift;
            int a2 = r2 + shift;
            int a3 = r3 + shift;
            int a4 = r4 + shift;
            int a5 = r5 + shift;
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
            }
        }
        int c0 = cBase + rowC[row + 0];
        int c1 = cBase + rowC[row + 1];
        int c2 = cBase + rowC[row + 2];
        int c3 = cBase + rowC[row + 3];
        int c4 = cBase + rowC[row + 4];
        int c5 = cBase + rowC[row + 5];
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
        }
        if ((mode & (BIAS | RELU)) != 0) {
            finish(c, cBase, rowC, row, mode, bias, biasBase);
        }
    }

    /**
     * Bias and ReLU, on what has just been written. In registers they would save little, but cost C2 twice the
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
