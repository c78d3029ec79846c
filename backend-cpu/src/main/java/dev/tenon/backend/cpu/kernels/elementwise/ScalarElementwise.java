package dev.tenon.backend.cpu.kernels.elementwise;

import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.api.numerics.Elementwise;
import dev.tenon.api.numerics.Exp;
import dev.tenon.api.numerics.Log;
import dev.tenon.api.numerics.Tanh;

/** The scalar twin of {@link VectorElementwise}; also what the vectors leave over at the end of a run. */
final class ScalarElementwise implements ElementwiseKernels {
    @Override
    public void unary(Unary.Kind kind, float[] x, int xi, float[] r, int ri, int count) {
        unaryFrom(0, kind, x, xi, r, ri, count);
    }

    @Override
    public void binary(Binary.Kind kind, float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        binaryFrom(0, kind, x, xi, y, yi, r, ri, count);
    }

    @Override
    public void fma(float[] x, int xi, float[] y, int yi, float[] z, int zi, float[] r, int ri, int count) {
        fmaFrom(0, x, xi, y, yi, z, zi, r, ri, count);
    }

    @Override
    public void select(float[] condition, int ci, float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        selectFrom(0, condition, ci, x, xi, y, yi, r, ri, count);
    }

    static void unaryFrom(int first, Unary.Kind kind, float[] x, int xi, float[] r, int ri, int count) {
        switch (kind) {
            case NEGATE -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = Elementwise.neg(x[xi + i]);
                }
            }
            case ABS -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = Elementwise.abs(x[xi + i]);
                }
            }
            case SQRT -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = Elementwise.sqrt(x[xi + i]);
                }
            }
            case EXP -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = Exp.exp(x[xi + i]);
                }
            }
            case LOG -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = Log.log(x[xi + i]);
                }
            }
            case TANH -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = Tanh.tanh(x[xi + i]);
                }
            }
            case RELU -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = Elementwise.relu(x[xi + i]);
                }
            }
        }
    }

    static void binaryFrom(
            int first, Binary.Kind kind, float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        switch (kind) {
            case ADD -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = x[xi + i] + y[yi + i];
                }
            }
            case SUBTRACT -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = x[xi + i] - y[yi + i];
                }
            }
            case MULTIPLY -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = x[xi + i] * y[yi + i];
                }
            }
            case DIVIDE -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = x[xi + i] / y[yi + i];
                }
            }
            case MAX -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = Elementwise.max(x[xi + i], y[yi + i]);
                }
            }
            case MIN -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = Elementwise.min(x[xi + i], y[yi + i]);
                }
            }
            case LESS -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = x[xi + i] < y[yi + i] ? 1f : 0f;
                }
            }
            case LESS_EQUAL -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = x[xi + i] <= y[yi + i] ? 1f : 0f;
                }
            }
            case EQUAL -> {
                for (int i = first; i < count; i++) {
                    r[ri + i] = x[xi + i] == y[yi + i] ? 1f : 0f;
                }
            }
        }
    }

    static void fmaFrom(
            int first, float[] x, int xi, float[] y, int yi, float[] z, int zi, float[] r, int ri, int count) {
        for (int i = first; i < count; i++) {
            r[ri + i] = Math.fma(x[xi + i], y[yi + i], z[zi + i]);
        }
    }

    static void selectFrom(
            int first, float[] condition, int ci, float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        for (int i = first; i < count; i++) {
            r[ri + i] = condition[ci + i] != 0f ? x[xi + i] : y[yi + i];
        }
    }

    @Override
    public void selectLess(
            float[] a, int ai, float[] b, int bi, float[] x, int xi, float[] y, int yi, float[] r, int ri, int count) {
        selectLessFrom(0, a, ai, b, bi, x, xi, y, yi, r, ri, count);
    }

    static void selectLessFrom(
            int first,
            float[] a,
            int ai,
            float[] b,
            int bi,
            float[] x,
            int xi,
            float[] y,
            int yi,
            float[] r,
            int ri,
            int count) {
        for (int i = first; i < count; i++) {
            r[ri + i] = a[ai + i] < b[bi + i] ? x[xi + i] : y[yi + i];
        }
    }
}
