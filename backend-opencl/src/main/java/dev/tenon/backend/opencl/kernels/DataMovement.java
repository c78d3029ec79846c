package dev.tenon.backend.opencl.kernels;

import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.StreamKey;
import dev.tenon.backend.opencl.launch.KernelCode;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Ops that move elements: each element of the result is one of the input, or a fill. Also indicators and random numbers. */
public final class DataMovement {
    private final Style style;

    /** For a device. */
    public DataMovement(Style style) {
        this.style = style;
    }

    private KernelCode code(String kernel) {
        return BuiltinProgram.code(style, kernel);
    }

    /**
     * One axis of a result.
     *
     * @param extent of the result
     * @param in distance of neighbours in the input
     * @param out distance of neighbours in the result
     * @param low where in the result the input begins
     * @param gap distance in the result of the input's neighbours
     * @param limit extent of the input
     */
    private record Axis(int extent, int in, int out, int low, int gap, int limit) {
        /** An axis along which all elements come from the input. */
        static Axis all(int extent, int in, int out) {
            return new Axis(extent, in, out, 0, 1, extent);
        }

        boolean isAll() {
            return low == 0 && gap == 1 && limit == extent;
        }

        /** This axis and the next one inwards as one, where they can be. */
        boolean joins(Axis inner) {
            return isAll() && inner.isAll() && in == inner.in * inner.extent && out == inner.out * inner.extent;
        }

        Axis joined(Axis inner) {
            return all(extent * inner.extent, inner.in, inner.out);
        }
    }

    private Launch move(String name, Tensor x, Tensor y, List<Axis> axes, int inStart, int outStart, float fill) {
        List<Axis> few = new ArrayList<>();
        for (Axis axis : axes) {
            if (axis.extent() == 1 && axis.isAll()) {
                continue;
            }
            if (!few.isEmpty() && few.getLast().joins(axis)) {
                few.add(few.removeLast().joined(axis));
            } else {
                few.add(axis);
            }
        }
        IntStream.Builder table = IntStream.builder();
        int size = 1;
        for (Axis a : few) {
            table.add(a.extent())
                    .add(a.in())
                    .add(a.out())
                    .add(a.low())
                    .add(a.gap())
                    .add(a.limit());
            size *= a.extent();
        }
        return Launch.of(name, code("move"))
                .in(x)
                .out(y)
                .whole(size, few.size())
                .table(table.build().toArray())
                .whole(inStart, outStart)
                .real(fill)
                .over(size, style.group());
    }

    /** A contiguous copy. */
    public Launch copy(Tensor x, Tensor y, int size) {
        return Launch.of("copy", code("copy")).in(x).out(y).whole(size).over(size, style.group());
    }

    /** One number everywhere. */
    public Launch fill(Tensor y, int size, float value) {
        return Launch.of("fill", code("fill")).out(y).whole(size).real(value).over(size, style.group());
    }

    /** Repetition along axes. */
    public Launch expand(Shape from, Shape to, Tensor x, Tensor y) {
        int[] in = from.strides();
        int[] out = to.strides();
        int missing = to.rank() - from.rank();
        List<Axis> axes = new ArrayList<>();
        for (int axis = 0; axis < to.rank(); axis++) {
            boolean kept = axis >= missing && from.dim(axis - missing) > 1;
            axes.add(Axis.all(to.dim(axis), kept ? in[axis - missing] : 0, out[axis]));
        }
        return move("expand", x, y, axes, 0, 0, 0f);
    }

    /** Axes in another order. */
    public Launch permute(Primitive.Permute op, Shape from, Shape to, Tensor x, Tensor y) {
        int[] in = from.strides();
        int[] out = to.strides();
        List<Axis> axes = new ArrayList<>();
        for (int axis = 0; axis < to.rank(); axis++) {
            axes.add(Axis.all(to.dim(axis), in[op.order().get(axis)], out[axis]));
        }
        return move("permute", x, y, axes, 0, 0, 0f);
    }

    /** Axes backwards. */
    public Launch flip(Primitive.Flip op, Shape shape, Tensor x, Tensor y) {
        int[] steps = shape.strides();
        int start = 0;
        List<Axis> axes = new ArrayList<>();
        for (int axis = 0; axis < steps.length; axis++) {
            boolean turned = op.axes().contains(axis);
            start += turned ? (shape.dim(axis) - 1) * steps[axis] : 0;
            axes.add(Axis.all(shape.dim(axis), turned ? -steps[axis] : steps[axis], steps[axis]));
        }
        return move("flip", x, y, axes, start, 0, 0f);
    }

    /** A regular subset. */
    public Launch slice(Primitive.Slice op, Shape from, Shape to, Tensor x, Tensor y) {
        int[] in = from.strides();
        int[] out = to.strides();
        int start = 0;
        List<Axis> axes = new ArrayList<>();
        for (int axis = 0; axis < in.length; axis++) {
            start += op.start().get(axis) * in[axis];
            axes.add(Axis.all(to.dim(axis), in[axis] * op.step().get(axis), out[axis]));
        }
        return move("slice", x, y, axes, start, 0, 0f);
    }

