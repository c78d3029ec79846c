package dev.tenon.plugins.datasets.derived;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.plugins.datasets.Sets;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What whitening and standardising do to pixels, and leave alone. */
final class DerivedTest {

    /** Four images of 1 x 2 pixels and two channels, two to train on. */
    private static Examples tiny(float[] images) {
        return Examples.of(Shape.of(1, 2, 2), images)
                .signs(new float[] {1, -1, 1, -1}, List.of("x"))
                .sources(new int[][] {{5, 6}, {6}, {7}, {8}})
                .annotations(List.of(List.of(new Annotation("x", 0, -1, 0, 0, 1, 1)), List.of(), List.of(), List.of()))
                .split(Split.TRAIN, new int[] {0, 1})
                .split(Split.TEST, new int[] {2, 3})
                .build();
    }

    private static Examples standardized(Examples examples) throws IOException {
        return new Standardize()
                .load(Sets.scope(1, examples), new Standardize.Settings(Sets.DIGITS))
                .inMemory();
    }

    private static Examples whitened(Examples examples, double epsilon) throws IOException {
        return new ZcaWhitening()
                .load(Sets.scope(1, examples), new ZcaWhitening.Settings(Sets.DIGITS, epsilon))
                .inMemory();
    }

    @Test
    void everythingButPixelsStays() throws IOException {
        Examples examples = tiny(new float[] {1, 2, 3, 4, 5, 6, 7, 9, 1, 1, 1, 1, 0, 0, 0, 0});
        for (Examples changed : List.of(standardized(examples), whitened(examples, 0.1))) {
            assertEquals(examples.image(), changed.image());
            assertEquals(examples.kind(), changed.kind());
            assertEquals(examples.names(), changed.names());
            assertArrayEquals(examples.targets(), changed.targets());
            assertArrayEquals(new int[] {5, 6}, changed.sources(0));
            assertEquals(examples.annotations(0), changed.annotations(0));
            assertArrayEquals(new int[] {2, 3}, changed.split(Split.TEST));
            assertEquals(List.of(Split.TRAIN, Split.TEST), changed.splits());
        }
    }

