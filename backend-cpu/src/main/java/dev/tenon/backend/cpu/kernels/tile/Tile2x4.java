package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A tile of 2 rows and four vectors of columns, for results of few rows, such as a dense layer's for one image: there
 * most rows of a taller tile would be the same one again. Eight accumulators are as many as hide the latency of fma.
 *
 * <p>The accumulators are local variables, because C2 keeps vectors in registers only there. The code is long because it is
 * unrolled by hand.
 */
final class Tile2x4 implements Tile {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final int STEP = Specialization.step(MethodHandles.lookup());
    private static final int L = F.length();
    private static final int ROWS = 2;
    private static final int COLUMNS = 4 * L;

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
        FloatVector s0a = FloatVector.zero(F);
        FloatVector s0b = FloatVector.zero(F);
        FloatVector s0c = FloatVector.zero(F);
        FloatVector s0d = FloatVector.zero(F);
        FloatVector s1a = FloatVector.zero(F);
        FloatVector s1b = FloatVector.zero(F);
        FloatVector s1c = FloatVector.zero(F);
        FloatVector s1d = FloatVector.zero(F);
        for (int s = from; s < to; s += 3) {
            int shift = segments[s];
            int bi = bBase + segments[s + 1] * COLUMNS;
            int a0 = r0 + shift;
            int a1 = r1 + shift;
            int length = segments[s + 2];
            for (int k = 0; k < length; k++) {
                int q = k * (STEP == 0 ? aStep : STEP);
                int w = bi + k * COLUMNS;
                FloatVector x0 = FloatVector.broadcast(F, a[a0 + q]);
                FloatVector x1 = FloatVector.broadcast(F, a[a1 + q]);
                FloatVector ba = FloatVector.fromArray(F, b, w);
                s0a = x0.fma(ba, s0a);
                s1a = x1.fma(ba, s1a);
                FloatVector bb = FloatVector.fromArray(F, b, w + L);
                s0b = x0.fma(bb, s0b);
                s1b = x1.fma(bb, s1b);
                FloatVector bc = FloatVector.fromArray(F, b, w + 2 * L);
                s0c = x0.fma(bc, s0c);
                s1c = x1.fma(bc, s1c);
                FloatVector bd = FloatVector.fromArray(F, b, w + 3 * L);
                s0d = x0.fma(bd, s0d);
                s1d = x1.fma(bd, s1d);
            }
        }
        int c0 = cBase + rowC[row + 0];
        int c1 = cBase + rowC[row + 1];
        // The stores stand in both branches: after them, C2 would need a third more memory to bring the sums
        // together.
        if ((mode & ADD) != 0) {
            s0a = FloatVector.fromArray(F, c, c0).add(s0a);
            s0b = FloatVector.fromArray(F, c, c0 + L).add(s0b);
            s0c = FloatVector.fromArray(F, c, c0 + 2 * L).add(s0c);
            s0d = FloatVector.fromArray(F, c, c0 + 3 * L).add(s0d);
            s1a = FloatVector.fromArray(F, c, c1).add(s1a);
            s1b = FloatVector.fromArray(F, c, c1 + L).add(s1b);
            s1c = FloatVector.fromArray(F, c, c1 + 2 * L).add(s1c);
            s1d = FloatVector.fromArray(F, c, c1 + 3 * L).add(s1d);
            s0a.intoArray(c, c0);
            s0b.intoArray(c, c0 + L);
            s0c.intoArray(c, c0 + 2 * L);
            s0d.intoArray(c, c0 + 3 * L);
            s1a.intoArray(c, c1);
            s1b.intoArray(c, c1 + L);
            s1c.intoArray(c, c1 + 2 * L);
            s1d.intoArray(c, c1 + 3 * L);
        } else {
            FloatVector zero = FloatVector.zero(F);
            s0a = zero.add(s0a);
            s0b = zero.add(s0b);
            s0c = zero.add(s0c);
            s0d = zero.add(s0d);
            s1a = zero.add(s1a);
            s1b = zero.add(s1b);
            s1c = zero.add(s1c);
            s1d = zero.add(s1d);
            s0a.intoArray(c, c0);
            s0b.intoArray(c, c0 + L);
            s0c.intoArray(c, c0 + 2 * L);
            s0d.intoArray(c, c0 + 3 * L);
            s1a.intoArray(c, c1);
            s1b.intoArray(c, c1 + L);
            s1c.intoArray(c, c1 + 2 * L);
            s1d.intoArray(c, c1 + 3 * L);
        }
        if ((mode & (BIAS | RELU)) != 0) {
            finish(c, cBase, rowC, row, mode, bias, biasBase);
        }
    }

    /**
     * Bias and ReLU, on what has just been written. It is long, so that C2 leaves it a method of its own: within the
     * tile, or as a loop, it makes the tile slower.
     */
    private static void finish(float[] c, int cBase, int[] rowC, int row, int mode, float[] bias, int biasBase) {
        FloatVector zero = FloatVector.zero(F);
        // To add -0 changes no float, and none is less than minus infinity.
        FloatVector none = FloatVector.broadcast(F, -0f);
        FloatVector limit = (mode & RELU) != 0 ? zero : FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        FloatVector ya = (mode & BIAS) != 0 ? FloatVector.fromArray(F, bias, biasBase) : none;
        FloatVector yb = (mode & BIAS) != 0 ? FloatVector.fromArray(F, bias, biasBase + L) : none;
        FloatVector yc = (mode & BIAS) != 0 ? FloatVector.fromArray(F, bias, biasBase + 2 * L) : none;
        FloatVector yd = (mode & BIAS) != 0 ? FloatVector.fromArray(F, bias, biasBase + 3 * L) : none;
        int c0 = cBase + rowC[row + 0];
        int c1 = cBase + rowC[row + 1];
        FloatVector s0a = FloatVector.fromArray(F, c, c0).add(ya);
        s0a.blend(zero, s0a.compare(VectorOperators.LT, limit)).intoArray(c, c0);
        FloatVector s0b = FloatVector.fromArray(F, c, c0 + L).add(yb);
        s0b.blend(zero, s0b.compare(VectorOperators.LT, limit)).intoArray(c, c0 + L);
        FloatVector s0c = FloatVector.fromArray(F, c, c0 + 2 * L).add(yc);
        s0c.blend(zero, s0c.compare(VectorOperators.LT, limit)).intoArray(c, c0 + 2 * L);
        FloatVector s0d = FloatVector.fromArray(F, c, c0 + 3 * L).add(yd);
        s0d.blend(zero, s0d.compare(VectorOperators.LT, limit)).intoArray(c, c0 + 3 * L);
        FloatVector s1a = FloatVector.fromArray(F, c, c1).add(ya);
        s1a.blend(zero, s1a.compare(VectorOperators.LT, limit)).intoArray(c, c1);
        FloatVector s1b = FloatVector.fromArray(F, c, c1 + L).add(yb);
        s1b.blend(zero, s1b.compare(VectorOperators.LT, limit)).intoArray(c, c1 + L);
        FloatVector s1c = FloatVector.fromArray(F, c, c1 + 2 * L).add(yc);
        s1c.blend(zero, s1c.compare(VectorOperators.LT, limit)).intoArray(c, c1 + 2 * L);
        FloatVector s1d = FloatVector.fromArray(F, c, c1 + 3 * L).add(yd);
        s1d.blend(zero, s1d.compare(VectorOperators.LT, limit)).intoArray(c, c1 + 3 * L);
    }
}
