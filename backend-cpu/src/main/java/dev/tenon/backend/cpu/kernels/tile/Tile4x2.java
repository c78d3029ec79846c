package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A {@linkplain PixelTiles tile of pixels}: 4 rows at one distance and two vectors of columns.
 *
 * <p>With more accumulators C2, to which the loads of a term are one block of code, would keep some of them in memory.
 */
final class Tile4x2 implements Tile {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());

    /** Distance of neighbouring rows in the left operand. */
    private static final int NEXT = Specialization.step(MethodHandles.lookup());

    private static final int L = F.length();
    private static final int ROWS = 4;
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
        int first = aBase + rowA[row];
        FloatVector s0a = FloatVector.zero(F);
        FloatVector s0b = FloatVector.zero(F);
        FloatVector s1a = FloatVector.zero(F);
        FloatVector s1b = FloatVector.zero(F);
        FloatVector s2a = FloatVector.zero(F);
        FloatVector s2b = FloatVector.zero(F);
        FloatVector s3a = FloatVector.zero(F);
        FloatVector s3b = FloatVector.zero(F);
        for (int s = from; s < to; s += 3) {
            int at = first + segments[s];
            int w = bBase + segments[s + 1] * COLUMNS;
            FloatVector ba = FloatVector.fromArray(F, b, w);
            FloatVector bb = FloatVector.fromArray(F, b, w + L);
            FloatVector x0 = FloatVector.broadcast(F, a[at]);
            s0a = x0.fma(ba, s0a);
            s0b = x0.fma(bb, s0b);
            FloatVector x1 = FloatVector.broadcast(F, a[at + NEXT]);
            s1a = x1.fma(ba, s1a);
            s1b = x1.fma(bb, s1b);
            FloatVector x2 = FloatVector.broadcast(F, a[at + 2 * NEXT]);
            s2a = x2.fma(ba, s2a);
            s2b = x2.fma(bb, s2b);
            FloatVector x3 = FloatVector.broadcast(F, a[at + 3 * NEXT]);
            s3a = x3.fma(ba, s3a);
            s3b = x3.fma(bb, s3b);
        }
        int c0 = cBase + rowC[row + 0];
        int c1 = cBase + rowC[row + 1];
        int c2 = cBase + rowC[row + 2];
        int c3 = cBase + rowC[row + 3];
        FloatVector zero = FloatVector.zero(F);
        // To add -0 changes no float, and none is less than minus infinity.
        FloatVector limit = (mode & RELU) != 0 ? zero : FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        FloatVector ya = (mode & BIAS) != 0 ? FloatVector.fromArray(F, bias, biasBase) : FloatVector.broadcast(F, -0f);
        FloatVector yb =
                (mode & BIAS) != 0 ? FloatVector.fromArray(F, bias, biasBase + L) : FloatVector.broadcast(F, -0f);
        if ((mode & ADD) != 0) {
            s0a = FloatVector.fromArray(F, c, c0).add(s0a).add(ya);
            s0b = FloatVector.fromArray(F, c, c0 + L).add(s0b).add(yb);
            s1a = FloatVector.fromArray(F, c, c1).add(s1a).add(ya);
            s1b = FloatVector.fromArray(F, c, c1 + L).add(s1b).add(yb);
            s2a = FloatVector.fromArray(F, c, c2).add(s2a).add(ya);
            s2b = FloatVector.fromArray(F, c, c2 + L).add(s2b).add(yb);
            s3a = FloatVector.fromArray(F, c, c3).add(s3a).add(ya);
            s3b = FloatVector.fromArray(F, c, c3 + L).add(s3b).add(yb);
        } else {
            s0a = zero.add(s0a).add(ya);
            s0b = zero.add(s0b).add(yb);
            s1a = zero.add(s1a).add(ya);
            s1b = zero.add(s1b).add(yb);
            s2a = zero.add(s2a).add(ya);
            s2b = zero.add(s2b).add(yb);
            s3a = zero.add(s3a).add(ya);
            s3b = zero.add(s3b).add(yb);
        }
        s0a.blend(zero, s0a.compare(VectorOperators.LT, limit)).intoArray(c, c0);
        s0b.blend(zero, s0b.compare(VectorOperators.LT, limit)).intoArray(c, c0 + L);
        s1a.blend(zero, s1a.compare(VectorOperators.LT, limit)).intoArray(c, c1);
        s1b.blend(zero, s1b.compare(VectorOperators.LT, limit)).intoArray(c, c1 + L);
        s2a.blend(zero, s2a.compare(VectorOperators.LT, limit)).intoArray(c, c2);
        s2b.blend(zero, s2b.compare(VectorOperators.LT, limit)).intoArray(c, c2 + L);
        s3a.blend(zero, s3a.compare(VectorOperators.LT, limit)).intoArray(c, c3);
        s3b.blend(zero, s3b.compare(VectorOperators.LT, limit)).intoArray(c, c3 + L);
    }
}
