package dev.tenon.testkit.reference;

import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Window;
import dev.tenon.api.numerics.Philox;
import dev.tenon.api.numerics.StreamKey;
import java.util.Arrays;
import java.util.List;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Every primitive in double, for finite differences: the real function, with no stated order or rounding. */
final class DoubleOps implements Arithmetic<double[]> {
    @Override
    public double[] wrap(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    @Override
    public double[] constant(float value) {
        return new double[] {value};
    }

    @Override
    public double[] unary(Primitive.Unary.Kind kind, double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = switch (kind) {
                case NEGATE -> -x[i];
                case ABS -> Math.abs(x[i]);
                case SQRT -> Math.sqrt(x[i]);
                case EXP -> StrictMath.exp(x[i]);
                case LOG -> StrictMath.log(x[i]);
                case TANH -> StrictMath.tanh(x[i]);
                case RELU -> x[i] < 0 ? 0 : x[i];
            };
        }
        return y;
    }

    @Override
    public double[] binary(Primitive.Binary.Kind kind, double[] a, double[] b) {
        double[] y = new double[a.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = switch (kind) {
                case ADD -> a[i] + b[i];
                case SUBTRACT -> a[i] - b[i];
                case MULTIPLY -> a[i] * b[i];
                case DIVIDE -> a[i] / b[i];
                case MAX -> a[i] > b[i] ? a[i] : b[i];
                case MIN -> a[i] < b[i] ? a[i] : b[i];
                case LESS -> a[i] < b[i] ? 1 : 0;
                case LESS_EQUAL -> a[i] <= b[i] ? 1 : 0;
                case EQUAL -> a[i] == b[i] ? 1 : 0;
            };
        }
        return y;
    }

    @Override
    public double[] fma(double[] a, double[] b, double[] c) {
        double[] y = new double[a.length];
        Arrays.setAll(y, i -> a[i] * b[i] + c[i]);
        return y;
    }

    @Override
    public double[] select(double[] condition, double[] a, double[] b) {
        double[] y = new double[a.length];
        Arrays.setAll(y, i -> condition[i] != 0 ? a[i] : b[i]);
        return y;
    }

    @Override
    public double[] reduce(Primitive.Reduce op, Shape shape, double[] x) {
        int[] dims = shape.dims();
        int[] kept = shape.dims();
        op.axes().forEach(axis -> kept[axis] = 1);
        int[] strides = Shape.of(kept).strides();
        double[] y = new double[Reductions.product(kept, 0, kept.length)];
        Arrays.fill(y, op.kind() == Primitive.Reduce.Kind.SUM ? 0 : Double.NEGATIVE_INFINITY);
        int[] inner = shape.strides();
        for (int i = 0; i < x.length; i++) {
            int to = 0;
            for (int axis = 0; axis < dims.length; axis++) {
                to += kept[axis] == 1 ? 0 : i / inner[axis] % dims[axis] * strides[axis];
            }
            y[to] = switch (op.kind()) {
                case SUM -> y[to] + x[i];
                case MAX -> Math.max(y[to], x[i]);
            };
        }
        return y;
    }

    /** By ojAlgo, so that the oracle of matrix products shares no code with what it judges. */
    @Override
    public double[] matmul(ProductTerms p, double[] a, double[] b) {
        double[] y = new double[p.size()];
        int each = p.rows() * p.columns();
        for (int first = 0; first < y.length; first += each) {
            R064Store left = R064Store.FACTORY.make(p.rows(), p.terms());
            R064Store right = R064Store.FACTORY.make(p.terms(), p.columns());
            for (int k = 0; k < p.terms(); k++) {
                for (int row = 0; row < p.rows(); row++) {
                    left.set(row, k, a[p.startA(first + row * p.columns()) + k * p.strideA()]);
                }
                for (int column = 0; column < p.columns(); column++) {
                    right.set(k, column, b[p.startB(first + column) + k * p.strideB()]);
                }
            }
            MatrixStore<Double> product = left.multiply(right);
            for (int i = 0; i < each; i++) {
                y[first + i] = product.doubleValue(i / p.columns(), i % p.columns());
            }
        }
        return y;
    }

    @Override
    public double[] pick(List<double[]> inputs, int[] map, float fill) {
        double[] x = inputs.stream().flatMapToDouble(Arrays::stream).toArray();
        double[] y = new double[map.length];
        Arrays.setAll(y, i -> map[i] == Arrangement.FILL ? fill : x[map[i]]);
        return y;
    }

    @Override
    public double[] fold(Window window, int[] unfold, Shape image, double[] patches) {
        double[] y = new double[image.size()];
        for (int i = 0; i < patches.length; i++) {
            if (unfold[i] != Arrangement.FILL) {
                y[unfold[i]] += patches[i];
            }
        }
        return y;
    }

    @Override
    public double[] oneHot(int classes, double[] x) {
        double[] y = new double[x.length * classes];
        Arrays.setAll(y, i -> x[i / classes] == i % classes ? 1 : 0);
        return y;
    }

    @Override
    public double[] random(String stream, int size, double[] seed, double[] step) {
        long key = StreamKey.of((long) seed[0], stream);
        double[] y = new double[size];
        Arrays.setAll(y, i -> Philox.uniform(key, (int) step[0], i));
        return y;
    }

    @Override
    public double[] copy(double[] x) {
        return x.clone();
    }
}
