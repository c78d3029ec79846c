package dev.tenon.experiments.data;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Rows;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A column of targets in the form that a loss or a metric takes.
 *
 * @param kind what they are
 * @param units outputs that a network needs for them at each position; for classes, how many
 * @param positions where they lie in an example; of rank 0 where they belong to the whole of it
 * @param names of the units; empty for numbers that have none
 * @param source {@code [positions]} for classes, else {@code [positions, units]}; NaN where nothing is known
 * @param unknowns whether anything is not known, or may be
 */
public record TargetTable(Targets kind, int units, Shape positions, List<String> names, Rows source, boolean unknowns) {

    /** The targets of a column as they are. */
    public static TargetTable of(Column column) {
        return new TargetTable(
                column.kind(), column.units(), column.positions(), column.names(), column.source(), column.unknowns());
    }

    /**
     * The targets of a column as a loss wants them.
     *
     * @throws IllegalArgumentException if they cannot be turned into that, saying why
     */
    public static TargetTable of(Column column, Targets wanted) {
        TargetTable given = of(column);
        if (given.kind == wanted) {
            return given;
        }
        return switch (given.kind) {
            case CLASSES ->
                given.as(
                        wanted,
                        given.names,
                        values -> oneOfMany(values, given.units, wanted == Targets.SIGNS ? -1f : 0f));
            case SIGNS -> {
                if (wanted == Targets.NUMBERS) {
                    yield given.as(Targets.NUMBERS, given.names, values -> values);
                }
                if (given.units != 1) {
                    throw new IllegalArgumentException("is compared with signs that say for each of "
                            + given.names
                            + " whether it is present, which is not one class an image; use a loss such as logistic");
                }
                String thing = given.names.getFirst();
                yield given.as(Targets.CLASSES, List.of("no " + thing, thing), TargetTable::presence);
            }
            case NUMBERS ->
                throw new IllegalArgumentException(
                        "is compared with numbers, which are neither classes nor signs; use a loss such as"
                                + " mean-squared-error");
        };
    }

    private TargetTable as(Targets other, List<String> unitNames, UnaryOperator<float[]> change) {
        return new TargetTable(
                other,
                unitNames.size(),
                positions,
                unitNames,
                changed(other == Targets.CLASSES ? 1 : unitNames.size(), change),
                unknowns);
    }

    /**
     * These with something else in the place of each position's numbers; what does not lie in memory is changed when it is read.
     *
     * @param newWidth numbers at each position
     * @param change takes and gives the numbers of any positions, in order
     */
    private Rows changed(int newWidth, UnaryOperator<float[]> change) {
        Shape row = positions.append(newWidth);
        return source.array().map(values -> Rows.of(row, change.apply(values))).orElseGet(() -> {
            int size = width() * positions.size();
            return Rows.of(source.size(), (index, into, at) -> {
                float[] values = new float[size];
                source.read(index, values, 0);
                System.arraycopy(change.apply(values), 0, into, at, row.size());
            });
        });
    }

    private static float[] oneOfMany(float[] values, int units, float absent) {
        float[] all = new float[Math.multiplyExact(values.length, units)];
        Arrays.fill(all, absent);
        for (int i = 0; i < values.length; i++) {
            if (Float.isNaN(values[i])) {
                Arrays.fill(all, i * units, (i + 1) * units, Float.NaN);
            } else {
                all[i * units + (int) values[i]] = 1f;
            }
        }
        return all;
    }

    private static float[] presence(float[] signs) {
        float[] classes = new float[signs.length];
        for (int i = 0; i < signs.length; i++) {
            classes[i] = Float.isNaN(signs[i]) ? Float.NaN : signs[i] > 0 ? 1f : 0f;
        }
        return classes;
    }

    /** Numbers at each position. */
    public int width() {
        return kind == Targets.CLASSES ? 1 : units;
    }

    /** The shape of the targets of {@code n} examples. */
    public Shape shape(int n) {
        return kind == Targets.CLASSES ? with(n) : output(n);
    }

    /** The shape of the outputs of a network for {@code n} examples, which these targets need. */
    public Shape output(int n) {
        return with(n).append(units);
    }

    private Shape with(int n) {
        return Shape.of(n).append(positions.dims());
    }

    /** Whether all targets lie in memory. */
    public boolean held() {
        return ByteRows.held(source);
    }

    /** These with a target in place of each that is not known: the first class, a sign of +1, a number of 0. */
    public TargetTable filled() {
        Rows filled = changed(width(), values -> {
            float[] known = values.clone();
            for (int i = 0; i < known.length; i++) {
                if (Float.isNaN(known[i])) {
                    known[i] = kind == Targets.SIGNS ? 1f : 0f;
                }
            }
            return known;
        });
        return new TargetTable(kind, units, positions, names, filled, false);
    }

    /** At each position 1 where all of its units are known, else 0, {@code [n, positions, 1]}. */
    public TargetTable known() {
        int width = width();
        Rows known = changed(1, values -> {
            float[] all = new float[values.length / width];
            Arrays.fill(all, 1f);
            for (int i = 0; i < values.length; i++) {
                if (Float.isNaN(values[i])) {
                    all[i / width] = 0f;
                }
            }
            return all;
        });
        return new TargetTable(Targets.NUMBERS, 1, positions, List.of(), known, false);
    }

    /** The targets of some examples, in that order. */
    public float[] rows(int[] indices) {
        return rows("").read(indices);
    }

    /** Reads the targets. */
    public BatchRows rows(String name) {
        return new BatchRows(name, source, width() * positions.size());
    }

    /** Some rows of a table of so many numbers each, in the order asked. */
    static float[] rows(float[] values, int width, int[] indices) {
        float[] rows = new float[Math.multiplyExact(indices.length, width)];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * width, rows, i * width, width);
        }
        return rows;
    }
}
