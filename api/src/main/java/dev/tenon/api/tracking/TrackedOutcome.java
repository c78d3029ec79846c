package dev.tenon.api.tracking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of a trial.
 *
 * @param completed whether it ended as it should
 * @param message what happened else, for people; may be empty
 * @param epochs of all its stages, in the order in which they were trained
 * @param metrics by name, such as {@code test.accuracy}; NaN where one has no value
 * @since 0.2
 */
public record TrackedOutcome(boolean completed, String message, List<Epoch> epochs, Map<String, Double> metrics) {

    /** Keeps copies, in order. */
    public TrackedOutcome {
        epochs = List.copyOf(epochs);
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /**
     * A point of a learning curve.
     *
     * @param stage which network of the arm, such as {@code main}
     * @param step minibatches taken in this stage so far
     * @param training mean loss since the point before
     * @param validation mean loss over the validation split; NaN if it was not measured
     */
    public record Epoch(String stage, long step, double training, double validation) {}
}
