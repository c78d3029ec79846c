package dev.tenon.plugins.analyses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.data.Split;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.report.Cell;
import dev.tenon.testkit.Mistake;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.R064Store;

final class SimilarityTest extends BlocksContract {

    private static Similarity.Settings among(String... of) {
        return new Similarity.Settings(of.length == 0 ? Optional.empty() : Optional.of(List.of(of)), Split.TEST, 100);
    }

    @Override
    protected Analysis<?> analysis() {
        return new Similarity();
    }

    @Override
    protected List<? extends Record> settings() {
        return List.of(among(), among("colours", "largest"));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of(refused("an unknown layer", among("colour"), "colour"));
    }

    /** The last layer permutes the units of the one before: a rotation. */
    @Test
    void aRotationIsNoDifference() {
        List<List<Cell>> rows = Objects.requireNonNull(
                        found(among("largest", "classes")).tables().get("layers"))
                .rows();
        assertEquals(Cell.of("classes"), rows.get(1).get(1));
        for (int measure = 2; measure < 5; measure++) {
            assertEquals(1, number(rows.get(1).get(measure)), 1e-7);
            assertTrue(number(rows.get(0).get(measure)) < 1, "training changed it");
        }
    }

    /** Against the formulas with features themselves: sums of squares of products, and singular values. */
    @Test
    void measuresAreThoseOfTheFeatures() {
        RandomStream random = new RandomStream(8, "similarity");
        int n = 9;
        for (int[] widths : new int[][] {{3, 5}, {12, 4}, {1, 1}}) {
            float[] x = values(random, n * widths[0]);
            float[] y = values(random, n * widths[1]);
            for (int i = 0; i < y.length; i++) {
                y[i] += x[i % x.length];
            }
            double[][] a = centred(x, n);
            double[][] b = centred(y, n);
            double expected = squares(product(a, b)) / Math.sqrt(squares(product(a, a)) * squares(product(b, b)));
            double[] k = Likeness.gram(x, n);
            double[] l = Likeness.gram(y, n);
            assertEquals(expected, Likeness.cka(k, l), 1e-9);
            assertEquals(
                    nuclear(product(a, b)) / Math.sqrt(squares(a) * squares(b)),
                    Likeness.procrustes(k, Likeness.root(k, n), l, n),
                    1e-6);
        }
    }

    /** Of features that have nothing in common, many more than examples: the usual measure is near 1, that without bias near 0. */
    @Test
    void fewExamplesOfManyFeatures() {
        RandomStream random = new RandomStream(9, "similarity");
        double sum = 0;
        for (int time = 0; time < 20; time++) {
            double[] k = Likeness.gram(values(random, 10 * 300), 10);
            double[] l = Likeness.gram(values(random, 10 * 300), 10);
            assertTrue(Likeness.cka(k, l) > 0.9);
            sum += Likeness.unbiased(k, l, 10) / 20;
        }
        assertEquals(0, sum, 0.1);
        double[] k = Likeness.gram(values(random, 10 * 300), 10);
        assertEquals(1, Likeness.unbiased(k, k, 10), 1e-9);
    }

    private static float[] values(RandomStream random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static double[][] centred(float[] values, int n) {
        int columns = values.length / n;
        double[][] centred = new double[n][columns];
        for (int j = 0; j < columns; j++) {
            double mean = 0;
            for (int i = 0; i < n; i++) {
                mean += (double) values[i * columns + j] / n;
            }
            for (int i = 0; i < n; i++) {
                centred[i][j] = values[i * columns + j] - mean;
            }
        }
        return centred;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a[0].length][b[0].length];
        for (int i = 0; i < product.length; i++) {
            for (int j = 0; j < product[0].length; j++) {
                for (int k = 0; k < a.length; k++) {
                    product[i][j] += a[k][i] * b[k][j];
                }
            }
        }
        return product;
    }

    private static double squares(double[][] values) {
        double sum = 0;
        for (double[] row : values) {
            for (double value : row) {
                sum += value * value;
            }
        }
        return sum;
    }

    private static double nuclear(double[][] values) {
        R064Store matrix = R064Store.FACTORY.make(values.length, values[0].length);
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[0].length; j++) {
                matrix.set(i, j, values[i][j]);
            }
        }
        SingularValue<Double> decomposition = SingularValue.R064.make(matrix);
        decomposition.decompose(matrix);
        double sum = 0;
        double[] singular = new double[Math.min(values.length, values[0].length)];
        decomposition.getSingularValues(singular);
        for (double value : singular) {
            sum += value;
        }
        return sum;
    }

    private static double number(Cell cell) {
        return cell instanceof Cell.Value number ? number.value() : Double.NaN;
    }
}
