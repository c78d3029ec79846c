package dev.tenon.api.training;

import dev.tenon.api.settings.Configurable;
import java.util.Optional;

/**
 * A measure of how well outputs fit targets over a whole split, computed in double on the host. A file names it with its
 * split, such as {@code test.accuracy}, or under another name, with settings, in {@code compare.measures}.
 *
 * @param <S> its settings; {@link dev.tenon.api.settings.NoSettings} if it has none. One that a file shall name with its split alone
 *     has defaults for all.
 */
public interface Metric<S extends Record> extends Configurable<S> {

    /** Whether it can measure outputs against such targets. */
    boolean takes(S settings, Targets targets, int units);

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
     * @return what is missing, such as {@code there is no example of class "0"}
     */
    default Optional<String> undefined(S settings, TargetRows rows) {
        return Optional.empty();
    }

    /**
     * The measure.
     *
     * @param outputs {@code [rows.count, rows.units]}, row-major. Not to be written to.
     * @return NaN if the split does not define it, as AUROC with a single class
     */
    double measure(S settings, TargetRows rows, float[] outputs);

    /**
     * The measure of a split that is seen part by part, in memory that does not grow with it: what is counted or summed row by row. A split
     * of any size is measured then without being held.
     *
     * @return nothing yet added to it; empty if the whole split is needed at once, as where its rows are ranked
     */
    default Optional<Accumulator> accumulator(S settings) {
        return Optional.empty();
    }

    /** A split that is seen part by part, its rows in order. One thread uses it. */
    interface Accumulator {

        /**
         * Takes note of the next rows.
         *
         * @param rows of the part; all parts are of one kind
         * @param outputs {@code [rows.count, rows.units]}, row-major. Not to be written to.
         */
        void add(TargetRows rows, float[] outputs);

        /** What {@link Metric#measure} gives of all rows so far, to the bit, however they were divided into parts. */
        double value();
    }
}
