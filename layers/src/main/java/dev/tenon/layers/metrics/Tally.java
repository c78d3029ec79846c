package dev.tenon.layers.metrics;

import dev.tenon.api.training.Metric;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.Arrays;
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
     * Of a thing, how many rows there are, have it, have it and are said to, have it or are said to, and are said to.
     *
     * @param all rows
     * @param present true positives and false negatives
     * @param both true positives
     * @param either true positives, false positives and false negatives
     * @param claimed true positives and false positives
     */
    record Counts(long all, long present, long both, long either, long claimed) {

        private Counts with(boolean has, boolean said) {
            return new Counts(
                    all,
                    present + (has ? 1 : 0),
                    both + (has && said ? 1 : 0),
                    either + (has || said ? 1 : 0),
                    claimed + (said ? 1 : 0));
        }

        /** The part of the rows that have it in which it is found; NaN if there are none. */
        double foundOfPresent() {
            return (double) both / present;
        }

        /** The part of the rows that lack it in which it is not found; NaN if there are none. */
        double clearOfAbsent() {
            return (double) (all - either) / (all - present);
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
    private Counts[] units = new Counts[0];
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

    /** The mean of a measure over all units. */
    static Tally mean(ToDoubleFunction<Counts> of) {
        return mean(rows -> IntStream.range(0, rows.units()).toArray(), of);
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
            units = new Counts[rows.units()];
            Arrays.fill(units, new Counts(0, 0, 0, 0, 0));
        }
        Answers answers = new Answers(rows, outputs);
        broken |= answers.broken();
        all += rows.count();
        for (int example = 0; example < rows.count(); example++) {
            if (answers.classes()) {
                int chosen = answers.chosen(example);
                int right = (int) rows.values()[example];
                units[right] = units[right].with(true, right == chosen);
                if (right != chosen) {
                    units[chosen] = units[chosen].with(false, true);
                }
                continue;
            }
            for (int unit = 0; unit < units.length; unit++) {
                units[unit] = units[unit].with(answers.present(example, unit), answers.claimed(example, unit));
            }
        }
    }

    @Override
    public double value() {
        if (broken) {
            return Double.NaN;
        }
        List<Counts> counts = Arrays.stream(units)
                .map(each -> new Counts(all, each.present, each.both, each.either, each.claimed))
                .toList();
        return measure.of(first, counts);
    }
}
