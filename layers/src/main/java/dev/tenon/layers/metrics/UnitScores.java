package dev.tenon.layers.metrics;

import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** Outputs and targets, seen one output ("unit") at a time as scores of whether a thing is present. */
final class UnitScores {

    private final TargetRows rows;
    private final float[] outputs;
    private final int examples;
    private final int units;

    UnitScores(TargetRows rows, float[] outputs) {
        this.rows = rows;
        this.outputs = outputs;
        this.examples = rows.count();
        this.units = rows.units();
    }

    /**
     * Why a mean over units is undefined: the first unit without an example that has, or without one that lacks, what the unit
     * stands for.
     *
     * @param first the first unit of the mean; all after it are in it
     * @param present whether examples that have it are needed
     * @param absent whether examples that lack it are needed
     */
    static Optional<String> missing(TargetRows rows, int first, boolean present, boolean absent) {
        return missing(rows, new One(Optional.empty()), first, present, absent);
    }

    /** The same for one unit, if only one is measured. */
    static Optional<String> missing(TargetRows rows, One one, int first, boolean present, boolean absent) {
        if (one.unknown(rows).isPresent()) {
            return one.unknown(rows);
        }
        UnitScores answers = new UnitScores(rows, new float[0]);
        for (int unit : one.units(rows, first)) {
            int with = 0;
            for (int example = 0; example < rows.count(); example++) {
                with += answers.present(example, unit) ? 1 : 0;
            }
            String what = (answers.classes() ? "of class \"" : "with \"")
                    + rows.names().get(unit) + "\"";
            if (present && with == 0) {
                return Optional.of("there is no example " + what);
            }
            if (absent && with == rows.count()) {
                return Optional.of("every example is one " + what);
            }
        }
        return Optional.empty();
    }

    int examples() {
        return examples;
    }

    /** Whether the targets name classes, one for each example. */
    boolean classes() {
        return rows.kind() == Targets.CLASSES;
    }

    /** Whether a thing is present; of classes, whether the example is of this one. */
    boolean present(int example, int unit) {
        return classes() ? (int) rows.values()[example] == unit : rows.values()[example * units + unit] > 0;
    }

    /** Whether the outputs say that a thing is present. */
    boolean claimed(int example, int unit) {
        return classes() ? chosen(example) == unit : outputs[example * units + unit] > 0;
    }

    /** Whether an example is answered right: the class, or whether the thing of this unit is present. */
    boolean right(int example, int unit) {
        return classes()
                ? chosen(example) == (int) rows.values()[example]
                : claimed(example, unit) == present(example, unit);
    }

    /** The class of the largest output, the first of equal ones. */
    int chosen(int example) {
        int best = 0;
        for (int unit = 1; unit < units; unit++) {
            if (outputs[example * units + unit] > outputs[example * units + best]) {
                best = unit;
            }
        }
        return best;
    }

    /**
     * How strongly the outputs say that a thing is present. Of classes it is the log odds of this one against all
     * others under a softmax: logits alone cannot be compared between examples, and the probability itself would
     * round to equal numbers near 1.
     */
    double score(int example, int unit) {
        double own = outputs[example * units + unit];
        if (!classes() || units < 2) {
            return own;
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int other = 0; other < units; other++) {
            if (other != unit) {
                largest = Math.max(largest, outputs[example * units + other]);
            }
        }
        double sum = 0;
        for (int other = 0; other < units; other++) {
            if (other != unit) {
                sum += StrictMath.exp(outputs[example * units + other] - largest);
            }
        }
        return own - (largest + StrictMath.log(sum));
    }

    /** The probability of a thing, its score taken as log odds. */
    double probability(int example, int unit) {
        return 1 / (1 + StrictMath.exp(-score(example, unit)));
    }

    /** How many outputs come before one: the larger ones, and the equal ones that stand before it. */
    int before(int example, int unit) {
        int before = 0;
        for (int other = 0; other < units; other++) {
            float difference = outputs[example * units + other] - outputs[example * units + unit];
            before += difference > 0 || (difference == 0 && other < unit) ? 1 : 0;
        }
        return before;
    }

    /** Whether some output is infinite or not a number, so that nothing can be measured. */
    boolean broken() {
        for (int i = 0; i < examples * units; i++) {
            if (!Float.isFinite(outputs[i])) {
                return true;
            }
        }
        return false;
    }

    /** The mean of a measure over the units; NaN if one of them is, or an output is. */
    double meanOverUnits(IntToDoubleFunction measure) {
        if (broken()) {
            return Double.NaN;
        }
        double sum = 0;
        for (int unit = 0; unit < units; unit++) {
            sum += measure.applyAsDouble(unit);
        }
        return sum / units;
    }
}
