package dev.tenon.api.data;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A named tensor of each example: an image, a class, a mask, a position.
 *
 * <p>The numbers of an example lie at <em>positions</em>: a mask has one class for each pixel, and {@code [height, width]}
 * positions; a label belongs to the whole example, and has none. At each position signs and numbers have several
 * <em>units</em>, one for each label or number, which the innermost axis holds; a class is a single number.
 *
 * <p>NaN stands for what is not known. Where a column is a target, unknown positions count neither in a loss nor in a metric.
 *
 * <p>The numbers are in memory, or are read when they are needed. Those in memory are checked when the column is made, others by who
 * reads them.
 *
 * @param name what a file calls it
 * @param kind what the numbers are
 * @param shape of one example: the positions, and for signs and numbers the units
 * @param names of the classes, labels or numbers, one for each unit; empty for numbers that have no names, as those of an image
 * @param source the numbers
 */
public record Column(String name, Targets kind, Shape shape, List<String> names, Rows source) {

    /**
     * A column.
     *
     * @throws DataException if the numbers are not of the kind
     */
    public Column {
        names = List.copyOf(names);
        if (name.isBlank()) {
            throw new DataException("a column needs a name");
        }
        if (kind != Targets.CLASSES && shape.rank() == 0) {
            throw new DataException("column " + name + " needs an axis for its units, if only of extent 1");
        }
        if (kind == Targets.CLASSES && names.isEmpty()) {
            throw new DataException("column " + name + " has no classes");
        }
        boolean named = kind != Targets.NUMBERS || !names.isEmpty();
        if (kind != Targets.CLASSES && named && names.size() != shape.dim(-1)) {
            throw new DataException("column " + name + " has " + shape.dim(-1) + " units and the names " + names);
        }
        if (new HashSet<>(names).size() != names.size()) {
            throw new DataException("column " + name + " has a name twice: " + names);
        }
        check(name, kind, names.size(), source.array().orElse(new float[0]));
    }

    /**
     * A column in memory.
     *
     * @param values {@code [n, shape]}, row-major. Shared, not copied: receivers must not write to it
     * @throws DataException if the numbers are not of the kind, or the shape does not divide them
     */
    public Column(String name, Targets kind, Shape shape, List<String> names, float[] values) {
        this(name, kind, shape, names, Rows.of(shape, values));
    }

    /**
     * Checks what was read.
     *
     * @param rows numbers of some examples
     * @throws DataException if they are not of the kind
     */
    public void check(float[] rows) {
        check(name, kind, names.size(), rows);
    }

    private static void check(String name, Targets kind, int classes, float[] values) {
        if (kind == Targets.NUMBERS) {
            return;
        }
        for (float value : values) {
            boolean fits = Float.isNaN(value)
                    || switch (kind) {
                        case CLASSES -> value >= 0 && value < classes && value == (int) value;
                        case SIGNS -> Math.abs(value) == 1f;
                        case NUMBERS -> true;
                    };
            if (!fits) {
                throw new DataException(
                        kind == Targets.SIGNS
                                ? "a sign is +1 or -1, not " + value
                                : "label " + value + " is not an index into the " + classes + " classes of " + name);
            }
        }
    }

    /**
     * An image for each example.
     *
     * @param shape {@code [height, width, channels]}
     * @param values {@code [n, height, width, channels]}, row-major
     */
    public static Column image(String name, Shape shape, float[] values) {
        if (shape.rank() != 3 || values.length == 0 || values.length % shape.size() != 0) {
            throw new DataException(values.length + " numbers are not images of [height, width, channels] " + shape);
        }
        return new Column(name, Targets.NUMBERS, shape, List.of(), values);
    }

    /**
     * A class at each position.
     *
     * @param positions empty for one class an example, {@code [height, width]} for a mask
     * @param labels {@code [n, positions]}, indices into the names
     */
    public static Column classes(String name, Shape positions, float[] labels, List<String> classNames) {
        return new Column(name, Targets.CLASSES, positions, classNames, labels);
    }

    /**
     * An image for each example, read when it is needed.
     *
     * @param shape {@code [height, width, channels]}
     */
    public static Column image(String name, Shape shape, Rows source) {
        if (shape.rank() != 3) {
            throw new DataException(shape + " is not an image of [height, width, channels]");
        }
        return new Column(name, Targets.NUMBERS, shape, List.of(), source);
    }

    /** How many examples there are. */
    public int size() {
        return source.size();
    }

    /** Whether the numbers are in memory as one array. */
    public boolean held() {
        return source.array().isPresent();
    }

    /**
     * All numbers, {@code [n, shape]}, row-major, not to be written to. Those that do not are in memory are all read: large sets are
     * rather read in parts.
     *
     * @throws DataException if they cannot be read, or are too many for one array
     */
    public float[] values() {
        return source.array().orElseGet(() -> {
            if ((long) size() * shape.size() > Integer.MAX_VALUE - 64) {
                throw new DataException("column " + name + " has " + size() + " times " + shape.size()
                        + " numbers, more than the 2^31 that fit one array; use fewer examples or smaller ones");
            }
            int[] all = new int[size()];
            Arrays.setAll(all, i -> i);
            return rows(all);
        });
    }

    /** Where the numbers lie: the shape without the axis of units. */
    public Shape positions() {
        return kind == Targets.CLASSES ? shape : shape.slice(0, shape.rank() - 1);
    }

    /** How many classes, labels or numbers there are at a position. */
    public int units() {
        return kind == Targets.CLASSES ? names.size() : shape.dim(-1);
    }

    /** Whether anything is not known; of what does not are in memory, whether anything may be. */
    public boolean unknowns() {
        Optional<float[]> values = source.array();
        if (values.isEmpty()) {
            return !source.complete();
        }
        for (float value : values.get()) {
            if (Float.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    /** The same column with other values. */
    public Column with(float[] other) {
        return new Column(name, kind, shape, names, other);
    }

    /** The same column with other numbers. */
    public Column with(Rows other) {
        return new Column(name, kind, shape, names, other);
    }

    /**
     * The numbers of some examples, in that order, {@code [indices, shape]}.
     *
     * @throws DataException if they cannot be read
     */
    public float[] rows(int[] indices) {
        int width = shape.size();
        float[] rows = new float[Math.multiplyExact(indices.length, width)];
        for (int i = 0; i < indices.length; i++) {
            read(indices[i], rows, i * width);
        }
        return rows;
    }

    /**
     * Puts the numbers of an example into an array, from {@code at} on.
     *
     * @throws DataException if they cannot be read
     */
    public void read(int index, float[] into, int at) {
        try {
            source.read(index, into, at);
        } catch (IOException e) {
            throw new DataException(
                    "column " + name + " of example " + index + " cannot be read (" + e.getMessage()
                            + "); is the file still where it was?",
                    e);
        }
    }
}
