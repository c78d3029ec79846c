package dev.tenon.api.training;

/** A measure of how well outputs fit targets over a whole split, computed in double on the host. */
public interface Metric {

    /** Its name, as {@code accuracy} in {@code test.accuracy}. */
    String type();

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