    /** A border and gaps. */
    public Launch pad(Primitive.Pad op, Shape from, Shape to, Tensor x, Tensor y) {
        int[] in = from.strides();
        int[] out = to.strides();
        List<Axis> axes = new ArrayList<>();
        for (int axis = 0; axis < in.length; axis++) {
            axes.add(new Axis(
                    to.dim(axis),
                    in[axis],
                    out[axis],
                    op.low().get(axis),
                    op.interior().get(axis) + 1,
                    from.dim(axis)));
        }
        return move("pad", x, y, axes, 0, 0, op.value());
    }

    /**
     * One of several tensors side by side.
     *
     * @param at where along the axis it begins
     */
    public Launch part(int axis, int at, Shape part, Shape whole, Tensor x, Tensor y) {
        int[] in = part.strides();
        int[] out = whole.strides();
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < in.length; i++) {
            axes.add(Axis.all(part.dim(i), in[i], out[i]));
        }
        return move("concat", x, y, axes, 0, at * out[axis], 0f);
    }

    /** Images in a border. */
    public Launch border(Border border, int images, Tensor x, Tensor y) {
        int rows = images * border.fullHeight();
        long pitch = (long) border.fullWidth() * border.channels();
        long group = Math.min(style.group(), pitch);
        Launch.Builder launch = Launch.of("border", code(style.tiled() ? "border" : "border_rows"))
                .in(x)
                .out(y)
                .whole(rows, border.height(), border.width(), border.channels(), border.top(), border.left())
                .whole(border.fullHeight(), border.fullWidth());
        return !style.tiled() ? launch.over(rows, 1) : launch.grid(List.of(pitch, (long) rows), List.of(group, 1L));
    }

    /**
     * Kernels turned by 180 degrees, filters down and channels across, group by group: {@code [taps, channels of a group,
     * groups, filters of a group] -> [groups, taps, filters of a group, channels of a group]}.
     */
    public Launch turned(int taps, int channels, int groups, int filters, Tensor x, Tensor y) {
        int all = groups * filters;
        List<Axis> axes = List.of(
                Axis.all(groups, filters, taps * filters * channels),
                Axis.all(taps, -channels * all, filters * channels),
                Axis.all(filters, 1, channels),
                Axis.all(channels, all, 1));
        return move("turn", x, y, axes, (taps - 1) * channels * all, 0, 0f);
    }

    /** A stack of matrices, each transposed. */
    public Launch transposed(int stacks, int rows, int columns, Tensor x, Tensor y) {
        List<Axis> axes = List.of(
                Axis.all(stacks, rows * columns, rows * columns),
                Axis.all(columns, 1, rows),
                Axis.all(rows, columns, 1));
        return move("transpose", x, y, axes, 0, 0, 0f);
    }

    /** {@code [passes, size] -> [size]}, added in order from +0: the last step of a sum in groups. */
    public Launch addPasses(int passes, int size, Tensor x, Tensor y) {
        return Launch.of("add-passes", code("add_passes"))
                .in(x)
                .out(y)
                .whole(passes, size)
                .over(size, style.group());
    }

    /** Indicators. */
    public Launch oneHot(int count, int classes, Tensor x, Tensor y) {
        return Launch.of("one-hot", code(x.type() == ElementType.INT32 ? "one_hot_by_int" : "one_hot"))
                .in(x)
                .out(y)
                .whole(count * classes, classes)
                .over((long) count * classes, style.group());
    }

    /** A leaf of another type as floats. */
    public Launch toFloat(int size, Tensor x, Tensor y) {
        return Launch.of("to-float", code(x.type() == ElementType.UINT8 ? "bytes_to_float" : "ints_to_float"))
                .in(x)
                .out(y)
                .whole(size)
                .over(size, style.group());
    }

    /** Rows of a table. */
    public Launch gather(Shape table, int count, Tensor x, Tensor indices, Tensor y) {
        int length = table.size() / table.dim(0);
        String kernel = (x.type() == ElementType.UINT8 ? "gather_bytes" : "gather")
                + (indices.type() == ElementType.INT32 ? "_by_int" : "");
        return Launch.of("gather-rows", code(kernel))
                .in(x)
                .in(indices)
                .out(y)
                .whole(table.dim(0), count, length)
                .grid(List.of((long) length, (long) count), List.of((long) Math.min(style.group(), length), 1L));
    }

    /** Uniform numbers. */
    public Launch random(String stream, int size, Tensor seed, Tensor step, Tensor y) {
        long name = StreamKey.fnv1a64(stream);
        return Launch.of("random", code("random"))
                .in(seed)
                .in(step)
                .out(y)
                .whole(size, (int) name, (int) (name >>> 32))
                .over(Math.ceilDiv(size, 4), style.group());
    }
}
