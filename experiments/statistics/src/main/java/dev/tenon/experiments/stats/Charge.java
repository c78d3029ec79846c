package dev.tenon.experiments.stats;

import dev.tenon.experiments.spec.CompareSpec;

/**
 * What arms are charged for what they learn from, all stages together: a learning curve is drawn over it.
 *
 * @param labels whether they are charged labels instead of examples
 * @param price what a label of a part counts beside one of a whole, from 0 to 1
 */
public record Charge(boolean labels, double price) {

    static Charge of(CompareSpec compare) {
        return new Charge(
                compare.match() == CompareSpec.Match.LABELS
                        || compare.partLabels().isPresent(),
                compare.partLabels().orElse(1.0));
    }

    /** What an arm is charged in a cell; NaN where that is not known. */
    public double of(ArmSummary summary) {
        return labels ? summary.labels().map(this::of).map(Long::doubleValue).orElse(Double.NaN) : summary.charged();
    }

    /** Labels as they count, rounded to a whole one. */
    public long of(Labels counted) {
        return counted.wholes() + StrictMath.round(price * counted.parts());
    }

    /** What is counted, {@code training examples} or {@code labels}. */
    public String what() {
        return labels
                ? "labels"
                        + (price == 1
                                ? ""
                                : " (those of parts " + (price == 0 ? "free" : "at " + Figures.shortest(price)) + ")")
                : "training examples";
    }

    /** Within a sentence after "labels of parts". */
    public String ofParts() {
        return price == 0
                ? "are free: they are not counted"
                : price == 1
                        ? "count like those of wholes"
                        : "count " + Figures.shortest(price) + " of one of a whole each";
    }
}
