package dev.tenon.backend.cpu.kernels.depthwise;

import dev.tenon.backend.cpu.kernels.jit.Specialization;
import dev.tenon.backend.cpu.kernels.tile.Tile;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Depthwise convolutions with vectors of channels. Of results, eight pixels are in registers at a time; of weight
 * gradients, nine taps, as many as a kernel of 3 x 3 has. Where pixels, taps or channels fill no such tile, the last
 * begins earlier: it computes some sums once more, with the same bits in the same places.
 */
final class VectorDepthwise implements DepthwiseKernels {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final int L = F.length();
    private static final int TAPS = 9;

    private final DepthwiseKernels scalar = new ScalarDepthwise();

    @Override
    public void rows(
            float[] a,
            int aBase,
            int[] rowA,
            int from,
            int to,
            int[] taps,
            float[] w,
            int wBase,
            int wStep,
            int channels,
            float[] c,
            int cBase,
            int[] rowC,
            int mode,
            float[] bias,
            int biasBase) {
        if (channels < L || to - from < ROWS) {
            scalar.rows(
                    a, aBase, rowA, from, to, taps, w, wBase, wStep, channels, c, cBase, rowC, mode, bias, biasBase);
            return;
        }
        for (int row = from; row < to; row += ROWS) {
            int first = Math.min(row, to - ROWS);
            for (int j = 0; j < channels; j += L) {
                int at = Math.min(j, channels - L);
                pixels(
                        a,
                        aBase + at,
                        rowA,
                        first,
                        taps,
                        w,
                        wBase + at,
                        wStep,
                        c,
                        cBase + at,
                        rowC,
                        mode,
                        bias,
                        biasBase + at);
            }
        }
    }

    private static void pixels(
            float[] a,
            int aBase,
            int[] rowA,
            int row,
            int[] taps,
            float[] w,
            int wBase,
            int wStep,
            float[] c,
            int cBase,
            int[] rowC,
            int mode,
            float[] bias,
            int biasBase) {
        int a0 = aBase + rowA[row + 0];
        int a1 = aBase + rowA[row + 1];
        int a2 = aBase + rowA[row + 2];
        int a3 = aBase + rowA[row + 3];
        int a4 = aBase + rowA[row + 4];
        int a5 = aBase + rowA[row + 5];
        int a6 = aBase + rowA[row + 6];
        int a7 = aBase + rowA[row + 7];
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = FloatVector.zero(F);
        FloatVector s2 = FloatVector.zero(F);
        FloatVector s3 = FloatVector.zero(F);
        FloatVector s4 = FloatVector.zero(F);
        FloatVector s5 = FloatVector.zero(F);
        FloatVector s6 = FloatVector.zero(F);
        FloatVector s7 = FloatVector.zero(F);
        for (int t = 0; t < taps.length; t += 3) {
            int shift = taps[t];
            FloatVector y = FloatVector.fromArray(F, w, wBase + taps[t + 1] * wStep);
            s0 = FloatVector.fromArray(F, a, a0 + shift).fma(y, s0);
            s1 = FloatVector.fromArray(F, a, a1 + shift).fma(y, s1);
            s2 = FloatVector.fromArray(F, a, a2 + shift).fma(y, s2);
            s3 = FloatVector.fromArray(F, a, a3 + shift).fma(y, s3);
            s4 = FloatVector.fromArray(F, a, a4 + shift).fma(y, s4);
            s5 = FloatVector.fromArray(F, a, a5 + shift).fma(y, s5);
            s6 = FloatVector.fromArray(F, a, a6 + shift).fma(y, s6);
            s7 = FloatVector.fromArray(F, a, a7 + shift).fma(y, s7);
        }
        FloatVector zero = FloatVector.zero(F);
        // To add -0 changes no float, and none is less than minus infinity.
        FloatVector limit = (mode & Tile.RELU) != 0 ? zero : FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        FloatVector b =
                (mode & Tile.BIAS) != 0 ? FloatVector.fromArray(F, bias, biasBase) : FloatVector.broadcast(F, -0f);
        s0 = zero.add(s0).add(b);
        s1 = zero.add(s1).add(b);
        s2 = zero.add(s2).add(b);
        s3 = zero.add(s3).add(b);
        s4 = zero.add(s4).add(b);
        s5 = zero.add(s5).add(b);
        s6 = zero.add(s6).add(b);
        s7 = zero.add(s7).add(b);
        s0.blend(zero, s0.compare(VectorOperators.LT, limit)).intoArray(c, cBase + rowC[row + 0]);
        s1.blend(zero, s1.compare(VectorOperators.LT, limit)).intoArray(c, cBase + rowC[row + 1]);
        s2.blend(zero, s2.compare(VectorOperators.LT, limit)).intoArray(c, cBase + rowC[row + 2]);
        s3.blend(zero, s3.compare(VectorOperators.LT, limit)).intoArray(c, cBase + rowC[row + 3]);
        s4.blend(zero, s4.compare(VectorOperators.LT, limit)).intoArray(c, cBase + rowC[row + 4]);
        s5.blend(zero, s5.compare(VectorOperators.LT, limit)).intoArray(c, cBase + rowC[row + 5]);
        s6.blend(zero, s6.compare(VectorOperators.LT, limit)).intoArray(c, cBase + rowC[row + 6]);
        s7.blend(zero, s7.compare(VectorOperators.LT, limit)).intoArray(c, cBase + rowC[row + 7]);
    }

