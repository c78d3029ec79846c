package dev.tenon.plugins.analyses;

import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * How alike two layers' results for the same examples are, from their Gram matrices of centred features, {@code K = X X'}: of n examples
 * whatever the number of features.
 */
final class Likeness {

    private Likeness() {}

    /**
     * The Gram matrix of features whose column means are taken out.
     *
     * @param values {@code [rows, any]}, row-major
     * @return {@code [rows, rows]}
     */
    static double[] gram(float[] values, int rows) {
        int columns = values.length / rows;
        double[] centred = new double[values.length];
        for (int j = 0; j < columns; j++) {
            double mean = 0;
            for (int i = 0; i < rows; i++) {
                mean += values[i * columns + j];
            }
            mean /= rows;
            for (int i = 0; i < rows; i++) {
                centred[i * columns + j] = values[i * columns + j] - mean;
            }
        }
        double[] gram = new double[rows * rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < columns; k++) {
                    sum += centred[i * columns + k] * centred[j * columns + k];
                }
                gram[i * rows + j] = sum;
                gram[j * rows + i] = sum;
            }
        }
        return gram;
    }

    /**
     * Linear centred kernel alignment (Kornblith, Norouzi, Lee, Hinton: Similarity of neural network representations revisited, ICML
     * 2019): {@code <K, L> / (|K| |L|)}.
     *
     * @return from 0 to 1; NaN if one does not vary
     */
    static double cka(double[] k, double[] l) {
        return dot(k, l) / Math.sqrt(dot(k, k) * dot(l, l));
    }

    /**
     * The same from estimates without bias (Song et al., JMLR 13, 2012), which few examples of many features do not drive towards 1.
     *
     * @param n examples, at least 4
     * @return at most 1; it can be a little below 0; NaN if one varies too little
     */
    static double unbiased(double[] k, double[] l, int n) {
        double first = hsic(k, k, n);
        double own = first * hsic(l, l, n);
        return own > 0 && first > 0 ? hsic(k, l, n) / Math.sqrt(own) : Double.NaN;
    }

    private static double hsic(double[] k, double[] l, int n) {
        double trace = 0;
        double sumK = 0;
        double sumL = 0;
        double cross = 0;
        for (int i = 0; i < n; i++) {
            double rowK = 0;
            double rowL = 0;
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    trace += k[i * n + j] * l[i * n + j];
                    rowK += k[i * n + j];
                    rowL += l[i * n + j];
                }
            }
            sumK += rowK;
            sumL += rowL;
            cross += rowK * rowL;
        }
        double ones = sumK * sumL / ((n - 1.0) * (n - 2.0));
        return (trace + ones - 2 * cross / (n - 2.0)) / (n * (n - 3.0));
    }

    /**
     * How near an orthogonal matrix brings one to the other, both at length 1 (Schönemann 1966; Ding, Denain, Steinhardt: Grounding
     * representation similarity with statistical testing, 2021): {@code |X'Y|_* / (|X| |Y|)}, where the squared distance that remains
     * is twice 1 minus this. The nuclear norm is the sum of the roots of the eigenvalues of {@code K^1/2 L K^1/2}.
     *
     * @param root of k, see {@link #root}
     * @return from 0 to 1; NaN if one does not vary
     */
    static double procrustes(double[] k, double[] root, double[] l, int n) {
        double lengths = trace(k, n) * trace(l, n);
        if (!(lengths > 0)) {
            return Double.NaN;
        }
        double[] values = eigenvalues(multiplied(multiplied(root, l, n), root, n), n);
        double sum = 0;
        for (double value : values) {
            sum += Math.sqrt(Math.max(value, 0));
        }
        return Math.min(1, sum / Math.sqrt(lengths));
    }

    /** The symmetric root of a matrix without negative eigenvalues, but for rounding. */
    static double[] root(double[] k, int n) {
        if (!(trace(k, n) > 0)) {
            return k;
        }
        R064Store matrix = store(k, n);
        Eigenvalue<Double> eigen = Eigenvalue.R064.make(matrix, true);
        eigen.decompose(matrix);
        MatrixStore<Double> vectors = eigen.getV();
        MatrixStore<Double> values = eigen.getD();
        double[] root = new double[n * n];
        for (int at = 0; at < n; at++) {
            double scale = Math.sqrt(Math.max(values.doubleValue(at, at), 0));
            for (int i = 0; i < n; i++) {
                double factor = scale * vectors.doubleValue(i, at);
                for (int j = 0; j < n; j++) {
                    root[i * n + j] += factor * vectors.doubleValue(j, at);
                }
            }
        }
        return root;
    }

    private static double[] eigenvalues(double[] symmetric, int n) {
        double[] exact = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                exact[i * n + j] = (symmetric[i * n + j] + symmetric[j * n + i]) / 2;
            }
        }
        R064Store matrix = store(exact, n);
        Eigenvalue<Double> eigen = Eigenvalue.R064.make(matrix, true);
        eigen.decompose(matrix);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = eigen.getD().doubleValue(i, i);
        }
        return values;
    }

    private static double[] multiplied(double[] a, double[] b, int n) {
        double[] product = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int at = 0; at < n; at++) {
                double factor = a[i * n + at];
                for (int j = 0; j < n; j++) {
                    product[i * n + j] += factor * b[at * n + j];
                }
            }
        }
        return product;
    }

    private static R064Store store(double[] values, int n) {
        R064Store store = R064Store.FACTORY.make(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                store.set(i, j, values[i * n + j]);
            }
        }
        return store;
    }

    private static double trace(double[] k, int n) {
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += k[i * n + i];
        }
        return trace;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
