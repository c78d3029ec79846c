package dev.tenon.layers.metrics;

import dev.tenon.api.training.Targets;
import java.util.function.IntToDoubleFunction;

/** Outputs and targets, seen one output ("unit") at a time as scores of whether a thing is present. */
final class Answers {

    private final Targets kind;
    private final float[] outputs;
    private final float[] targets;
    private final int examples;
    private final int units;

    Answers(Targets kind, float[] outputs, float[] targets, int examples, int units) {
        this.kind = kind;
        this.outputs = outputs;
        this.targets = targets;
        this.examples = examples;
        this.units = units;
    }

    int examples() {
        return examples;
    }

    /** Whether the targets name classes, one for each example. */
    boolean classes() {
        return kind == Targets.CLASSES;
    }

    /** Whether a thing is present; of classes, whether the example is of this one. */
    boolean present(int example, int unit) {
        return classes() ? (int) targets[example] == unit : targets[example * units + unit] > 0;
    }

    /** Whether the outputs say that a thing is present. */
    boolean claimed(int example, int unit) {
        return classes() ? chosen(example) == unit : outputs[example * units + unit] > 0;
    }

    /** Whether an example is answered right: the class, or whether the thing of this unit is present. */
    boolean right(int example, int unit) {
        return classes() ? chosen(example) == (int) targets[example] : claimed(example, unit) == present(example, unit);
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

    /** The part of examples of a kind that get the right answer about a unit; NaN if there are none of the kind. */
    double recall(int unit, boolean ofPresent) {
        int all = 0;
        int right = 0;
        for (int example = 0; example < examples; example++) {
            if (present(example, unit) == ofPresent) {
                all++;
                right += claimed(example, unit) == ofPresent ? 1 : 0;
            }
        }
        return (double) right / all;
    }
}
