package dev.tenon.plugins.datasets.derived;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import java.util.Optional;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.R064Store;

/**
 * How the pixels of training images vary together, in double, with sums in a fixed order. The eigenvalues are ojAlgo's for symmetric
 * matrices, which works on one thread, so that the result does not depend on the machine.
 */
final class Covariance {

    /** Above this, eigenvalues take minutes. */
    static final int MOST_NUMBERS = 4096;

    private Covariance() {}

    /** The mean of some images. */
    static double[] mean(Column images, int[] training) {
        int size = images.shape().size();
        double[] mean = new double[size];
        float[] row = new float[size];
        for (int image : training) {
            images.read(image, row, 0);
            for (int i = 0; i < size; i++) {
                mean[i] += row[i];
            }
        }
        for (int i = 0; i < size; i++) {
            mean[i] /= training.length;
        }
        return mean;
    }

    /** The covariance of some images about their mean. */
    static double[][] of(Column images, int[] training, double[] mean) {
        int size = mean.length;
        double[][] covariance = new double[size][size];
        double[] off = new double[size];
        float[] pixels = new float[size];
        for (int image : training) {
            images.read(image, pixels, 0);
            for (int i = 0; i < size; i++) {
                off[i] = pixels[i] - mean[i];
            }
            for (int i = 0; i < size; i++) {
                double[] row = covariance[i];
                double factor = off[i];
                for (int j = 0; j <= i; j++) {
                    row[j] += factor * off[j];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] /= training.length;
                if (!Double.isFinite(covariance[i][j])) {
                    throw new DataException(
                            "a training image has a pixel that is not a finite number; a covariance needs finite numbers");
                }
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    /** Its eigenvalues and eigenvectors; empty if they do not converge. */
    static Optional<Eigenvalue<Double>> eigenvalues(double[][] covariance) {
        int size = covariance.length;
        R064Store matrix = R064Store.FACTORY.make(size, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                matrix.set(i, j, covariance[i][j]);
            }
        }
        Eigenvalue<Double> eigen = Eigenvalue.R064.make(matrix, true);
        return eigen.decompose(matrix) ? Optional.of(eigen) : Optional.empty();
    }
}
