package dev.tenon.api.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The extents of a tensor, outermost axis first. Elements are float32 in row-major order. A scalar
 * has rank 0 and one element. Images are {@code [batch, height, width, channels]}, convolution
 * kernels {@code [height, width, channels in, channels out]}.
 */
public final class Shape {

    private static final Shape SCALAR = new Shape(new int[0]);

    private final int[] dims;
    private final int size;

    private Shape(int[] dims) {
        this.dims = dims;
        long product = 1;
        for (int dim : dims) {
            if (dim < 1) {
                throw new ShapeException(
                        "shape " + Arrays.toString(dims) + " has an extent of " + dim + "; extents are at least 1");
            }
            product *= dim;
            if (product > Integer.MAX_VALUE - 64) {
                throw new ShapeException("shape "
                        + Arrays.toString(dims)
                        + " has more than 2^31 elements; use a smaller batch or image");
            }
        }
        this.size = (int) product;
    }

    /**
     * A shape of the given extents.
     *
     * @throws ShapeException if an extent is below 1 or there are more elements than an array holds
     */
    public static Shape of(int... dims) {
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    /** The shape of rank 0 with one element. */
    public static Shape scalar() {
        return SCALAR;
    }

    /** The number of axes. */
    public int rank() {
        return dims.length;
    }

    /** The extent of an axis; negative axes count from the end, as -1 for the innermost. */
    public int dim(int axis) {
        return dims[axis < 0 ? axis + dims.length : axis];
    }

    /** The number of elements. */
    public int size() {
        return size;
    }

    /** A fresh array of the extents. */
    public int[] dims() {
        return dims.clone();
    }

    /** The number of elements between neighbours along each axis (row-major). */
    public int[] strides() {
        int[] strides = new int[dims.length];
        int step = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= dims[axis];
        }
        return strides;
    }

    /** This shape with the extent of one axis replaced. */
    public Shape with(int axis, int extent) {
        int[] changed = dims.clone();
        changed[axis < 0 ? axis + dims.length : axis] = extent;
        return of(changed);
    }

    /** The axes from {@code from} (inclusive) to {@code to} (exclusive) as a separate shape. */
    public Shape slice(int from, int to) {
        return of(Arrays.copyOfRange(dims, from, to));
    }

    /** This shape followed by another's axes. */
    public Shape append(int... more) {
        int[] all = Arrays.copyOf(dims, dims.length + more.length);
        System.arraycopy(more, 0, all, dims.length, more.length);
        return of(all);
    }

    /** The extents as a list, for messages and records. */
    public List<Integer> toList() {
        return IntStream.of(dims).boxed().toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return Arrays.toString(dims);
    }
}
