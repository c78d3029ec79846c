package dev.tenon.plugins.datasets.derived;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.util.function.UnaryOperator;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * Another data set whose pixels are made uncorrelated while images stay as much themselves as possible: {@code y = (C + eI)^(-1/2)
 * (x - m)}, with m and C the mean and covariance of the training images (A. J. Bell and T. J. Sejnowski, <i>The "independent components"
 * of natural scenes are edge filters</i>, Vision Research 1997; the term e after A. Krizhevsky, <i>Learning multiple layers of features
 * from tiny images</i>, 2009).
 *
 * <p>All of it is in double, with sums in a fixed order. The eigenvalues are ojAlgo's for symmetric matrices, which works on one
 * thread, so that the result does not depend on the machine.
 */
@Type("zca-whitening")
@Describe("another data set with ZCA whitening, estimated from the training images alone")
public final class ZcaWhitening implements Transformed<ZcaWhitening.Settings> {

    /** What a user sets. */
    public record Settings(
            @Describe("the data set to transform") DatasetName from,

            @Describe("added to the variance in each direction, so that noise is not amplified")
            @Default("0.01")
            @Range(min = 0, above = true)
            double epsilon) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    /** What is done to an image of as many numbers as there are means. */
    private record Whitening(double[] mean, double[][] matrix) {

        Rows of(Rows images) {
            return Rows.of(images.size(), (index, into, at) -> {
                float[] old = new float[mean.length];
                images.read(index, old, 0);
                transform(old, mean, matrix, into, at);
            });
        }
    }

    @Override
    public DatasetName from(Settings settings) {
        return settings.from();
    }

    @Override
    public UnaryOperator<Rows> fitted(Examples examples, Settings settings) {
        return whitening(examples, settings)::of;
    }

    private static Whitening whitening(Examples examples, Settings settings) {
        int size = examples.image().size();
        if (size > Covariance.MOST_NUMBERS) {
            throw new DataException("the images of " + settings.from().name() + " " + examples.image() + " have " + size
                    + " numbers each, more than the " + Covariance.MOST_NUMBERS
                    + " that whitening takes; make them smaller first, or use standardize");
        }
        int[] training = Training.images(examples, settings.from().name());
        Column images = examples.columns().getFirst();
        double[] mean = Covariance.mean(images, training);
        return new Whitening(mean, inverseRoot(Covariance.of(images, training, mean), settings.epsilon()));
    }

    /** {@code (C + eI)^(-1/2)}, symmetric. */
    private static double[][] inverseRoot(double[][] covariance, double epsilon) {
        int size = covariance.length;
        Eigenvalue<Double> eigen = Covariance.eigenvalues(covariance)
                .orElseThrow(() -> new DataException("the eigenvalues of the training images' covariance did not"
                        + " converge; raise epsilon or use standardize"));
        MatrixStore<Double> vectors = eigen.getV();
        MatrixStore<Double> values = eigen.getD();
        double[][] root = new double[size][size];
        double[] vector = new double[size];
        for (int k = 0; k < size; k++) {
            // Rounding may leave an eigenvalue of a covariance a little below zero.
            double scale = 1.0 / Math.sqrt(Math.max(0.0, values.doubleValue(k, k)) + epsilon);
            for (int i = 0; i < size; i++) {
                vector[i] = vectors.doubleValue(i, k);
            }
            for (int i = 0; i < size; i++) {
                double[] row = root[i];
                double factor = scale * vector[i];
                for (int j = 0; j < size; j++) {
                    row[j] += factor * vector[j];
                }
            }
        }
        return root;
    }

    private static void transform(float[] from, double[] mean, double[][] whitening, float[] to, int at) {
        int size = mean.length;
        double[] sums = new double[size];
        for (int i = 0; i < size; i++) {
            double[] row = whitening[i];
            double off = from[i] - mean[i];
            for (int j = 0; j < size; j++) {
                sums[j] += off * row[j];
            }
        }
        for (int j = 0; j < size; j++) {
            to[at + j] = (float) sums[j];
        }
    }
}
