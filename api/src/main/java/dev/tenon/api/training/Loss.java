package dev.tenon.api.training;

import dev.tenon.api.graph.Value;
import dev.tenon.api.settings.Configurable;

/**
 * The objective that training minimises.
 *
 * @param <S> its settings
 */
public interface Loss<S extends Record> extends Configurable<S> {

    /**
     * The targets it takes. The runner turns classes into signs (one output a class) and either into numbers
     * where it has to.
     */
    Targets targets();

    /**
     * Whether it takes each position by itself, as a pixel of a mask: then positions are rows like examples, and any loss is also
     * one for each pixel. If not, as for a measure of overlap, it takes examples whole, with an axis of positions before that of
     * units, also where there is only one position.
     */
    default boolean perPosition() {
        return true;
    }

    /**
     * The loss of each row.
     *
     * @param output the network's result, {@code [n, units]}; {@code [n, positions, units]} if it takes examples whole
     * @param target {@code [n]} for classes, else {@code [n, units]}; with the axis of positions after the first if it takes
     *     examples whole
     * @return {@code [n]}; training makes its mean small
     */
    Value apply(S settings, Value output, Value target);
}
