package com.example.loops;

import module dev.tenon.api;
import java.util.Arrays;
import java.util.List;

/** What each primitive computes, in the order that the numeric contract states. */
final class Kernels {

    private Kernels() {}

    /** The step that computes a value from its inputs' arrays. */
    static Runnable of(Value value, float[][] x, float[] y) {
        List<Shape> shapes = value.inputs().stream().map(Value::shape).toList();
        return switch ((Primitive) value.op()) {
            case Primitive.Leaf leaf -> throw new IllegalArgumentException(leaf + " is given, not computed");
            // Tensors hold floats: Buffer.write has turned bytes and whole numbers into these.
            case Primitive.ToFloat op -> copy(x[0], y);
            case Primitive.Constant op -> () -> y[0] = op.value();
            case Primitive.Unary op -> unary(op.kind(), x[0], y);
            case Primitive.Binary op -> binary(op.kind(), x[0], x[1], y);
            case Primitive.FusedMultiplyAdd op -> () -> fma(x[0], x[1], x[2], y);
            case Primitive.Select op -> () -> select(x[0], x[1], x[2], y);
            case Primitive.Reduce op -> new Reduction(op, shapes.getFirst(), x[0], y);
            case Primitive.MatMul op -> new MatrixProduct(op, shapes, value.shape(), x, y);
            case Primitive.Reshape op -> copy(x[0], y);
            case Primitive.Detach op -> copy(x[0], y);
            case Primitive.Permute op -> pick(x[0], Places.permute(op, shapes.getFirst(), value.shape()), 0, y);
            case Primitive.Expand op -> pick(x[0], Places.expand(shapes.getFirst(), value.shape()), 0, y);
            case Primitive.Slice op -> pick(x[0], Places.slice(op, shapes.getFirst(), value.shape()), 0, y);
            case Primitive.Flip op -> pick(x[0], Places.flip(op, value.shape()), 0, y);
            case Primitive.Pad op -> pick(x[0], Places.pad(op, shapes.getFirst(), value.shape()), op.value(), y);
            case Primitive.Unfold op -> pick(x[0], Places.unfold(op.window(), shapes.getFirst()), 0, y);
            case Primitive.Fold op -> fold(op.window(), x[0], Places.unfold(op.window(), value.shape()), y, value);
            case Primitive.Concat op -> concat(op.axis(), shapes, x, y);
            case Primitive.OneHot op -> () -> oneHot(op.classes(), x[0], y);
            case Primitive.Random op -> () -> random(op.stream(), (long) x[0][0], (int) x[1][0], y);
        };
    }

    private interface OfOne {
        float of(float x);
    }

    private interface OfTwo {
        float of(float a, float b);
    }

    private static Runnable unary(Primitive.Unary.Kind kind, float[] x, float[] y) {
        OfOne function = switch (kind) {
            case NEGATE -> Elementwise::neg;
            case ABS -> Elementwise::abs;
            case SQRT -> Elementwise::sqrt;
            case EXP -> Exp::exp;
            case LOG -> Log::log;
            case TANH -> Tanh::tanh;
            case RELU -> Elementwise::relu;
        };
        return () -> {
            for (int i = 0; i < y.length; i++) {
                y[i] = function.of(x[i]);
            }
        };
    }

    private static Runnable binary(Primitive.Binary.Kind kind, float[] a, float[] b, float[] y) {
        OfTwo function = switch (kind) {
            case ADD -> (p, q) -> p + q;
            case SUBTRACT -> (p, q) -> p - q;
            case MULTIPLY -> (p, q) -> p * q;
            case DIVIDE -> (p, q) -> p / q;
            case MAX -> Elementwise::max;
            case MIN -> Elementwise::min;
            case LESS -> (p, q) -> p < q ? 1 : 0;
            case LESS_EQUAL -> (p, q) -> p <= q ? 1 : 0;
            case EQUAL -> (p, q) -> p == q ? 1 : 0;
        };
        return () -> {
            for (int i = 0; i < y.length; i++) {
                y[i] = function.of(a[i], b[i]);
            }
        };
    }

    private static void fma(float[] a, float[] b, float[] c, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.fma(a[i], b[i], c[i]);
        }
    }

    private static void select(float[] condition, float[] a, float[] b, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = condition[i] != 0 ? a[i] : b[i];
        }
    }

    private static Runnable copy(float[] x, float[] y) {
        return () -> System.arraycopy(x, 0, y, 0, y.length);
    }

    /** Each element from its place, or the fill where it has none. */
    private static Runnable pick(float[] x, int[] places, float fill, float[] y) {
        return () -> {
            for (int i = 0; i < y.length; i++) {
                y[i] = places[i] == Places.NONE ? fill : x[places[i]];
            }
        };
    }

    /** Patches added where an unfold of the image takes them from, to each pixel in ascending order of taps. */
    private static Runnable fold(Window window, float[] patches, int[] places, float[] y, Value image) {
        int channels = image.shape().dim(3);
        int patch = window.height() * window.width() * channels;
        return () -> {
            Arrays.fill(y, 0);
            for (int tap = 0; tap < patch; tap += channels) {
                for (int start = tap; start < patches.length; start += patch) {
                    for (int i = start; i < start + channels; i++) {
                        if (places[i] != Places.NONE) {
                            y[places[i]] += patches[i];
                        }
                    }
                }
            }
        };
    }

    private static Runnable concat(int axis, List<Shape> shapes, float[][] x, float[] y) {
        Shape first = shapes.getFirst();
        int rows = first.slice(0, axis).size();
        return () -> {
            int at = 0;
            for (int row = 0; row < rows; row++) {
                for (float[] input : x) {
                    int width = input.length / rows;
                    System.arraycopy(input, row * width, y, at, width);
                    at += width;
                }
            }
        };
    }

    private static void oneHot(int classes, float[] x, float[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = x[i / classes] == i % classes ? 1 : 0;
        }
    }

    private static void random(String stream, long seed, int step, float[] y) {
        long key = StreamKey.of(seed, stream);
        for (int i = 0; i < y.length; i++) {
            y[i] = Philox.uniform(key, step, i);
        }
    }
}
