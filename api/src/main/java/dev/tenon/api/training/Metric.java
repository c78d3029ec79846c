package dev.tenon.api.training;

import dev.tenon.api.plugin.Service;
import java.util.List;
import java.util.Optional;

/**
 * A measure of how well outputs fit targets over a whole split, computed in double on the host. A file names it with its
 * split, as {@code test.accuracy}.
 */
public interface Metric extends Service {

    /** Whether it can measure outputs against such targets. */
    boolean takes(Targets targets, int units);

    /** Whether more is better. */
    boolean higherIsBetter();

    /** The least value it can have. Reports keep intervals within what it can have; infinite if there is no least. */
    default double lowest() {
        return Double.NEGATIVE_INFINITY;
    }

    /** The greatest value it can have, as 1 of a fraction; infinite if there is none. */
    default double highest() {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Why targets leave it undefined, whatever the outputs are; empty if they define it. An experiment that names an undefined
     * metric is refused before anything is trained.
     *
     * @param targets {@code [n]} for classes, else {@code [n, units]}
     * @param names the name of each class, thing or number, one for each unit
     * @return what is missing, as {@code there is no example of class "0"}
     */
    default Optional<String> undefined(Targets kind, float[] targets, int examples, List<String> names) {
        return Optional.empty();
    }

    /**
     * The measure.
     *
     * @param outputs {@code [n, units]}, row-major
     * @param targets {@code [n]} for classes, else {@code [n, units]}
     * @return NaN if the split does not define it, as AUROC with a single class
     */
    double measure(Targets kind, float[] outputs, float[] targets, int examples, int units);
}
