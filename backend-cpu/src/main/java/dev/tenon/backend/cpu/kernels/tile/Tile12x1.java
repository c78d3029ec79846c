package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A tile of 12 rows and one vector of columns, for results with few columns.
 *
 * <p>The accumulators are local variables, because C2 keeps vectors in registers only there. The code is long because it is
 * unrolled by hand; each line is one row of the tile.
 */
final class Tile12x1 implements Tile {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final int STEP = Specialization.step(MethodHandles.lookup());
    private static final int L = F.length();
    private static final int ROWS = 12;
    private static final int COLUMNS = L;

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
        FloatVector s1a = FloatVector.zero(F);
        FloatVector s2a = FloatVector.zero(F);
        FloatVector s3a = FloatVector.zero(F);
        FloatVector s4a = FloatVector.zero(F);
        FloatVector s5a = FloatVector.zero(F);
        FloatVector s6a = FloatVector.zero(F);
        FloatVector s7a = FloatVector.zero(F);
        FloatVector s8a = FloatVector.zero(F);
        FloatVector s9a = FloatVector.zero(F);
        FloatVector s10a = FloatVector.zero(F);
        FloatVector s11a = FloatVector.zero(F);
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
                FloatVector x0 = FloatVector.broadcast(F, a[a0 + q]);
                s0a = x0.fma(ba, s0a);
                FloatVector x1 = FloatVector.broadcast(F, a[a1 + q]);
                s1a = x1.fma(ba, s1a);
                FloatVector x2 = FloatVector.broadcast(F, a[a2 + q]);
                s2a = x2.fma(ba, s2a);
                FloatVector x3 = FloatVector.broadcast(F, a[a3 + q]);
                s3a = x3.fma(ba, s3a);
                FloatVector x4 = FloatVector.broadcast(F, a[a4 + q]);
                s4a = x4.fma(ba, s4a);
                FloatVector x5 = FloatVector.broadcast(F, a[a5 + q]);
                s5a = x5.fma(ba, s5a);
                FloatVector x6 = FloatVector.broadcast(F, a[a6 + q]);
                s6a = x6.fma(ba, s6a);
                FloatVector x7 = FloatVector.broadcast(F, a[a7 + q]);
                s7a = x7.fma(ba, s7a);
                FloatVector x8 = FloatVector.broadcast(F, a[a8 + q]);
                s8a = x8.fma(ba, s8a);
                FloatVector x9 = FloatVector.broadcast(F, a[a9 + q]);
                s9a = x9.fma(ba, s9a);
                FloatVector x10 = FloatVector.broadcast(F, a[a10 + q]);
                s10a = x10.fma(ba, s10a);
                FloatVector x11 = FloatVector.broadcast(F, a[a11 + q]);
                s11a = x11.fma(ba, s11a);
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
            s1a = FloatVector.fromArray(F, c, c1).add(s1a);
            s2a = FloatVector.fromArray(F, c, c2).add(s2a);
            s3a = FloatVector.fromArray(F, c, c3).add(s3a);
            s4a = FloatVector.fromArray(F, c, c4).add(s4a);
            s5a = FloatVector.fromArray(F, c, c5).add(s5a);
            s6a = FloatVector.fromArray(F, c, c6).add(s6a);
            s7a = FloatVector.fromArray(F, c, c7).add(s7a);
            s8a = FloatVector.fromArray(F, c, c8).add(s8a);
            s9a = FloatVector.fromArray(F, c, c9).add(s9a);
            s10a = FloatVector.fromArray(F, c, c10).add(s10a);
            s11a = FloatVector.fromArray(F, c, c11).add(s11a);
            s0a.intoArray(c, c0);
            s1a.intoArray(c, c1);
            s2a.intoArray(c, c2);
            s3a.intoArray(c, c3);
            s4a.intoArray(c, c4);
            s5a.intoArray(c, c5);
            s6a.intoArray(c, c6);
            s7a.intoArray(c, c7);
            s8a.intoArray(c, c8);
            s9a.intoArray(c, c9);
            s10a.intoArray(c, c10);
            s11a.intoArray(c, c11);
        } else {
            FloatVector zero = FloatVector.zero(F);
            s0a = zero.add(s0a);
            s1a = zero.add(s1a);
            s2a = zero.add(s2a);
            s3a = zero.add(s3a);
            s4a = zero.add(s4a);
            s5a = zero.add(s5a);
            s6a = zero.add(s6a);
            s7a = zero.add(s7a);
            s8a = zero.add(s8a);
            s9a = zero.add(s9a);
            s10a = zero.add(s10a);
            s11a = zero.add(s11a);
            s0a.intoArray(c, c0);
            s1a.intoArray(c, c1);
            s2a.intoArray(c, c2);
            s3a.intoArray(c, c3);
            s4a.intoArray(c, c4);
            s5a.intoArray(c, c5);
            s6a.intoArray(c, c6);
            s7a.intoArray(c, c7);
            s8a.intoArray(c, c8);
            s9a.intoArray(c, c9);
            s10a.intoArray(c, c10);
            s11a.intoArray(c, c11);
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
        FloatVector s8a = FloatVector.fromArray(F, c, c8).add(ya);
        s8a.blend(zero, s8a.compare(VectorOperators.LT, limit)).intoArray(c, c8);
        FloatVector s9a = FloatVector.fromArray(F, c, c9).add(ya);
        s9a.blend(zero, s9a.compare(VectorOperators.LT, limit)).intoArray(c, c9);
        FloatVector s10a = FloatVector.fromArray(F, c, c10).add(ya);
        s10a.blend(zero, s10a.compare(VectorOperators.LT, limit)).intoArray(c, c10);
        FloatVector s11a = FloatVector.fromArray(F, c, c11).add(ya);
        s11a.blend(zero, s11a.compare(VectorOperators.LT, limit)).intoArray(c, c11);
    }
}
