package dev.tenon.api.training;

import dev.tenon.api.graph.Value;
import dev.tenon.api.settings.Configurable;

/**
 * What training makes small.
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
     * The loss of each example.
     *
     * @param output the network's result, {@code [n, units]}
     * @param target {@code [n]} for classes, else {@code [n, units]}
     * @return {@code [n]}; training makes its mean small
     */
    Value apply(S settings, Value output, Value target);
}
