package dev.tenon.plugins.datasets.derived;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.data.Split;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.api.training.Targets;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * Another data set with one column more, {@code reconstruction}: each image as the first principal components of the training images give
 * it, {@code m + sum_k v_k (v_k . (x - m))} (K. Pearson, <i>On lines and planes of closest fit to systems of points in space</i>, 1901). No
 * linear map through as many numbers comes closer to the training images in the mean square, so that it is what an autoencoder has to beat:
 *
 * <pre>{@code
 * pca: {inputs: [reconstruction], layers: [identity], train: {epochs: 0}}
 * }</pre>
 */
@Type("principal-components")
@Describe(
        "another data set with each image's reconstruction from the first principal components of the training images beside it")
public final class PrincipalComponents implements Dataset<PrincipalComponents.Settings> {

    private static final String RECONSTRUCTION = "reconstruction";

    /** What a user sets. */
    public record Settings(
            @Describe("the data set whose images are reconstructed")
            DatasetName from,

            @Describe("how many components") @Range(min = 1) int count) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        Examples examples = scope.dataset(settings.from());
        Column images = examples.columns().getFirst();
        String name = settings.from().name();
        int size = images.shape().size();
        if (images.kind() != Targets.NUMBERS || size > Covariance.MOST_NUMBERS) {
            throw new DataException("the images of " + name + " " + images.shape() + " have " + size
                    + " numbers each, more than the " + Covariance.MOST_NUMBERS
                    + " whose principal components are computed; make them smaller first");
        }
        if (settings.count() > size) {
            throw new DataException("the images of " + name + " have " + size + " principal components, not "
                    + settings.count() + "; lower count");
        }
        int[] training = Training.images(examples, name);
        double[] mean = Covariance.mean(images, training);
        double[][] first = first(Covariance.of(images, training, mean), settings.count());
        Examples.Builder more = Examples.of(images);
        examples.columns().stream().skip(1).forEach(more::column);
        more.column(new Column(
                RECONSTRUCTION,
                Targets.NUMBERS,
                images.shape(),
                List.of(),
                Rows.of(images.size(), (index, into, at) -> {
                    float[] image = new float[size];
                    images.read(index, image, 0);
                    reconstruct(image, mean, first, into, at);
                })));
        for (Split split : examples.splits()) {
            more.split(split, examples.split(split));
        }
        int count = examples.size();
        return more.sources(
                        IntStream.range(0, count).mapToObj(examples::sources).toArray(int[][]::new))
                .annotations(IntStream.range(0, count)
                        .mapToObj(examples::annotations)
                        .toList())
                .build();
    }

    /** The eigenvectors of the largest eigenvalues; of equal ones, the first as they are computed. */
    private static double[][] first(double[][] covariance, int count) {
        int size = covariance.length;
        Eigenvalue<Double> eigen = Covariance.eigenvalues(covariance)
                .orElseThrow(() -> new DataException(
                        "the principal components of the training images did not converge; use other images"));
        MatrixStore<Double> vectors = eigen.getV();
        MatrixStore<Double> values = eigen.getD();
        int[] largest = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -values.doubleValue(k, k)))
                .mapToInt(Integer::intValue)
                .limit(count)
                .toArray();
        double[][] first = new double[count][size];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < size; i++) {
                first[k][i] = vectors.doubleValue(i, largest[k]);
            }
        }
        return first;
    }

    private static void reconstruct(float[] image, double[] mean, double[][] components, float[] to, int at) {
        double[] sums = mean.clone();
        for (double[] component : components) {
            double along = 0;
            for (int i = 0; i < mean.length; i++) {
                along += component[i] * (image[i] - mean[i]);
            }
            for (int i = 0; i < mean.length; i++) {
                sums[i] += along * component[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            to[at + i] = (float) sums[i];
        }
    }
}
