package dev.tenon.experiments.run;

import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;
import dev.tenon.experiments.data.MeasuredRows;
import dev.tenon.experiments.data.TargetTable;
import java.util.Optional;

/** A metric of a split that it sees part by part, so that nothing is held of what the network gives for it. */
final class StreamedMeasure {

    private final Part<Metric<?>> metric;
    private final TargetTable table;
    private final Metric.Accumulator accumulator;
    private boolean saw;

    private StreamedMeasure(Part<Metric<?>> metric, TargetTable table, Metric.Accumulator accumulator) {
        this.metric = metric;
        this.table = table;
        this.accumulator = accumulator;
    }

    /**
     * Nothing seen yet.
     *
     * @param table what outputs are held against, which the metric takes
     * @return empty if the metric needs the whole split at once
     */
    static Optional<StreamedMeasure> of(Part<Metric<?>> metric, TargetTable table) {
        return Measurements.guarded(metric, () -> accumulator(metric.service(), metric.settings()))
                .map(started -> new StreamedMeasure(metric, table, started));
    }

    private static <S extends Record> Optional<Metric.Accumulator> accumulator(Metric<S> metric, Record settings) {
        return metric.accumulator(metric.settings().cast(settings));
    }

    /**
     * Sees the next examples.
     *
     * @param outputs of all their positions
     */
    void add(int[] examples, float[] outputs) {
        MeasuredRows rows = MeasuredRows.of(table, examples);
        if (rows.targets().count() > 0) {
            saw = true;
            Measurements.guarded(metric, () -> {
                rows.addTo(accumulator, outputs);
                return true;
            });
        }
    }

    /** The measure of all that was seen; NaN of nothing. */
    double value() {
        return saw ? Measurements.guarded(metric, accumulator::value) : Double.NaN;
    }
}
