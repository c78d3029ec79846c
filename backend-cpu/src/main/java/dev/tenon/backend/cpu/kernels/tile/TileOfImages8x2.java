package dev.tenon.backend.cpu.kernels.tile;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** A {@linkplain ImageTiles tile of images}: 8 columns for two rows. */
final class TileOfImages8x2 implements Tile {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final int L = F.length();
    private static final int ROWS = 2;
    private static final int COLUMNS = 8;

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
        FloatVector s0a = FloatVector.zero(F);
        FloatVector s0b = FloatVector.zero(F);
        FloatVector s0c = FloatVector.zero(F);
        FloatVector s0d = FloatVector.zero(F);
        FloatVector s0e = FloatVector.zero(F);
        FloatVector s0f = FloatVector.zero(F);
        FloatVector s0g = FloatVector.zero(F);
        FloatVector s0h = FloatVector.zero(F);
        FloatVector s1a = FloatVector.zero(F);
        FloatVector s1b = FloatVector.zero(F);
        FloatVector s1c = FloatVector.zero(F);
        FloatVector s1d = FloatVector.zero(F);
        FloatVector s1e = FloatVector.zero(F);
        FloatVector s1f = FloatVector.zero(F);
        FloatVector s1g = FloatVector.zero(F);
        FloatVector s1h = FloatVector.zero(F);
        for (int s = from; s < to; s += 3) {
            int shift = segments[s] * L;
            int bi = bBase + segments[s + 1] * COLUMNS;
            int a0 = r0 + shift;
            int a1 = r1 + shift;
            int length = segments[s + 2];
            for (int k = 0; k < length; k++) {
                int q = k * L;
                int w = bi + k * COLUMNS;
                FloatVector x0 = FloatVector.fromArray(F, a, a0 + q);
                FloatVector x1 = FloatVector.fromArray(F, a, a1 + q);
                FloatVector ba = FloatVector.broadcast(F, b[w + 0]);
                s0a = ba.fma(x0, s0a);
                s1a = ba.fma(x1, s1a);
                FloatVector bb = FloatVector.broadcast(F, b[w + 1]);
                s0b = bb.fma(x0, s0b);
                s1b = bb.fma(x1, s1b);
                FloatVector bc = FloatVector.broadcast(F, b[w + 2]);
                s0c = bc.fma(x0, s0c);
                s1c = bc.fma(x1, s1c);
                FloatVector bd = FloatVector.broadcast(F, b[w + 3]);
                s0d = bd.fma(x0, s0d);
                s1d = bd.fma(x1, s1d);
                FloatVector be = FloatVector.broadcast(F, b[w + 4]);
                s0e = be.fma(x0, s0e);
                s1e = be.fma(x1, s1e);
                FloatVector bf = FloatVector.broadcast(F, b[w + 5]);
                s0f = bf.fma(x0, s0f);
                s1f = bf.fma(x1, s1f);
                FloatVector bg = FloatVector.broadcast(F, b[w + 6]);
                s0g = bg.fma(x0, s0g);
                s1g = bg.fma(x1, s1g);
                FloatVector bh = FloatVector.broadcast(F, b[w + 7]);
                s0h = bh.fma(x0, s0h);
                s1h = bh.fma(x1, s1h);
            }
        }
        int c0 = (cBase + rowC[row + 0]) * L;
        int c1 = (cBase + rowC[row + 1]) * L;
        // The stores stand in both branches: after them, C2 would need more memory to bring the sums together.
        if ((mode & ADD) != 0) {
            FloatVector.fromArray(F, c, c0).add(s0a).intoArray(c, c0);
            FloatVector.fromArray(F, c, c0 + 1 * L).add(s0b).intoArray(c, c0 + 1 * L);
            FloatVector.fromArray(F, c, c0 + 2 * L).add(s0c).intoArray(c, c0 + 2 * L);
            FloatVector.fromArray(F, c, c0 + 3 * L).add(s0d).intoArray(c, c0 + 3 * L);
            FloatVector.fromArray(F, c, c0 + 4 * L).add(s0e).intoArray(c, c0 + 4 * L);
            FloatVector.fromArray(F, c, c0 + 5 * L).add(s0f).intoArray(c, c0 + 5 * L);
            FloatVector.fromArray(F, c, c0 + 6 * L).add(s0g).intoArray(c, c0 + 6 * L);
            FloatVector.fromArray(F, c, c0 + 7 * L).add(s0h).intoArray(c, c0 + 7 * L);
            FloatVector.fromArray(F, c, c1).add(s1a).intoArray(c, c1);
            FloatVector.fromArray(F, c, c1 + 1 * L).add(s1b).intoArray(c, c1 + 1 * L);
            FloatVector.fromArray(F, c, c1 + 2 * L).add(s1c).intoArray(c, c1 + 2 * L);
            FloatVector.fromArray(F, c, c1 + 3 * L).add(s1d).intoArray(c, c1 + 3 * L);
            FloatVector.fromArray(F, c, c1 + 4 * L).add(s1e).intoArray(c, c1 + 4 * L);
            FloatVector.fromArray(F, c, c1 + 5 * L).add(s1f).intoArray(c, c1 + 5 * L);
            FloatVector.fromArray(F, c, c1 + 6 * L).add(s1g).intoArray(c, c1 + 6 * L);
            FloatVector.fromArray(F, c, c1 + 7 * L).add(s1h).intoArray(c, c1 + 7 * L);
        } else {
            FloatVector zero = FloatVector.zero(F);
            zero.add(s0a).intoArray(c, c0);
            zero.add(s0b).intoArray(c, c0 + 1 * L);
            zero.add(s0c).intoArray(c, c0 + 2 * L);
            zero.add(s0d).intoArray(c, c0 + 3 * L);
            zero.add(s0e).intoArray(c, c0 + 4 * L);
            zero.add(s0f).intoArray(c, c0 + 5 * L);
            zero.add(s0g).intoArray(c, c0 + 6 * L);
            zero.add(s0h).intoArray(c, c0 + 7 * L);
            zero.add(s1a).intoArray(c, c1);
            zero.add(s1b).intoArray(c, c1 + 1 * L);
            zero.add(s1c).intoArray(c, c1 + 2 * L);
            zero.add(s1d).intoArray(c, c1 + 3 * L);
            zero.add(s1e).intoArray(c, c1 + 4 * L);
            zero.add(s1f).intoArray(c, c1 + 5 * L);
            zero.add(s1g).intoArray(c, c1 + 6 * L);
            zero.add(s1h).intoArray(c, c1 + 7 * L);
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
        FloatVector ya = (mode & BIAS) != 0 ? FloatVector.broadcast(F, bias[biasBase + 0]) : none;
        FloatVector s0a = FloatVector.fromArray(F, c, c0).add(ya);
        s0a.blend(zero, s0a.compare(VectorOperators.LT, limit)).intoArray(c, c0);
        FloatVector s1a = FloatVector.fromArray(F, c, c1).add(ya);
        s1a.blend(zero, s1a.compare(VectorOperators.LT, limit)).intoArray(c, c1);
        FloatVector yb = (mode & BIAS) != 0 ? FloatVector.broadcast(F, bias[biasBase + 1]) : none;
        FloatVector s0b = FloatVector.fromArray(F, c, c0 + 1 * L).add(yb);
        s0b.blend(zero, s0b.compare(VectorOperators.LT, limit)).intoArray(c, c0 + 1 * L);
        FloatVector s1b = FloatVector.fromArray(F, c, c1 + 1 * L).add(yb);
        s1b.blend(zero, s1b.compare(VectorOperators.LT, limit)).intoArray(c, c1 + 1 * L);
        FloatVector yc = (mode & BIAS) != 0 ? FloatVector.broadcast(F, bias[biasBase + 2]) : none;
        FloatVector s0c = FloatVector.fromArray(F, c, c0 + 2 * L).add(yc);
        s0c.blend(zero, s0c.compare(VectorOperators.LT, limit)).intoArray(c, c0 + 2 * L);
        FloatVector s1c = FloatVector.fromArray(F, c, c1 + 2 * L).add(yc);
        s1c.blend(zero, s1c.compare(VectorOperators.LT, limit)).intoArray(c, c1 + 2 * L);
        FloatVector yd = (mode & BIAS) != 0 ? FloatVector.broadcast(F, bias[biasBase + 3]) : none;
        FloatVector s0d = FloatVector.fromArray(F, c, c0 + 3 * L).add(yd);
        s0d.blend(zero, s0d.compare(VectorOperators.LT, limit)).intoArray(c, c0 + 3 * L);
        FloatVector s1d = FloatVector.fromArray(F, c, c1 + 3 * L).add(yd);
        s1d.blend(zero, s1d.compare(VectorOperators.LT, limit)).intoArray(c, c1 + 3 * L);
        FloatVector ye = (mode & BIAS) != 0 ? FloatVector.broadcast(F, bias[biasBase + 4]) : none;
        FloatVector s0e = FloatVector.fromArray(F, c, c0 + 4 * L).add(ye);
        s0e.blend(zero, s0e.compare(VectorOperators.LT, limit)).intoArray(c, c0 + 4 * L);
        FloatVector s1e = FloatVector.fromArray(F, c, c1 + 4 * L).add(ye);
        s1e.blend(zero, s1e.compare(VectorOperators.LT, limit)).intoArray(c, c1 + 4 * L);
        FloatVector yf = (mode & BIAS) != 0 ? FloatVector.broadcast(F, bias[biasBase + 5]) : none;
        FloatVector s0f = FloatVector.fromArray(F, c, c0 + 5 * L).add(yf);
        s0f.blend(zero, s0f.compare(VectorOperators.LT, limit)).intoArray(c, c0 + 5 * L);
        FloatVector s1f = FloatVector.fromArray(F, c, c1 + 5 * L).add(yf);
        s1f.blend(zero, s1f.compare(VectorOperators.LT, limit)).intoArray(c, c1 + 5 * L);
        FloatVector yg = (mode & BIAS) != 0 ? FloatVector.broadcast(F, bias[biasBase + 6]) : none;
        FloatVector s0g = FloatVector.fromArray(F, c, c0 + 6 * L).add(yg);
        s0g.blend(zero, s0g.compare(VectorOperators.LT, limit)).intoArray(c, c0 + 6 * L);
        FloatVector s1g = FloatVector.fromArray(F, c, c1 + 6 * L).add(yg);
        s1g.blend(zero, s1g.compare(VectorOperators.LT, limit)).intoArray(c, c1 + 6 * L);
        FloatVector yh = (mode & BIAS) != 0 ? FloatVector.broadcast(F, bias[biasBase + 7]) : none;
        FloatVector s0h = FloatVector.fromArray(F, c, c0 + 7 * L).add(yh);
        s0h.blend(zero, s0h.compare(VectorOperators.LT, limit)).intoArray(c, c0 + 7 * L);
        FloatVector s1h = FloatVector.fromArray(F, c, c1 + 7 * L).add(yh);
        s1h.blend(zero, s1h.compare(VectorOperators.LT, limit)).intoArray(c, c1 + 7 * L);
    }
}
