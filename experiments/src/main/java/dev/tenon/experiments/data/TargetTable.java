package dev.tenon.experiments.data;

import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.spec.StageSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Targets in the form that a loss or a metric takes.
 *
 * @param kind what they are
 * @param units outputs that a network needs for them; for classes, how many
 * @param values {@code [n]} for classes, else {@code [n, units]}
 */
public record TargetTable(Targets kind, int units, float[] values) {

    /** The targets of a data set as they are. */
    public static TargetTable of(Examples examples) {
        return new TargetTable(examples.kind(), examples.units(), examples.targets());
    }

    /**
     * The targets of a data set as a loss wants them.
     *
     * @throws IllegalArgumentException if they cannot be turned into that, saying why
     */
    public static TargetTable of(Examples examples, Targets wanted) {
        Targets given = examples.kind();
        if (given == wanted) {
            return of(examples);
        }
        return switch (given) {
            case CLASSES ->
                new TargetTable(wanted, examples.units(), oneOfMany(examples, wanted == Targets.SIGNS ? -1f : 0f));
            case SIGNS -> {
                if (wanted == Targets.NUMBERS) {
                    yield new TargetTable(Targets.NUMBERS, examples.units(), examples.targets());
                }
                if (examples.units() != 1) {
                    throw new IllegalArgumentException("the data says for each of "
                            + examples.names()
                            + " whether it is present, which is not one class an image; use a loss such as logistic");
                }
                yield new TargetTable(Targets.CLASSES, 2, presence(examples.targets()));
            }
            case NUMBERS ->
                throw new IllegalArgumentException(
                        "the data has numbers as targets, which are neither classes nor signs; use a loss such as"
                                + " mean-squared-error");
        };
    }

    /** The targets that a stage's outputs are measured against: the data's own if the outputs fit those, else the loss's. */
    public static TargetTable measured(StageSpec stage, Examples examples) {
        TargetTable trained = of(examples, stage.train().loss().service().targets());
        return trained.units == examples.units() ? of(examples) : trained;
    }

    /** A name for each unit. */
    public List<String> names(Examples examples) {
        List<String> names = examples.names();
        return names.size() == units ? names : List.of("no " + names.getFirst(), names.getFirst());
    }

    private static float[] oneOfMany(Examples examples, float absent) {
        int n = examples.size();
        float[] values = new float[n * examples.units()];
        Arrays.fill(values, absent);
        for (int i = 0; i < n; i++) {
            values[i * examples.units() + (int) examples.targets()[i]] = 1f;
        }
        return values;
    }

    private static float[] presence(float[] signs) {
        float[] classes = new float[signs.length];
        for (int i = 0; i < signs.length; i++) {
            classes[i] = signs[i] > 0 ? 1f : 0f;
        }
        return classes;
    }

    /** Numbers for each example. */
    public int width() {
        return kind == Targets.CLASSES ? 1 : units;
    }

    /** The shape of the targets of {@code n} examples. */
    public Shape shape(int n) {
        return kind == Targets.CLASSES ? Shape.of(n) : Shape.of(n, units);
    }

    /** The targets of some examples, in that order. */
    public float[] rows(int[] indices) {
        int width = width();
        float[] rows = new float[indices.length * width];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * width, rows, i * width, width);
        }
        return rows;
    }
}
