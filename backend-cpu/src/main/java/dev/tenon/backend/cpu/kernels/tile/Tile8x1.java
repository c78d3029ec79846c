package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A {@linkplain PixelTiles tile of pixels}: 8 rows at one distance and one vector of columns.
 *
 * <p>With more accumulators C2, to which the loads of a term are one block of code, would keep some of them in memory.
 */
final class Tile8x1 implements Tile {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());

    /** Distance of neighbouring rows in the left operand. */
    private static final int NEXT = Specialization.step(MethodHandles.lookup());

    private static final int L = F.length();
    private static final int ROWS = 8;
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
        int first = aBase + rowA[row];
        FloatVector s0a = FloatVector.zero(F);
        FloatVector s1a = FloatVector.zero(F);
        FloatVector s2a = FloatVector.zero(F);
        FloatVector s3a = FloatVector.zero(F);
        FloatVector s4a = FloatVector.zero(F);
        FloatVector s5a = FloatVector.zero(F);
        FloatVector s6a = FloatVector.zero(F);
        FloatVector s7a = FloatVector.zero(F);
        for (int s = from; s < to; s += 3) {
            int at = first + segments[s];
            int w = bBase + segments[s + 1] * COLUMNS;
            FloatVector ba = FloatVector.fromArray(F, b, w);
            FloatVector x0 = FloatVector.broadcast(F, a[at]);
            s0a = x0.fma(ba, s0a);
            FloatVector x1 = FloatVector.broadcast(F, a[at + NEXT]);
            s1a = x1.fma(ba, s1a);
            FloatVector x2 = FloatVector.broadcast(F, a[at + 2 * NEXT]);
            s2a = x2.fma(ba, s2a);
            FloatVector x3 = FloatVector.broadcast(F, a[at + 3 * NEXT]);
            s3a = x3.fma(ba, s3a);
            FloatVector x4 = FloatVector.broadcast(F, a[at + 4 * NEXT]);
            s4a = x4.fma(ba, s4a);
            FloatVector x5 = FloatVector.broadcast(F, a[at + 5 * NEXT]);
            s5a = x5.fma(ba, s5a);
            FloatVector x6 = FloatVector.broadcast(F, a[at + 6 * NEXT]);
            s6a = x6.fma(ba, s6a);
            FloatVector x7 = FloatVector.broadcast(F, a[at + 7 * NEXT]);
            s7a = x7.fma(ba, s7a);
        }
        int c0 = cBase + rowC[row + 0];
        int c1 = cBase + rowC[row + 1];
        int c2 = cBase + rowC[row + 2];
        int c3 = cBase + rowC[row + 3];
        int c4 = cBase + rowC[row + 4];
        int c5 = cBase + rowC[row + 5];
        int c6 = cBase + rowC[row + 6];
        int c7 = cBase + rowC[row + 7];
        FloatVector zero = FloatVector.zero(F);
        // To add -0 changes no float, and none is less than minus infinity.
        FloatVector limit = (mode & RELU) != 0 ? zero : FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        FloatVector ya = (mode & BIAS) != 0 ? FloatVector.fromArray(F, bias, biasBase) : FloatVector.broadcast(F, -0f);
        if ((mode & ADD) != 0) {
            s0a = FloatVector.fromArray(F, c, c0).add(s0a).add(ya);
            s1a = FloatVector.fromArray(F, c, c1).add(s1a).add(ya);
            s2a = FloatVector.fromArray(F, c, c2).add(s2a).add(ya);
            s3a = FloatVector.fromArray(F, c, c3).add(s3a).add(ya);
            s4a = FloatVector.fromArray(F, c, c4).add(s4a).add(ya);
            s5a = FloatVector.fromArray(F, c, c5).add(s5a).add(ya);
            s6a = FloatVector.fromArray(F, c, c6).add(s6a).add(ya);
            s7a = FloatVector.fromArray(F, c, c7).add(s7a).add(ya);
        } else {
            s0a = zero.add(s0a).add(ya);
            s1a = zero.add(s1a).add(ya);
            s2a = zero.add(s2a).add(ya);
            s3a = zero.add(s3a).add(ya);
            s4a = zero.add(s4a).add(ya);
            s5a = zero.add(s5a).add(ya);
            s6a = zero.add(s6a).add(ya);
            s7a = zero.add(s7a).add(ya);
        }
        s0a.blend(zero, s0a.compare(VectorOperators.LT, limit)).intoArray(c, c0);
        s1a.blend(zero, s1a.compare(VectorOperators.LT, limit)).intoArray(c, c1);
        s2a.blend(zero, s2a.compare(VectorOperators.LT, limit)).intoArray(c, c2);
        s3a.blend(zero, s3a.compare(VectorOperators.LT, limit)).intoArray(c, c3);
        s4a.blend(zero, s4a.compare(VectorOperators.LT, limit)).intoArray(c, c4);
        s5a.blend(zero, s5a.compare(VectorOperators.LT, limit)).intoArray(c, c5);
        s6a.blend(zero, s6a.compare(VectorOperators.LT, limit)).intoArray(c, c6);
        s7a.blend(zero, s7a.compare(VectorOperators.LT, limit)).intoArray(c, c7);
    }
}