    @Test
    void standardizingUsesTheTrainingImagesOfEachChannel() throws IOException {
        // Channel 0 of the training images: 1, 3, 5, 7, mean 4, variance 5; channel 1: 2, 4, 6, 8, mean 5, variance 5.
        Examples examples = standardized(tiny(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 100, 5, 4, 5, 0, 0, 0, 0}));
        float unit = (float) (1 / Math.sqrt(5));
        assertArrayEquals(
                new float[] {-3 * unit, -3 * unit, -unit, -unit, unit, unit, 3 * unit, 3 * unit},
                java.util.Arrays.copyOf(examples.images(), 8),
                1e-6f);
        assertEquals(96 / Math.sqrt(5), examples.images()[8], 1e-4);
        assertEquals(0f, examples.images()[9]);
    }

    /** Covariance of the training images' pixels, one set's with another's, less the mean. */
    private static double[][] covariance(Examples one, Examples other) {
        int size = one.image().size();
        int[] training = one.split(Split.TRAIN);
        double[] means = new double[2 * size];
        for (int image : training) {
            for (int i = 0; i < size; i++) {
                means[i] += one.images()[image * size + i] / (double) training.length;
                means[size + i] += other.images()[image * size + i] / (double) training.length;
            }
        }
        double[][] covariance = new double[size][size];
        for (int image : training) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    covariance[i][j] += (one.images()[image * size + i] - means[i])
                            * (other.images()[image * size + j] - means[size + j])
                            / training.length;
                }
            }
        }
        return covariance;
    }

    @Test
    void whiteningDividesByTheRootOfTheCovariance() throws IOException {
        double epsilon = 0.01;
        Examples digits = Sets.digits();
        Examples white = whitened(digits, epsilon);
        double[][] before = covariance(digits, digits);
        double[][] after = covariance(white, white);
        double[][] across = covariance(white, digits);
        for (int i = 0; i < 64; i++) {
            for (int j = 0; j < 64; j++) {
                // With W = (C + eI)^(-1/2), the covariance K = WCW fulfils K (C + eI) = C, and WC is symmetric.
                double sum = epsilon * after[i][j];
                for (int k = 0; k < 64; k++) {
                    sum += after[i][k] * before[k][j];
                }
                assertEquals(before[i][j], sum, 1e-6, i + ", " + j);
                assertEquals(across[i][j], across[j][i], 1e-6, i + ", " + j);
            }
        }
    }

    @Test
    void whiteningIsAlongNoDirectionOfItsOwn() throws IOException {
        // ZCA's matrix is symmetric with positive eigenvalues: an uncorrelated set is only scaled.
        float[] images = {2, 0, 0, 0, -2, 0, 0, 0, 0, 1, 0, 0, 3, 0, 0, 0};
        Examples white = whitened(tiny(images), 1);
        // Variance 4 along the first number, 0 elsewhere.
        float scale = (float) (1 / Math.sqrt(5));
        assertArrayEquals(
                new float[] {2 * scale, 0, 0, 0, -2 * scale, 0, 0, 0, 0, 1, 0, 0, 3 * scale, 0, 0, 0},
                white.images(),
                1e-6f);
    }

    /** The mean squared distance of the training images from their reconstructions is the sum of the variances left out. */
    @Test
    void reconstructionsLeaveOutTheLeastVariance() throws IOException {
        Examples digits = Sets.digits();
        double[][] covariance = covariance(digits, digits);
        double whole = 0;
        for (int i = 0; i < 64; i++) {
            whole += covariance[i][i];
        }
        double before = whole;
        double kept = 0;
        for (int count : new int[] {1, 2, 16, 64}) {
            Examples made = new PrincipalComponents()
                    .load(Sets.scope(1, digits), new PrincipalComponents.Settings(Sets.DIGITS, count))
                    .inMemory();
            assertArrayEquals(digits.images(), made.images(), "images stay");
            float[] reconstructed = made.column("reconstruction").orElseThrow().values();
            double error = 0;
            double variance = 0;
            double[] means = new double[64];
            int[] training = digits.split(Split.TRAIN);
            for (int image : training) {
                for (int i = 0; i < 64; i++) {
                    means[i] += reconstructed[image * 64 + i] / (double) training.length;
                }
            }
            for (int image : training) {
                for (int i = 0; i < 64; i++) {
                    double off = reconstructed[image * 64 + i] - digits.images()[image * 64 + i];
                    error += off * off / training.length;
                    double spread = reconstructed[image * 64 + i] - means[i];
                    variance += spread * spread / training.length;
                }
            }
            // A projection: what is left out and what is kept make up the whole.
            assertEquals(whole, error + variance, 1e-5 * whole, count + " components");
            assertTrue(error < before && variance > kept, count + " components");
            before = error;
            kept = variance;
        }
        assertEquals(0, before, 1e-9);
    }

    @Test
    void testImagesTeachNothing() throws IOException {
        float[] images = {1, 2, 3, 4, 5, 6, 7, 9, 1, 1, 1, 1, 0, 0, 0, 0};
        float[] others = images.clone();
        others[9] = 50;
        Examples one = whitened(tiny(images), 0.1);
        Examples other = whitened(tiny(others), 0.1);
        for (int image : new int[] {0, 1, 3}) {
            assertArrayEquals(one.pixels(image), other.pixels(image));
        }
        assertNotEquals(one.pixels(2)[1], other.pixels(2)[1]);
    }

    @Test
    void golden() throws IOException {
        assertEquals("66f32df9026633b4", Sets.digest(whitened(Sets.digits(), 0.01)));
        assertEquals("7f2012da9420f82f", Sets.digest(standardized(Sets.digits())));
    }
}
