package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A {@link SumTile} of 6 rows and 4 columns, for 32 vector registers. */
final class TileOfSums6x4 implements SumTile {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final int L = F.length();
    private static final int ROWS = 6;
    private static final int COLUMNS = 4;

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
        FloatVector s0c = FloatVector.zero(F);
        FloatVector s0d = FloatVector.zero(F);
        FloatVector s1a = FloatVector.zero(F);
        FloatVector s1b = FloatVector.zero(F);
        FloatVector s1c = FloatVector.zero(F);
        FloatVector s1d = FloatVector.zero(F);
        FloatVector s2a = FloatVector.zero(F);
        FloatVector s2b = FloatVector.zero(F);
        FloatVector s2c = FloatVector.zero(F);
        FloatVector s2d = FloatVector.zero(F);
        FloatVector s3a = FloatVector.zero(F);
        FloatVector s3b = FloatVector.zero(F);
        FloatVector s3c = FloatVector.zero(F);
        FloatVector s3d = FloatVector.zero(F);
        FloatVector s4a = FloatVector.zero(F);
        FloatVector s4b = FloatVector.zero(F);
        FloatVector s4c = FloatVector.zero(F);
        FloatVector s4d = FloatVector.zero(F);
        FloatVector s5a = FloatVector.zero(F);
        FloatVector s5b = FloatVector.zero(F);
        FloatVector s5c = FloatVector.zero(F);
        FloatVector s5d = FloatVector.zero(F);
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
                FloatVector bc = FloatVector.fromArray(F, b, w + 2 * L);
                FloatVector bd = FloatVector.fromArray(F, b, w + 3 * L);
                FloatVector x0 = FloatVector.fromArray(F, a, a0 + q);
                s0a = x0.fma(ba, s0a);
                s0b = x0.fma(bb, s0b);
                s0c = x0.fma(bc, s0c);
                s0d = x0.fma(bd, s0d);
                FloatVector x1 = FloatVector.fromArray(F, a, a1 + q);
                s1a = x1.fma(ba, s1a);
                s1b = x1.fma(bb, s1b);
                s1c = x1.fma(bc, s1c);
                s1d = x1.fma(bd, s1d);
                FloatVector x2 = FloatVector.fromArray(F, a, a2 + q);
                s2a = x2.fma(ba, s2a);
                s2b = x2.fma(bb, s2b);
                s2c = x2.fma(bc, s2c);
                s2d = x2.fma(bd, s2d);
                FloatVector x3 = FloatVector.fromArray(F, a, a3 + q);
                s3a = x3.fma(ba, s3a);
                s3b = x3.fma(bb, s3b);
                s3c = x3.fma(bc, s3c);
                s3d = x3.fma(bd, s3d);
                FloatVector x4 = FloatVector.fromArray(F, a, a4 + q);
                s4a = x4.fma(ba, s4a);
                s4b = x4.fma(bb, s4b);
                s4c = x4.fma(bc, s4c);
                s4d = x4.fma(bd, s4d);
                FloatVector x5 = FloatVector.fromArray(F, a, a5 + q);
                s5a = x5.fma(ba, s5a);
                s5b = x5.fma(bb, s5b);
                s5c = x5.fma(bc, s5c);
                s5d = x5.fma(bd, s5d);
            }
        }
        FloatVector zero = FloatVector.zero(F);
        int c0 = ((row + 0) * cStep + cBase) * L;
        zero.add(s0a).intoArray(c, c0);
        zero.add(s0b).intoArray(c, c0 + 1 * L);
        zero.add(s0c).intoArray(c, c0 + 2 * L);
        zero.add(s0d).intoArray(c, c0 + 3 * L);
        int c1 = ((row + 1) * cStep + cBase) * L;
        zero.add(s1a).intoArray(c, c1);
        zero.add(s1b).intoArray(c, c1 + 1 * L);
        zero.add(s1c).intoArray(c, c1 + 2 * L);
        zero.add(s1d).intoArray(c, c1 + 3 * L);
        int c2 = ((row + 2) * cStep + cBase) * L;
        zero.add(s2a).intoArray(c, c2);
        zero.add(s2b).intoArray(c, c2 + 1 * L);
        zero.add(s2c).intoArray(c, c2 + 2 * L);
        zero.add(s2d).intoArray(c, c2 + 3 * L);
        int c3 = ((row + 3) * cStep + cBase) * L;
        zero.add(s3a).intoArray(c, c3);
        zero.add(s3b).intoArray(c, c3 + 1 * L);
        zero.add(s3c).intoArray(c, c3 + 2 * L);
        zero.add(s3d).intoArray(c, c3 + 3 * L);
        int c4 = ((row + 4) * cStep + cBase) * L;
        zero.add(s4a).intoArray(c, c4);
        zero.add(s4b).intoArray(c, c4 + 1 * L);
        zero.add(s4c).intoArray(c, c4 + 2 * L);
        zero.add(s4d).intoArray(c, c4 + 3 * L);
        int c5 = ((row + 5) * cStep + cBase) * L;
        zero.add(s5a).intoArray(c, c5);
        zero.add(s5b).intoArray(c, c5 + 1 * L);
        zero.add(s5c).intoArray(c, c5 + 2 * L);
        zero.add(s5d).intoArray(c, c5 + 3 * L);
    }
}
