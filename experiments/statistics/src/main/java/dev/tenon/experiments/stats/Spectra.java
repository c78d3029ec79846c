package dev.tenon.experiments.stats;

import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * What the features of a layer span. Features are a matrix {@code [rows, columns]}, row-major: one row for each
 * example (or position of a feature map), one column for each feature.
 */
public final class Spectra {

    private Spectra() {}

    /** Singular values of a matrix, largest first. */
    public static double[] singularValues(double[] values, int rows) {
        SingularValue<Double> svd = SingularValue.R064.make(rows, values.length / rows);
        svd.computeValuesOnly(matrix(values, rows));
        double[] singular = new double[StrictMath.min(rows, values.length / rows)];
        svd.getSingularValues(singular);
        return singular;
    }

    /**
     * The effective rank of features: how many directions they vary in, counted by weight. The exponential of the
     * entropy of the singular values, taken as shares (Roy and Vetterli 2007), of the features with their column
     * means taken out.
     *
     * @return from 1 to min(rows - 1, columns); 0 if the features do not vary
     */
    public static double effectiveRank(double[] values, int rows) {
        int columns = values.length / rows;
        double[] centred = centred(values, rows);
        // The eigenvalues of the smaller Gram matrix are the squares of the singular values: layers have many
        // more positions than channels, and this costs min(rows, columns)^2 numbers instead of all of them.
        R064Store matrix = matrix(centred, rows);
        MatrixStore<Double> gram = rows < columns
                ? matrix.multiply(matrix.transpose())
                : matrix.transpose().multiply(matrix);
        int n = StrictMath.min(rows, columns);
        Eigenvalue<Double> decomposition = Eigenvalue.R064.make(n, true);
        decomposition.computeValuesOnly(gram);
        double[] squares = new double[n];
        decomposition.getEigenvalues(squares, java.util.Optional.empty());
        double largest = 0;
        for (double square : squares) {
            largest = StrictMath.max(largest, square);
        }
        if (largest <= 0 || largest <= 1e-24 * squareNorm(values)) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            // What is below the rounding of the largest is no direction.
            squares[i] = squares[i] <= 1e-14 * largest ? 0 : StrictMath.sqrt(squares[i]);
            sum += squares[i];
        }
        double entropy = 0;
        for (double singular : squares) {
            double share = singular / sum;
            entropy -= share == 0 ? 0 : share * StrictMath.log(share);
        }
        return StrictMath.exp(entropy);
    }

    /**
     * Linear centred kernel alignment of two layers' features of the same examples (Kornblith et al. 2019): 1 if
     * one is the other up to rotation and scale, 0 if they have nothing in common. With fewer examples than
     * features it is too high; see {@link #debiasedCka}.
     *
     * @param a {@code [rows, any number of columns]}
     * @param b {@code [rows, any number of columns]}
     * @return NaN if one of them does not vary
     */
    public static double cka(double[] a, double[] b, int rows) {
        double[] k = gram(centred(a, rows), rows);
        double[] l = gram(centred(b, rows), rows);
        return dot(k, l) / StrictMath.sqrt(dot(k, k) * dot(l, l));
    }

    /**
     * Linear centred kernel alignment from unbiased estimates of its three parts (Song et al. 2012), which few
     * examples of many features do not drive towards 1. It can be a little below 0.
     *
     * @param rows at least 4
     * @return NaN if one of them does not vary, or varies too little for the estimate
     */
    public static double debiasedCka(double[] a, double[] b, int rows) {
        if (rows < 4) {
            throw new IllegalArgumentException("needs features of at least 4 examples, not " + rows);
        }
        double[] k = hollow(gram(centred(a, rows), rows), rows);
        double[] l = hollow(gram(centred(b, rows), rows), rows);
        double own = unbiased(k, k, rows) * unbiased(l, l, rows);
        return own > 0 && unbiased(k, k, rows) > 0 ? unbiased(k, l, rows) / StrictMath.sqrt(own) : Double.NaN;
    }

    /** The Hilbert-Schmidt independence criterion without bias, from Gram matrices with zero diagonals. */
    private static double unbiased(double[] k, double[] l, int n) {
        double[] rowK = rowSums(k, n);
        double[] rowL = rowSums(l, n);
        double sumK = 0;
        double sumL = 0;
        double cross = 0;
        for (int i = 0; i < n; i++) {
            sumK += rowK[i];
            sumL += rowL[i];
            cross += rowK[i] * rowL[i];
        }
        double n1 = n - 1;
        double n2 = n - 2;
        return (dot(k, l) + sumK * sumL / (n1 * n2) - 2 * cross / n2) / (n * (n - 3.0));
    }

    private static double[] rowSums(double[] square, int n) {
        double[] sums = new double[n];
        for (int i = 0; i < square.length; i++) {
            sums[i / n] += square[i];
        }
        return sums;
    }

    private static double[] hollow(double[] square, int n) {
        for (int i = 0; i < n; i++) {
            square[i * n + i] = 0;
        }
        return square;
    }

    private static double[] gram(double[] values, int rows) {
        R064Store matrix = matrix(values, rows);
        return matrix.multiply(matrix.transpose()).toRawCopy1D();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double squareNorm(double[] values) {
        return dot(values, values);
    }

    /** The matrix with the mean of each column taken out. */
    private static double[] centred(double[] values, int rows) {
        int columns = values.length / rows;
        double[] means = new double[columns];
        for (int i = 0; i < values.length; i++) {
            means[i % columns] += values[i] / rows;
        }
        double[] centred = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            centred[i] = values[i] - means[i % columns];
        }
        return centred;
    }

    private static R064Store matrix(double[] values, int rows) {
        int columns = values.length / rows;
        if (rows * columns != values.length) {
            throw new IllegalArgumentException(values.length + " numbers are not a matrix of " + rows + " rows");
        }
        R064Store matrix = R064Store.FACTORY.make(rows, columns);
        for (int i = 0; i < values.length; i++) {
            matrix.set(i / columns, i % columns, values[i]);
        }
        return matrix;
    }
}
