package dev.tenon.layers.metrics;

import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;

/**
 * The mean of a term, summed in double in the order of rows and, of a row, of its outputs: the same however rows are divided into parts. NaN
 * where some output is not finite.
 */
final class MeanTerm implements Metric.Accumulator {

    /** A number of one output of one row. */
    @FunctionalInterface
    interface Term {
        double of(UnitScores answers, int example, int unit);
    }

    private final boolean ofTarget;
    private final Term term;
    private double sum;
    private long terms;
    private boolean broken;

    private MeanTerm(boolean ofTarget, Term term) {
        this.ofTarget = ofTarget;
        this.term = term;
    }

    /** A mean over rows of the term of a row's class; of signs over rows and outputs. */
    static MeanTerm ofTarget(Term term) {
        return new MeanTerm(true, term);
    }

    /** A mean over rows of the sum of the terms of all classes; of signs over rows and outputs. */
    static MeanTerm ofAll(Term term) {
        return new MeanTerm(false, term);
    }

    @Override
    public void add(TargetRows rows, float[] outputs) {
        UnitScores answers = new UnitScores(rows, outputs);
        broken |= answers.broken();
        terms += answers.classes() ? rows.count() : (long) rows.count() * rows.units();
        for (int example = 0; example < rows.count(); example++) {
            if (answers.classes() && ofTarget) {
                sum += term.of(answers, example, (int) rows.values()[example]);
                continue;
            }
            for (int unit = 0; unit < rows.units(); unit++) {
                sum += term.of(answers, example, unit);
            }
        }
    }

    @Override
    public double value() {
        return broken ? Double.NaN : sum / terms;
    }
}
