package dev.tenon.layers.metrics;

import dev.tenon.api.training.Metric;

/**
 * A metric from 0 to 1 of which more is better.
 *
 * @param <S> its settings
 */
interface Fraction<S extends Record> extends Metric<S> {

    @Override
    default boolean higherIsBetter() {
        return true;
    }

    @Override
    default double lowest() {
        return 0;
    }

    @Override
    default double highest() {
        return 1;
    }
}
