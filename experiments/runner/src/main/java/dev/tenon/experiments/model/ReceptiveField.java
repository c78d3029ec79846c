package dev.tenon.experiments.model;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of the image one element of a value sees: the extent of a convolutional net's receptive field by the
 * usual recurrence, {@code r += (span - 1) * jump; jump *= stride} (Araujo, Norris, Sim: Computing Receptive
 * Fields of Convolutional Neural Networks, Distill 2019). Upsampling divides the jump. So does a transposed convolution, of which one
 * element sees as many input elements as windows overlap there.
 */
final class ReceptiveField {

    /**
     * A field.
     *
     * @param tall rows; 0 where all of the image is seen
     * @param wide columns; 0 where all of the image is seen
     * @param jumpDown image rows between neighbouring elements
     * @param jumpAcross image columns between neighbouring elements
     */
    private record Field(double tall, double wide, double jumpDown, double jumpAcross) {
        static final Field PIXEL = new Field(1, 1, 1, 1);
        static final Field NONE = new Field(1, 1, 0, 0);
        static final Field ALL = new Field(0, 0, 1, 1);

        boolean all() {
            return tall == 0;
        }

        Field under(Window w) {
            return all()
                    ? ALL
                    : new Field(
                            tall + (w.spanHeight() - 1) * jumpDown,
                            wide + (w.spanWidth() - 1) * jumpAcross,
                            jumpDown * w.strideHeight(),
                            jumpAcross * w.strideWidth());
        }

        Field spread(Window w) {
            int down = (w.spanHeight() - 1) / w.strideHeight();
            int across = (w.spanWidth() - 1) / w.strideWidth();
            return all()
                    ? ALL
                    : new Field(
                            tall + down * jumpDown,
                            wide + across * jumpAcross,
                            jumpDown / w.strideHeight(),
                            jumpAcross / w.strideWidth());
        }

        Field upsampled(int down, int across) {
            return all() ? ALL : new Field(tall, wide, jumpDown / down, jumpAcross / across);
        }

        Field or(Field other) {
            return all() || other.all()
                    ? ALL
                    : new Field(
                            Math.max(tall, other.tall),
                            Math.max(wide, other.wide),
                            Math.max(jumpDown, other.jumpDown),
                            Math.max(jumpAcross, other.jumpAcross));
        }
    }

    private final Map<Value, Field> known = new HashMap<>();

    ReceptiveField(Collection<Value> images) {
        images.forEach(each -> known.put(each, Field.PIXEL));
    }

    /** Rows of the image that an element of a value sees; 0 for all of them. */
    int height(Value value) {
        return (int) Math.ceil(of(value).tall);
    }

    /** Columns of the image that an element of a value sees; 0 for all of them. */
    int width(Value value) {
        return (int) Math.ceil(of(value).wide);
    }

    /** Image rows between the fields of neighbouring places; 0 where they see all. */
    double down(Value value) {
        return of(value).all() ? 0 : of(value).jumpDown;
    }

    /** Image columns between the fields of neighbouring places; 0 where they see all. */
    double across(Value value) {
        return of(value).all() ? 0 : of(value).jumpAcross;
    }

    /** The field of a value; of one that does not depend on the image, no more than a pixel. */
    private Field of(Value value) {
        Field field = known.get(value);
        if (field == null) {
            field = compute(value);
            known.put(value, field);
        }
        return field;
    }

    private Field compute(Value value) {
        Field inputs = value.inputs().stream().map(this::of).reduce(Field::or).orElse(Field.NONE);
        if (inputs.equals(Field.NONE)) {
            return Field.NONE; // of parameters alone, whose axes are no rows and columns
        }
        return switch (value.op()) {
            case Composite.Conv2d conv -> under(inputs, conv.window(), value);
            case Composite.Conv2dInputGradient transposed -> inputs.spread(transposed.window());
            case Composite.MaxPool pool -> under(inputs, pool.window(), value);
            case Composite.AveragePool pool -> under(inputs, pool.window(), value);
            case Primitive.Unfold unfold -> under(inputs, unfold.window(), value);
            case Primitive.Reshape reshape -> mixes(value.input(0), value.shape()) ? Field.ALL : inputs;
            case Primitive.Expand expand -> upsampled(inputs, value.input(0).shape(), value.shape());
            case Primitive.Reduce reduce ->
                reduce.axes().contains(1) && value.input(0).shape().rank() == 4 ? Field.ALL : inputs;
            case Primitive other -> inputs;
            case Composite other -> inputs;
        };
    }

    /** A window that is as large as its input sees all of it, as in global pooling. */
    private static Field under(Field inputs, Window w, Value value) {
        Shape from = value.input(0).shape();
        boolean global = value.shape().dim(1) * value.shape().dim(2) == 1
                && w.spanHeight() >= from.dim(1)
                && w.spanWidth() >= from.dim(2);
        return global ? Field.ALL : inputs.under(w);
    }

    /**
     * Whether a reshape puts several positions of an image into one vector, or into other places. It does not where rows and columns,
     * put first, become one axis, along which matrices are stacked: one for each place.
     */
    private static boolean mixes(Value input, Shape to) {
        Shape from = input.shape();
        boolean stacked = input.op() instanceof Primitive.Permute permute
                && permute.order().equals(List.of(1, 2, 0, 3))
                && to.equals(Shape.of(from.dim(0) * from.dim(1), from.dim(2), from.dim(3)));
        return !stacked
                && from.rank() == 4
                && from.dim(1) * from.dim(2) > 1
                && (to.rank() < 4 || (to.rank() == 4 && !to.equals(from)));
    }

    /** Upsampling is {@code [n, h, 1, w, 1, c]} expanded to {@code [n, h, down, w, across, c]}. */
    private static Field upsampled(Field field, Shape from, Shape to) {
        return to.rank() == 6 && from.rank() == 6
                ? field.upsampled(to.dim(2) / from.dim(2), to.dim(4) / from.dim(4))
                : field;
    }
}
