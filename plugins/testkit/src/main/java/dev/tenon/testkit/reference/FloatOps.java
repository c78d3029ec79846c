package dev.tenon.testkit.reference;

import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Window;
import dev.tenon.api.numerics.Chain;
import dev.tenon.api.numerics.Elementwise;
import dev.tenon.api.numerics.Exp;
import dev.tenon.api.numerics.Log;
import dev.tenon.api.numerics.Philox;
import dev.tenon.api.numerics.StreamKey;
import dev.tenon.api.numerics.Tanh;
import java.util.Arrays;
import java.util.List;

/** Every primitive in float32, as the contract defines it. */
final class FloatOps implements Arithmetic<float[]> {
    @Override
    public float[] wrap(float[] values) {
        return values.clone();
    }

    @Override
    public float[] constant(float value) {
        return new float[] {value};
    }

    @Override
    public float[] unary(Primitive.Unary.Kind kind, float[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = switch (kind) {
                case NEGATE -> Elementwise.neg(x[i]);
                case ABS -> Elementwise.abs(x[i]);
                case SQRT -> Elementwise.sqrt(x[i]);
                case EXP -> Exp.exp(x[i]);
                case LOG -> Log.log(x[i]);
                case TANH -> Tanh.tanh(x[i]);
                case RELU -> Elementwise.relu(x[i]);
            };
        }
        return y;
    }

    @Override
    public float[] binary(Primitive.Binary.Kind kind, float[] a, float[] b) {
        float[] y = new float[a.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = switch (kind) {
                case ADD -> a[i] + b[i];
                case SUBTRACT -> a[i] - b[i];
                case MULTIPLY -> a[i] * b[i];
                case DIVIDE -> a[i] / b[i];
                case MAX -> Elementwise.max(a[i], b[i]);
                case MIN -> Elementwise.min(a[i], b[i]);
                case LESS -> a[i] < b[i] ? 1f : 0f;
                case LESS_EQUAL -> a[i] <= b[i] ? 1f : 0f;
                case EQUAL -> a[i] == b[i] ? 1f : 0f;
            };
        }
        return y;
    }

    @Override
    public float[] fma(float[] a, float[] b, float[] c) {
        float[] y = new float[a.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.fma(a[i], b[i], c[i]);
        }
        return y;
    }

    @Override
    public float[] select(float[] condition, float[] a, float[] b) {
        float[] y = new float[a.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = condition[i] != 0f ? a[i] : b[i];
        }
        return y;
    }

    @Override
    public float[] reduce(Primitive.Reduce op, Shape shape, float[] x) {
        return Reductions.reduce(op, shape, x);
    }

    @Override
    public float[] matmul(ProductTerms p, float[] a, float[] b) {
        float[] y = new float[p.size()];
        for (int i = 0; i < y.length; i++) {
            y[i] = Chain.dot(a, p.startA(i), p.strideA(), b, p.startB(i), p.strideB(), p.terms());
        }
        return y;
    }

    @Override
    public float[] pick(List<float[]> inputs, int[] map, float fill) {
        float[] x = inputs.getFirst();
        if (inputs.size() > 1) {
            x = new float[inputs.stream().mapToInt(each -> each.length).sum()];
            int at = 0;
            for (float[] input : inputs) {
                System.arraycopy(input, 0, x, at, input.length);
                at += input.length;
            }
        }
        float[] y = new float[map.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = map[i] == Arrangement.FILL ? fill : x[map[i]];
        }
        return y;
    }

    @Override
    public float[] fold(Window window, int[] unfold, Shape image, float[] patches) {
        float[] y = new float[image.size()];
        int channels = image.dim(3);
        int taps = window.height() * window.width();
        int windows = patches.length / (taps * channels);
        for (int tap = 0; tap < taps; tap++) {
            for (int w = 0; w < windows; w++) {
                for (int c = 0; c < channels; c++) {
                    int from = (w * taps + tap) * channels + c;
                    if (unfold[from] != Arrangement.FILL) {
                        y[unfold[from]] = y[unfold[from]] + patches[from];
                    }
                }
            }
        }
        return y;
    }

    @Override
    public float[] oneHot(int classes, float[] x) {
        float[] y = new float[x.length * classes];
        for (int i = 0; i < x.length; i++) {
            for (int c = 0; c < classes; c++) {
                y[i * classes + c] = x[i] == c ? 1f : 0f;
            }
        }
        return y;
    }

    @Override
    public float[] random(String stream, int size, float[] seed, float[] step) {
        long key = StreamKey.of((long) seed[0], stream);
        float[] y = new float[size];
        for (int i = 0; i < size; i++) {
            y[i] = Philox.uniform(key, (int) step[0], i);
        }
        return y;
    }

    @Override
    public float[] copy(float[] x) {
        return Arrays.copyOf(x, x.length);
    }
}
