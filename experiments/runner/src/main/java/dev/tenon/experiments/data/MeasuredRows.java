package dev.tenon.experiments.data;

import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a metric measures outputs against: a row for each position of some examples, those left out whose target is not known.
 *
 * @param targets of the rows
 * @param kept which of all positions of the examples are rows, in order; empty if all are, or there are none
 */
public record MeasuredRows(TargetRows targets, int[] kept) {

    /** The rows of some examples. */
    public static MeasuredRows of(TargetTable table, int[] indices) {
        float[] all = table.rows(indices);
        int width = table.width();
        if (known(all, 0, all.length)) {
            return new MeasuredRows(
                    new TargetRows(table.kind(), table.names(), table.units(), all, all.length / width), new int[0]);
        }
        int[] kept = IntStream.range(0, all.length / width)
                .filter(row -> known(all, row * width, width))
                .toArray();
        float[] values = TargetTable.rows(all, width, kept);
        return new MeasuredRows(new TargetRows(table.kind(), table.names(), table.units(), values, kept.length), kept);
    }

    private static boolean known(float[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (Float.isNaN(values[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * The outputs of the rows; those given if all positions are rows.
     *
     * @param outputs of all positions of the examples, {@code [n, positions, units]}
     */
    public float[] outputs(float[] outputs) {
        int units = targets.units();
        return targets.count() * units == outputs.length ? outputs : TargetTable.rows(outputs, units, kept);
    }

    /**
     * What a metric says of outputs of the rows. It gets copies: one that writes to what it is given harms nobody.
     *
     * @return NaN if it does not take such targets, or there are none
     */
    public double measure(Part<Metric<?>> metric, float[] outputs) {
        return takes(metric) && targets.count() > 0
                ? measure(metric.service(), metric.settings(), copy(), outputs.clone())
                : Double.NaN;
    }

    /**
     * Gives the rows, and their outputs, to a metric that sees a split part by part. It gets copies.
     *
     * @param outputs of all positions of the examples
     */
    public void addTo(Metric.Accumulator accumulator, float[] outputs) {
        if (targets.count() > 0) {
            accumulator.add(copy(), outputs(outputs).clone());
        }
    }

    /** Whether a metric takes such targets. */
    public boolean takes(Part<Metric<?>> metric) {
        return takes(metric.service(), metric.settings());
    }

    /** Why a metric is undefined on the rows, if it is. */
    public Optional<String> undefined(Part<Metric<?>> metric) {
        return undefined(metric.service(), metric.settings());
    }

    private TargetRows copy() {
        return new TargetRows(
                targets.kind(),
                targets.names(),
                targets.units(),
                targets.values().clone(),
                targets.count());
    }

    private static <S extends Record> double measure(
            Metric<S> metric, Record settings, TargetRows rows, float[] outputs) {
        return metric.measure(metric.settings().cast(settings), rows, outputs);
    }

    private <S extends Record> boolean takes(Metric<S> metric, Record settings) {
        return metric.takes(metric.settings().cast(settings), targets.kind(), targets.units());
    }

    private <S extends Record> Optional<String> undefined(Metric<S> metric, Record settings) {
        return metric.undefined(metric.settings().cast(settings), copy());
    }
}
