package dev.tenon.api.training;

import dev.tenon.api.graph.Value;
import dev.tenon.api.settings.Configurable;

/**
 * What a layer's result or a parameter costs by itself, whatever the targets are: a term of an objective that keeps weights small,
 * activations sparse or a learned image smooth.
 *
 * @param <S> its settings
 */
public interface Penalty<S extends Record> extends Configurable<S> {

    /**
     * The cost of each row.
     *
     * @param value a layer's result, {@code [n, ...]}, a row for each example; a parameter is one row, {@code [1, ...]}
     * @return {@code [n]}; training makes its mean small
     */
    Value apply(S settings, Value value);
}
