package dev.tenon.experiments.model;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import java.util.HashMap;
import java.util.Map;

/**
 * How much of the image one element of a value sees: the extent of a convolutional net's receptive field by the
 * usual recurrence, {@code r += (span - 1) * jump; jump *= stride} (Araujo, Norris, Sim: Computing Receptive
 * Fields of Convolutional Neural Networks, Distill 2019).
 */
final class ReceptiveField {

    /**
     * A field.
     *
     * @param height rows; 0 where all of the image is seen
     * @param width columns; 0 where all of the image is seen
     * @param jumpDown image rows between neighbouring elements
     * @param jumpAcross image columns between neighbouring elements
     */
    record Field(int height, int width, int jumpDown, int jumpAcross) {
        static final Field ALL = new Field(0, 0, 1, 1);

        boolean all() {
            return height == 0;
        }

        Field under(Window w) {
            return all()
                    ? ALL
                    : new Field(
                            height + (w.spanHeight() - 1) * jumpDown,
                            width + (w.spanWidth() - 1) * jumpAcross,
                            jumpDown * w.strideHeight(),
                            jumpAcross * w.strideWidth());
        }

        Field or(Field other) {
            return all() || other.all()
                    ? ALL
                    : new Field(
                            Math.max(height, other.height),
                            Math.max(width, other.width),
                            Math.max(jumpDown, other.jumpDown),
                            Math.max(jumpAcross, other.jumpAcross));
        }
    }

    private final Map<Value, Field> known = new HashMap<>();

    ReceptiveField(Value images) {
        known.put(images, new Field(1, 1, 1, 1));
    }

    /** The field of a value; of one that does not depend on the image, a single pixel's. */
    Field of(Value value) {
        Field field = known.get(value);
        if (field == null) {
            field = compute(value);
            known.put(value, field);
        }
        return field;
    }

    private Field compute(Value value) {
        Field inputs = new Field(1, 1, 1, 1);
        for (Value input : value.inputs()) {
            inputs = inputs.or(of(input));
        }
        return switch (value.op()) {
            case Composite.Conv2d conv -> inputs.under(conv.window());
            case Composite.MaxPool pool -> inputs.under(pool.window());
            case Composite.AveragePool pool -> inputs.under(pool.window());
            case Primitive.Unfold unfold -> inputs.under(unfold.window());
            case Primitive.Reshape reshape -> mixes(value.input(0).shape(), value.shape()) ? Field.ALL : inputs;
            case Primitive.Reduce reduce ->
                reduce.axes().contains(1) && value.input(0).shape().rank() == 4 ? Field.ALL : inputs;
            case Primitive other -> inputs;
            case Composite other -> inputs;
        };
    }

    /** Whether a reshape puts several positions of an image into one vector. */
    private static boolean mixes(Shape from, Shape to) {
        return from.rank() == 4 && to.rank() < 4 && from.dim(1) * from.dim(2) > 1;
    }
}
