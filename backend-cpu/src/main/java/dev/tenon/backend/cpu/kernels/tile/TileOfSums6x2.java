package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A {@link SumTile} of 6 rows and 2 columns, for results of few columns. */
final class TileOfSums6x2 implements SumTile {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final int L = F.length();
    private static final int ROWS = 6;
    private static final int COLUMNS = 2;

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
            int bStep,
            float[] c,
            int cBase,
            int cStep) {
        int r0 = (aBase + rowA[row + 0]) * L;
        int r1 = (aBase + rowA[row + 1]) * L;
        int r2 = (aBase + rowA[row + 2]) * L;
        int r3 = (aBase + rowA[row + 3]) * L;
        int r4 = (aBase + rowA[row + 4]) * L;
        int r5 = (aBase + rowA[row + 5]) * L;
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
            int shift = segments[s] * L;
            int bi = (bBase + segments[s + 1] * bStep) * L;
            int a0 = r0 + shift;
            int a1 = r1 + shift;
            int a2 = r2 + shift;
            int a3 = r3 + shift;
            int a4 = r4 + shift;
            int a5 = r5 + shift;
            int length = segments[s + 2];
            for (int k = 0; k < length; k++) {
                int q = k * aStep * L;
                int w = bi + k * bStep * L;
                FloatVector ba = FloatVector.fromArray(F, b, w);
                FloatVector bb = FloatVector.fromArray(F, b, w + 1 * L);
                FloatVector x0 = FloatVector.fromArray(F, a, a0 + q);
                s0a = x0.fma(ba, s0a);
                s0b = x0.fma(bb, s0b);
                FloatVector x1 = FloatVector.fromArray(F, a, a1 + q);
                s1a = x1.fma(ba, s1a);
                s1b = x1.fma(bb, s1b);
                FloatVector x2 = FloatVector.fromArray(F, a, a2 + q);
                s2a = x2.fma(ba, s2a);
                s2b = x2.fma(bb, s2b);
                FloatVector x3 = FloatVector.fromArray(F, a, a3 + q);
                s3a = x3.fma(ba, s3a);
                s3b = x3.fma(bb, s3b);
                FloatVector x4 = FloatVector.fromArray(F, a, a4 + q);
                s4a = x4.fma(ba, s4a);
                s4b = x4.fma(bb, s4b);
                FloatVector x5 = FloatVector.fromArray(F, a, a5 + q);
                s5a = x5.fma(ba, s5a);
                s5b = x5.fma(bb, s5b);
            }
        }
        FloatVector zero = FloatVector.zero(F);
        int c0 = ((row + 0) * cStep + cBase) * L;
        zero.add(s0a).intoArray(c, c0);
        zero.add(s0b).intoArray(c, c0 + 1 * L);
        int c1 = ((row + 1) * cStep + cBase) * L;
        zero.add(s1a).intoArray(c, c1);
        zero.add(s1b).intoArray(c, c1 + 1 * L);
        int c2 = ((row + 2) * cStep + cBase) * L;
        zero.add(s2a).intoArray(c, c2);
        zero.add(s2b).intoArray(c, c2 + 1 * L);
        int c3 = ((row + 3) * cStep + cBase) * L;
        zero.add(s3a).intoArray(c, c3);
        zero.add(s3b).intoArray(c, c3 + 1 * L);
        int c4 = ((row + 4) * cStep + cBase) * L;
        zero.add(s4a).intoArray(c, c4);
        zero.add(s4b).intoArray(c, c4 + 1 * L);
        int c5 = ((row + 5) * cStep + cBase) * L;
        zero.add(s5a).intoArray(c, c5);
        zero.add(s5b).intoArray(c, c5 + 1 * L);
    }
}
