package dev.tenon.experiments.stats;

import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.apache.commons.math3.util.Pair;

/**
 * The law {@code a * x^-b + c}, fitted by least squares of logarithms (Levenberg-Marquardt), so that each error counts by how many
 * times, not by how much, it is off.
 *
 * @param factor a
 * @param exponent b, above 0 where errors come down
 * @param floor c; 0 where none is fitted
 */
public record PowerLaw(double factor, double exponent, double floor) {

    private static final int MOST = 1000;
    /** A floor so much below the least error is none. */
    private static final double NOTHING = 1e-6;

    /**
     * Fits it; empty where the search does not end.
     *
     * @param x above 0, at least as many different ones as there are numbers to be found
     * @param errors above 0
     * @param withFloor whether c is fitted too
     */
    public static Optional<PowerLaw> fit(double[] x, double[] errors, boolean withFloor) {
        double[] logs = IntStream.range(0, x.length)
                .mapToDouble(i -> StrictMath.log(errors[i]))
                .toArray();
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < x.length; i++) {
            line.addData(StrictMath.log(x[i]), logs[i]);
        }
        if (!withFloor) {
            // The same sum of squares, whose least is known in closed form.
            return Optional.of(new PowerLaw(StrictMath.exp(line.getIntercept()), -line.getSlope(), 0));
        }
        double least =
                IntStream.range(0, x.length).mapToDouble(i -> errors[i]).min().orElseThrow();
        double[] start = {line.getIntercept(), -line.getSlope(), StrictMath.log(least / 2)};
        try {
            RealVector found = new LevenbergMarquardtOptimizer()
                    .optimize(new LeastSquaresBuilder()
                            .model(model(x))
                            .target(logs)
                            .start(start)
                            .lazyEvaluation(false)
                            .maxEvaluations(MOST)
                            .maxIterations(MOST)
                            .build())
                    .getPoint();
            double floor = StrictMath.exp(found.getEntry(2));
            return Optional.of(new PowerLaw(
                    StrictMath.exp(found.getEntry(0)), found.getEntry(1), floor < NOTHING * least ? 0 : floor));
        } catch (MathIllegalStateException e) { // The search does not end, or leaves all numbers.
            return Optional.empty();
        }
    }

    /** Logarithms of the law and their derivatives by log a, b and log c. */
    private static MultivariateJacobianFunction model(double[] x) {
        return point -> {
            double[] values = new double[x.length];
            double[][] by = new double[x.length][3];
            for (int i = 0; i < x.length; i++) {
                double log = StrictMath.log(x[i]);
                double falling = StrictMath.exp(point.getEntry(0) - point.getEntry(1) * log);
                double all = falling + StrictMath.exp(point.getEntry(2));
                values[i] = StrictMath.log(all);
                by[i][0] = falling / all;
                by[i][1] = -log * falling / all;
                by[i][2] = 1 - falling / all;
            }
            return new Pair<>(new ArrayRealVector(values, false), new Array2DRowRealMatrix(by, false));
        };
    }

    /** The error that it gives. */
    public double at(double x) {
        return factor * StrictMath.pow(x, -exponent) + floor;
    }
}
