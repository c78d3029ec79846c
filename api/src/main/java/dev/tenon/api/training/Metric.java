package dev.tenon.api.training;

import dev.tenon.api.plugin.Service;

/**
 * A measure of how well outputs fit targets over a whole split, computed in double on the host. A file names it with its
 * split, as {@code test.accuracy}.
 */
public interface Metric extends Service {

    /** Whether it can measure outputs against such targets. */
    boolean takes(Targets targets, int units);

    /** Whether more is better. */
    boolean higherIsBetter();

    /**
     * The measure.
     *
     * @param outputs {@code [n, units]}, row-major
     * @param targets {@code [n]} for classes, else {@code [n, units]}
     * @return NaN if the split does not define it, as AUROC with a single class
     */
    double measure(Targets kind, float[] outputs, float[] targets, int examples, int units);
}
