package dev.tenon.plugins.analyses;

import dev.tenon.api.numerics.RandomStream;

/**
 * A random rotation of units, every one as likely: the orthogonal matrix of the Gram-Schmidt process, done twice against rounding, on
 * independent normal numbers (Stewart, The efficient generation of random orthogonal matrices, 1980).
 */
final class Rotation {

    private final double[][] rows;

    private Rotation(double[][] rows) {
        this.rows = rows;
    }

    /** A rotation of so many units. */
    static Rotation random(int units, RandomStream random) {
        double[][] rows = new double[units][units];
        for (int i = 0; i < units; i++) {
            double length;
            do {
                for (int j = 0; j < units; j++) {
                    rows[i][j] = random.nextGaussian();
                }
                for (int time = 0; time < 2; time++) {
                    for (int other = 0; other < i; other++) {
                        add(rows[i], rows[other], -dot(rows[i], rows[other]));
                    }
                }
                length = Math.sqrt(dot(rows[i], rows[i]));
            } while (length < 1e-6); // nearly dependent rows: draw again
            for (int j = 0; j < units; j++) {
                rows[i][j] /= length;
            }
        }
        return new Rotation(rows);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] to, double[] what, double times) {
        for (int i = 0; i < to.length; i++) {
            to[i] += times * what[i];
        }
    }

    /** An element of the matrix. */
    double at(int row, int column) {
        return rows[row][column];
    }

    /**
     * Answers of units as those of the rotated ones.
     *
     * @param answers {@code [places, units]}, row-major
     * @return the same shape
     */
    float[] of(float[] answers) {
        int units = rows.length;
        float[] rotated = new float[answers.length];
        for (int from = 0; from < answers.length; from += units) {
            for (int i = 0; i < units; i++) {
                double sum = 0;
                for (int j = 0; j < units; j++) {
                    sum += rows[i][j] * answers[from + j];
                }
                rotated[from + i] = (float) sum;
            }
        }
        return rotated;
    }
}
