package dev.tenon.experiments.run;

import dev.tenon.experiments.run.StageRecord.LossPoint;
import java.util.ArrayList;
import java.util.List;

/** Losses step by step, of which each stretch becomes one point: their mean. */
final class LossCurve {

    private final long stretch;
    private final List<LossPoint> points = new ArrayList<>();
    private double validation = Double.NaN;
    private long steps;
    private double sum;
    private long since;

    /** Nothing yet; {@code stretch} steps are a point. */
    LossCurve(long stretch) {
        this.stretch = stretch;
    }

    /** The validation loss that points have from now on. */
    void validation(double loss) {
        validation = loss;
    }

    /** Adds the losses of the next steps, the first {@code count} of an array. */
    void addAll(float[] losses, int count) {
        for (int i = 0; i < count; i++) {
            steps++;
            sum += losses[i];
            since++;
            if (since == stretch) {
                end();
            }
        }
    }

    /** Makes a point of what is left, if anything is. */
    void end() {
        if (since > 0) {
            points.add(new LossPoint(steps, sum / since, validation));
            sum = 0;
            since = 0;
        }
    }

    /** What there is so far. */
    Checkpoint.Curve checkpoint() {
        return new Checkpoint.Curve(points(), validation, steps, sum, since);
    }

    /** Goes on with a curve. */
    void restore(Checkpoint.Curve from) {
        points.addAll(from.points());
        validation = from.validation();
        steps = from.steps();
        sum = from.sum();
        since = from.since();
    }

    List<LossPoint> points() {
        return List.copyOf(points);
    }
}
