package dev.tenon.backend.cpu.kernels.elementwise;

import dev.tenon.api.numerics.Exp;
import dev.tenon.api.numerics.Log;
import dev.tenon.api.numerics.Tanh;
import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * exp, log and tanh with vectors of doubles: operation for operation what {@link Exp}, {@link Log} and {@link Tanh} do. A
 * vector of doubles takes half as many floats.
 */
final class VectorTranscendentals implements TranscendentalKernels {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final VectorSpecies<Double> D = VectorSpecies.of(double.class, F.vectorShape());
    private static final VectorSpecies<Long> G = VectorSpecies.of(long.class, F.vectorShape());
    private static final VectorSpecies<Float> H =
            VectorSpecies.of(float.class, VectorShape.forBitSize(F.vectorBitSize() / 2));
    private static final int STEP = D.length();

    private static final long EXPONENT_OF_ONE = 0x3ff0_0000_0000_0000L;
    private static final double TWO_52 = 0x1p52;
    private static final long TWO_52_BITS = 0x4330_0000_0000_0000L;

    @Override
    public void exp(float[] x, int xi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += STEP) {
            DoubleVector wide =
                    (DoubleVector) FloatVector.fromArray(H, x, xi + i).convertShape(VectorOperators.F2D, D, 0);
            DoubleVector t = wide.blend(Exp.UPPER, wide.compare(VectorOperators.GT, Exp.UPPER));
            t = t.blend(Exp.LOWER, t.compare(VectorOperators.LT, Exp.LOWER));
            DoubleVector shifted = t.mul(Exp.INVERSE_LN2).add(Exp.ROUNDER);
            DoubleVector minusN = DoubleVector.broadcast(D, Exp.ROUNDER).sub(shifted);
            DoubleVector z = minusN.fma(
                    DoubleVector.broadcast(D, Exp.LN2_LOW), minusN.fma(DoubleVector.broadcast(D, Exp.LN2_HIGH), t));
            DoubleVector p = DoubleVector.broadcast(D, Exp.C12).fma(z, DoubleVector.broadcast(D, Exp.C11));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C10));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C9));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C8));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C7));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C6));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C5));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C4));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C3));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C2));
            p = p.fma(z, DoubleVector.broadcast(D, 1.0));
            p = p.fma(z, DoubleVector.broadcast(D, 1.0));
            DoubleVector scale = powerOfTwo(shifted);
            ((FloatVector) p.mul(scale).convertShape(VectorOperators.D2F, H, 0)).intoArray(r, ri + i);
        }
    }

    /** 2^n, where shifted is n + {@link Exp#ROUNDER} and so has n in its lowest bits. */
    private static DoubleVector powerOfTwo(DoubleVector shifted) {
        return shifted.reinterpretAsLongs()
                .lanewise(VectorOperators.LSHL, 52)
                .add(EXPONENT_OF_ONE)
                .reinterpretAsDoubles();
    }

    @Override
    public void tanh(float[] x, int xi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += STEP) {
            FloatVector narrow = FloatVector.fromArray(H, x, xi + i);
            DoubleVector wide = (DoubleVector) narrow.convertShape(VectorOperators.F2D, D, 0);
            DoubleVector t = wide.blend(Tanh.LIMIT, wide.compare(VectorOperators.GT, Tanh.LIMIT));
            t = t.blend(-Tanh.LIMIT, t.compare(VectorOperators.LT, -Tanh.LIMIT));
            t = t.add(t);
            DoubleVector shifted = t.mul(Exp.INVERSE_LN2).add(Exp.ROUNDER);
            DoubleVector minusN = DoubleVector.broadcast(D, Exp.ROUNDER).sub(shifted);
            DoubleVector z = minusN.fma(
                    DoubleVector.broadcast(D, Exp.LN2_LOW), minusN.fma(DoubleVector.broadcast(D, Exp.LN2_HIGH), t));
            DoubleVector p = DoubleVector.broadcast(D, Tanh.C13).fma(z, DoubleVector.broadcast(D, Exp.C12));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C11));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C10));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C9));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C8));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C7));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C6));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C5));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C4));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C3));
            p = p.fma(z, DoubleVector.broadcast(D, Exp.C2));
            DoubleVector q = p.mul(z).fma(z, z);
            DoubleVector scale = powerOfTwo(shifted);
            DoubleVector e = q.fma(scale, scale.sub(1.0));
            FloatVector result = (FloatVector) e.div(e.add(2.0)).convertShape(VectorOperators.D2F, H, 0);
            result.blend(narrow, narrow.compare(VectorOperators.EQ, 0f)).intoArray(r, ri + i);
        }
    }

    @Override
    public void log(float[] x, int xi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += STEP) {
            FloatVector narrow = FloatVector.fromArray(H, x, xi + i);
            LongVector bits = ((DoubleVector) narrow.convertShape(VectorOperators.F2D, D, 0)).reinterpretAsLongs();
            LongVector offset = bits.sub(Log.RANGE_START_BITS);
            DoubleVector m = offset.lanewise(VectorOperators.AND, Log.MANTISSA_BITS)
                    .add(Log.RANGE_START_BITS)
                    .reinterpretAsDoubles();
            DoubleVector n = offset.add(Log.ONE_BITS)
                    .lanewise(VectorOperators.LSHR, 52)
                    .lanewise(VectorOperators.OR, TWO_52_BITS)
                    .reinterpretAsDoubles()
                    .sub(TWO_52 + 1023.0);

            DoubleVector f = m.sub(1.0);
            DoubleVector halfSquare = f.mul(0.5).mul(f);
            DoubleVector s = f.div(f.add(2.0));
            DoubleVector z = s.mul(s);
            DoubleVector p = DoubleVector.broadcast(D, Log.A11).fma(z, DoubleVector.broadcast(D, Log.A10));
            p = p.fma(z, DoubleVector.broadcast(D, Log.A9));
            p = p.fma(z, DoubleVector.broadcast(D, Log.A8));
            p = p.fma(z, DoubleVector.broadcast(D, Log.A7));
            p = p.fma(z, DoubleVector.broadcast(D, Log.A6));
            p = p.fma(z, DoubleVector.broadcast(D, Log.A5));
            p = p.fma(z, DoubleVector.broadcast(D, Log.A4));
            p = p.fma(z, DoubleVector.broadcast(D, Log.A3));
            p = p.fma(z, DoubleVector.broadcast(D, Log.A2));
            p = p.fma(z, DoubleVector.broadcast(D, Log.A1));
            DoubleVector tail = s.mul(p.fma(z, halfSquare));

            DoubleVector lead = f.sub(halfSquare);
            DoubleVector leadError = f.sub(lead).sub(halfSquare);
            DoubleVector whole = n.mul(Log.LN2_HIGH);
            DoubleVector sum = whole.add(lead);
            DoubleVector back = sum.sub(whole);
            DoubleVector sumError = whole.sub(sum.sub(back)).add(lead.sub(back));
            DoubleVector small = sumError.add(leadError.add(n.fma(DoubleVector.broadcast(D, Log.LN2_LOW), tail)));
            DoubleVector high = sum.add(small);
            DoubleVector error = small.sub(high.sub(sum));

            // Round to odd, as Log does: only an inexact even double moves, by one bit towards the error.
            LongVector highBits = high.reinterpretAsLongs();
            VectorMask<Long> moves = highBits.lanewise(VectorOperators.AND, 1L)
                    .compare(VectorOperators.EQ, 0L)
                    .and(error.compare(VectorOperators.NE, 0.0).cast(G));
            VectorMask<Long> outwards = error.compare(VectorOperators.GT, 0.0)
                    .eq(high.compare(VectorOperators.GT, 0.0))
                    .cast(G);
            LongVector step = LongVector.broadcast(G, -1L).blend(1L, outwards);
            DoubleVector odd = highBits.add(step, moves).reinterpretAsDoubles();

            FloatVector result = (FloatVector) odd.convertShape(VectorOperators.D2F, H, 0);
            result = result.blend(Float.NEGATIVE_INFINITY, narrow.compare(VectorOperators.EQ, 0f));
            VectorMask<Float> defined = narrow.compare(VectorOperators.GE, 0f);
            result = FloatVector.broadcast(H, Float.NaN).blend(result, defined);
            result.blend(narrow, narrow.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY))
                    .intoArray(r, ri + i);
        }
    }
}