    @Override
    public void sums(
            float[] x,
            int xBase,
            int[] positions,
            int from,
            int to,
            int[] taps,
            float[] g,
            int gBase,
            int channels,
            float[] sums,
            int sumsBase) {
        if (channels < L) {
            scalar.sums(x, xBase, positions, from, to, taps, g, gBase, channels, sums, sumsBase);
            return;
        }
        int count = taps.length / 3;
        for (int j = 0; j < channels; j += L) {
            int at = Math.min(j, channels - L);
            for (int t = 0; t < count; t += TAPS) {
                int first = Math.max(0, Math.min(t, count - TAPS));
                taps(x, xBase + at, positions, from, to, taps, first, g, gBase + at, channels, sums, sumsBase + at);
            }
        }
    }

    /** Nine taps from the given one on; those that there are not are the last once more. */
    private static void taps(
            float[] x,
            int xBase,
            int[] positions,
            int from,
            int to,
            int[] taps,
            int tap,
            float[] g,
            int gBase,
            int channels,
            float[] sums,
            int sumsBase) {
        int last = taps.length / 3 - 1;
        int t0 = Math.min(tap + 0, last);
        int t1 = Math.min(tap + 1, last);
        int t2 = Math.min(tap + 2, last);
        int t3 = Math.min(tap + 3, last);
        int t4 = Math.min(tap + 4, last);
        int t5 = Math.min(tap + 5, last);
        int t6 = Math.min(tap + 6, last);
        int t7 = Math.min(tap + 7, last);
        int t8 = Math.min(tap + 8, last);
        int x0 = xBase + taps[3 * t0];
        int x1 = xBase + taps[3 * t1];
        int x2 = xBase + taps[3 * t2];
        int x3 = xBase + taps[3 * t3];
        int x4 = xBase + taps[3 * t4];
        int x5 = xBase + taps[3 * t5];
        int x6 = xBase + taps[3 * t6];
        int x7 = xBase + taps[3 * t7];
        int x8 = xBase + taps[3 * t8];
        FloatVector none = FloatVector.broadcast(F, -0f);
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = FloatVector.zero(F);
        FloatVector s2 = FloatVector.zero(F);
        FloatVector s3 = FloatVector.zero(F);
        FloatVector s4 = FloatVector.zero(F);
        FloatVector s5 = FloatVector.zero(F);
        FloatVector s6 = FloatVector.zero(F);
        FloatVector s7 = FloatVector.zero(F);
        FloatVector s8 = FloatVector.zero(F);
        for (int p = from; p < to; p++) {
            int at = positions[p];
            FloatVector y = FloatVector.fromArray(F, g, gBase + p * channels);
            s0 = FloatVector.fromArray(F, x, x0 + at).fma(y, s0);
            s1 = FloatVector.fromArray(F, x, x1 + at).fma(y, s1);
            s2 = FloatVector.fromArray(F, x, x2 + at).fma(y, s2);
            s3 = FloatVector.fromArray(F, x, x3 + at).fma(y, s3);
            s4 = FloatVector.fromArray(F, x, x4 + at).fma(y, s4);
            s5 = FloatVector.fromArray(F, x, x5 + at).fma(y, s5);
            s6 = FloatVector.fromArray(F, x, x6 + at).fma(y, s6);
            s7 = FloatVector.fromArray(F, x, x7 + at).fma(y, s7);
            s8 = FloatVector.fromArray(F, x, x8 + at).fma(y, s8);
        }
        none.add(s0).intoArray(sums, sumsBase + t0 * channels);
        none.add(s1).intoArray(sums, sumsBase + t1 * channels);
        none.add(s2).intoArray(sums, sumsBase + t2 * channels);
        none.add(s3).intoArray(sums, sumsBase + t3 * channels);
        none.add(s4).intoArray(sums, sumsBase + t4 * channels);
        none.add(s5).intoArray(sums, sumsBase + t5 * channels);
        none.add(s6).intoArray(sums, sumsBase + t6 * channels);
        none.add(s7).intoArray(sums, sumsBase + t7 * channels);
        none.add(s8).intoArray(sums, sumsBase + t8 * channels);
    }
}
