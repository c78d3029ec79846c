package dev.tenon.layers.initializers;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Initializer;
import org.ojalgo.matrix.decomposition.QR;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * A random orthogonal matrix (Saxe, McClelland and Ganguli, <i>Exact solutions to the nonlinear dynamics of learning
 * in deep linear neural networks</i>, 2014): the parameter as a matrix of fan-in rows and one column for each output
 * has orthonormal columns, or orthonormal rows where it has fewer rows than columns, times the gain.
 *
 * <p>The matrix is the Q of a matrix of normal numbers, whose columns get the signs of R's diagonal, which makes every
 * rotation equally likely (Mezzadri, <i>How to generate random matrices from the classical compact groups</i>, 2007).
 * The decomposition is ojAlgo's in double, by Householder reflections. ojAlgo may work on several columns at once, but
 * each number is computed by one thread in one order, so the bits do not depend on the machine.
 */
@Type("orthogonal")
@Describe("A random orthogonal matrix: flattened filters are orthogonal to each other.")
public final class Orthogonal implements Initializer<Orthogonal.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("A factor on the orthogonal matrix; about 1.41 before relu.") @Default("1")
            double gain) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    /**
     * The first values of a parameter.
     *
     * @throws IllegalArgumentException if the shape has fewer than two axes, as a bias
     */
    @Override
    public float[] values(Settings s, Shape shape, RandomStream random) {
        if (shape.rank() < 2) {
            throw new IllegalArgumentException(
                    "orthogonal starts kernels and weights of two axes or more, not a parameter of shape " + shape);
        }
        int columns = shape.dim(-1);
        int rows = shape.size() / columns;
        boolean wide = rows < columns;
        double[][] q = rotation(Math.max(rows, columns), Math.min(rows, columns), random);
        float[] values = new float[shape.size()];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double element = wide ? q[column][row] : q[row][column];
                values[row * columns + column] = (float) (s.gain() * element);
            }
        }
        return values;
    }

    /** A tall matrix with orthonormal columns. */
    private static double[][] rotation(int rows, int columns, RandomStream random) {
        R064Store normal = R064Store.FACTORY.make(rows, columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                normal.set(row, column, random.nextGaussian());
            }
        }
        QR<Double> qr = QR.R064.make(normal, false);
        if (!qr.decompose(normal)) {
            throw new IllegalStateException("a matrix of normal numbers has no QR decomposition");
        }
        MatrixStore<Double> q = qr.getQ();
        MatrixStore<Double> r = qr.getR();
        double[][] result = new double[rows][columns];
        for (int column = 0; column < columns; column++) {
            double sign = r.doubleValue(column, column) < 0 ? -1 : 1;
            for (int row = 0; row < rows; row++) {
                result[row][column] = sign * q.doubleValue(row, column);
            }
        }
        return result;
    }
}
