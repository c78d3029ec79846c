package dev.tenon.layers.metrics;

import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import java.util.Optional;

/**
 * A metric that sees a split part by part: the whole split is one part.
 *
 * @param <S> its settings
 */
interface Streamed<S extends Record> extends Metric<S> {

    /** Nothing added yet. */
    Accumulator start(S settings);

    @Override
    default double measure(S settings, TargetRows rows, float[] outputs) {
        Accumulator whole = start(settings);
        whole.add(rows, outputs);
        return whole.value();
    }

    @Override
    default Optional<Accumulator> accumulator(S settings) {
        return Optional.of(start(settings));
    }
}
