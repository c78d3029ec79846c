package dev.tenon.layers.metrics;

import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Counts of each class or thing, from which a measure follows. Counts do not depend on how rows are divided into parts. The measure is NaN
 * where some output is not finite.
 */
final class Tally implements Metric.Accumulator {

    /**
     * Counts of a class or label over the rows.
     *
     * @param all rows
     * @param present true positives and false negatives
     * @param both true positives
     * @param claimed true positives and false positives
     */
    record Counts(long all, long present, long both, long claimed) {

        /** True positives, false positives and false negatives. */
        long either() {
            return present + claimed - both;
        }

        /** The part of the rows that have it in which it is found; NaN if there are none. */
        double foundOfPresent() {
            return (double) both / present;
        }

        /** The part of the rows that lack it in which it is not found; NaN if there are none. */
        double clearOfAbsent() {
            return (double) (all - either()) / (all - present);
        }
    }

    /** What follows from the counts of all units. */
    @FunctionalInterface
    interface Measure {
        /**
         * The measure.
         *
         * @param rows of the first part, for the kind and the names
         */
        double of(TargetRows rows, List<Counts> units);
    }

    private final Measure measure;
    private TargetRows first = new TargetRows(Targets.SIGNS, List.of(), 0, new float[0], 0);
    private long all;
    private long[] present = new long[0];
    private long[] both = new long[0];
    private long[] claimed = new long[0];
    private boolean broken;

    Tally(Measure measure) {
        this.measure = measure;
    }

    /** The mean of a measure over some of the units; NaN if there are none, or one of them is. */
    static Tally mean(Function<TargetRows, int[]> measured, ToDoubleFunction<Counts> of) {
        return new Tally((rows, units) -> {
            int[] some = measured.apply(rows);
            double sum = 0;
            for (int unit : some) {
                sum += of.applyAsDouble(units.get(unit));
            }
            return sum / some.length;
        });
    }

    /** The mean of a measure over the units that any row has or is said to have. */
    static Tally meanOfCounted(ToDoubleFunction<Counts> of) {
        return new Tally((rows, units) -> {
            double sum = 0;
            int counted = 0;
            for (Counts counts : units) {
                if (counts.either() > 0) {
                    sum += of.applyAsDouble(counts);
                    counted++;
                }
            }
            return sum / counted;
        });
    }

    @Override
    public void add(TargetRows rows, float[] outputs) {
        if (first.units() == 0) {
            first = rows;
            present = new long[rows.units()];
            both = new long[rows.units()];
            claimed = new long[rows.units()];
        }
        UnitScores answers = new UnitScores(rows, outputs);
        broken |= answers.broken();
        all += rows.count();
        for (int example = 0; example < rows.count(); example++) {
            if (answers.classes()) {
                int chosen = answers.chosen(example);
                int right = (int) rows.values()[example];
                present[right]++;
                claimed[chosen]++;
                both[right] += right == chosen ? 1 : 0;
                continue;
            }
            for (int unit = 0; unit < present.length; unit++) {
                boolean has = answers.present(example, unit);
                boolean said = answers.claimed(example, unit);
                present[unit] += has ? 1 : 0;
                claimed[unit] += said ? 1 : 0;
                both[unit] += has && said ? 1 : 0;
            }
        }
    }

    @Override
    public double value() {
        if (broken) {
            return Double.NaN;
        }
        List<Counts> counts = IntStream.range(0, present.length)
                .mapToObj(unit -> new Counts(all, present[unit], both[unit], claimed[unit]))
                .toList();
        return measure.of(first, counts);
    }
}
