package dev.tenon.backend.cpu.kernels.elementwise;

import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.backend.cpu.kernels.jit.Specialization;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of one element with full vectors; the end of a run is left to {@link ScalarElementwise}. One loop for each
 * function, so that no call remains in any of them.
 */
final class VectorElementwise implements ElementwiseKernels {
    private static final VectorSpecies<Float> F = Specialization.species(MethodHandles.lookup());
    private static final int L = F.length();
    private static final TranscendentalKernels FUNCTIONS =
            Specialization.of(VectorTranscendentals.class, TranscendentalKernels.class, F);

    @Override
    public void unary(Unary.Kind kind, float[] x, int xi, float[] r, int ri, int count) {
        int whole = count - count % L;
        switch (kind) {
            case NEGATE -> negate(x, xi, r, ri, whole);
            case ABS -> abs(x, xi, r, ri, whole);
            case SQRT -> sqrt(x, xi, r, ri, whole);
            case EXP -> FUNCTIONS.exp(x, xi, r, ri, whole);
            case LOG -> FUNCTIONS.log(x, xi, r, ri, whole);
            case TANH -> FUNCTIONS.tanh(x, xi, r, ri, whole);
            case RELU -> relu(x, xi, r, ri, whole);
        }
        if (whole < count) {
            ScalarElementwise.unaryFrom(whole, kind, x, xi, r, ri, count);
        }
    }

    @Override
    public void binary(Binary.Kind kind, float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        int whole = count - count % L;
        switch (kind) {
            case ADD -> add(x, xi, y, yi, r, ri, whole);
            case SUBTRACT -> subtract(x, xi, y, yi, r, ri, whole);
            case MULTIPLY -> multiply(x, xi, y, yi, r, ri, whole);
            case DIVIDE -> divide(x, xi, y, yi, r, ri, whole);
            case MAX -> max(x, xi, y, yi, r, ri, whole);
            case MIN -> min(x, xi, y, yi, r, ri, whole);
            case LESS -> less(x, xi, y, yi, r, ri, whole);
            case LESS_EQUAL -> lessOrEqual(x, xi, y, yi, r, ri, whole);
            case EQUAL -> equal(x, xi, y, yi, r, ri, whole);
        }
        if (whole < count) {
            ScalarElementwise.binaryFrom(whole, kind, x, xi, y, yi, r, ri, count);
        }
    }

    @Override
    public void fma(float[] x, int xi, float[] y, int yi, float[] z, int zi, float[] r, int ri, int count) {
        int whole = count - count % L;
        for (int i = 0; i < whole; i += L) {
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            FloatVector y0 = FloatVector.fromArray(F, y, yi + i);
            FloatVector z0 = FloatVector.fromArray(F, z, zi + i);
            x0.fma(y0, z0).intoArray(r, ri + i);
        }
        ScalarElementwise.fmaFrom(whole, x, xi, y, yi, z, zi, r, ri, count);
    }

    @Override
    public void select(float[] condition, int ci, float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        int whole = count - count % L;
        for (int i = 0; i < whole; i += L) {
            FloatVector c0 = FloatVector.fromArray(F, condition, ci + i);
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            FloatVector y0 = FloatVector.fromArray(F, y, yi + i);
            y0.blend(x0, c0.compare(VectorOperators.NE, 0f)).intoArray(r, ri + i);
        }
        ScalarElementwise.selectFrom(whole, condition, ci, x, xi, y, yi, r, ri, count);
    }

    @Override
    public void selectLess(
            float[] a, int ai, float[] b, int bi, float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        int whole = count - count % L;
        for (int i = 0; i < whole; i += L) {
            FloatVector a0 = FloatVector.fromArray(F, a, ai + i);
            FloatVector b0 = FloatVector.fromArray(F, b, bi + i);
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            FloatVector y0 = FloatVector.fromArray(F, y, yi + i);
            y0.blend(x0, a0.compare(VectorOperators.LT, b0)).intoArray(r, ri + i);
        }
        ScalarElementwise.selectLessFrom(whole, a, ai, b, bi, x, xi, y, yi, r, ri, count);
    }

    private static void negate(float[] x, int xi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            x0.neg().intoArray(r, ri + i);
        }
    }

    private static void abs(float[] x, int xi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            x0.abs().intoArray(r, ri + i);
        }
    }

    private static void sqrt(float[] x, int xi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            x0.sqrt().intoArray(r, ri + i);
        }
    }

    private static void relu(float[] x, int xi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            x0.blend(0f, x0.compare(VectorOperators.LT, 0f)).intoArray(r, ri + i);
        }
    }

    private static void add(float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            FloatVector y0 = FloatVector.fromArray(F, y, yi + i);
            x0.add(y0).intoArray(r, ri + i);
        }
    }

    private static void subtract(float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            FloatVector y0 = FloatVector.fromArray(F, y, yi + i);
            x0.sub(y0).intoArray(r, ri + i);
        }
    }

    private static void multiply(float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            FloatVector y0 = FloatVector.fromArray(F, y, yi + i);
            x0.mul(y0).intoArray(r, ri + i);
        }
    }

    private static void divide(float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            FloatVector y0 = FloatVector.fromArray(F, y, yi + i);
            x0.div(y0).intoArray(r, ri + i);
        }
    }

    private static void max(float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            FloatVector y0 = FloatVector.fromArray(F, y, yi + i);
            y0.blend(x0, x0.compare(VectorOperators.GT, y0)).intoArray(r, ri + i);
        }
    }

    private static void min(float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            FloatVector y0 = FloatVector.fromArray(F, y, yi + i);
            y0.blend(x0, x0.compare(VectorOperators.LT, y0)).intoArray(r, ri + i);
        }
    }

    private static void less(float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            FloatVector y0 = FloatVector.fromArray(F, y, yi + i);
            FloatVector.zero(F).blend(1f, x0.compare(VectorOperators.LT, y0)).intoArray(r, ri + i);
        }
    }

    private static void lessOrEqual(float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            FloatVector y0 = FloatVector.fromArray(F, y, yi + i);
            FloatVector.zero(F).blend(1f, x0.compare(VectorOperators.LE, y0)).intoArray(r, ri + i);
        }
    }

    private static void equal(float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector x0 = FloatVector.fromArray(F, x, xi + i);
            FloatVector y0 = FloatVector.fromArray(F, y, yi + i);
            FloatVector.zero(F).blend(1f, x0.compare(VectorOperators.EQ, y0)).intoArray(r, ri + i);
        }
    }
}
