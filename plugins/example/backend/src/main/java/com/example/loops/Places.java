package com.example.loops;

import module dev.tenon.api;
import java.util.function.IntUnaryOperator;

/** For ops that only move elements: where each element of the result was, as an index, or {@link #NONE}. */
final class Places {

    /** The element is not from the input but the op's fill. */
    static final int NONE = -1;

    private Places() {}

    /** The index along an input's axis for an index along a result's; below 0 for none. */
    private interface Along {
        int from(int axis, int index);
    }

    static int[] permute(Primitive.Permute op, Shape input, Shape result) {
        int[] strides = input.strides();
        return of(result, axis -> strides[op.order().get(axis)], (axis, index) -> index);
    }

    static int[] expand(Shape input, Shape result) {
        int[] strides = input.strides();
        int missing = result.rank() - input.rank();
        return of(
                result,
                axis -> axis < missing || input.dim(axis - missing) == 1 ? 0 : strides[axis - missing],
                (axis, index) -> index);
    }

    static int[] slice(Primitive.Slice op, Shape input, Shape result) {
        int[] strides = input.strides();
        return of(result, axis -> strides[axis], (axis, index) -> op.start().get(axis)
                + index * op.step().get(axis));
    }

    static int[] flip(Primitive.Flip op, Shape shape) {
        int[] strides = shape.strides();
        return of(
                shape,
                axis -> strides[axis],
                (axis, index) -> op.axes().contains(axis) ? shape.dim(axis) - 1 - index : index);
    }

    static int[] pad(Primitive.Pad op, Shape input, Shape result) {
        int[] strides = input.strides();
        return of(result, axis -> strides[axis], (axis, index) -> {
            int step = op.interior().get(axis) + 1;
            int from = index - op.low().get(axis);
            boolean inside = from >= 0 && from % step == 0 && from / step < input.dim(axis);
            return inside ? from / step : NONE;
        });
    }

    /** Every index is moved along its axis, whatever the others. */
    private static int[] of(Shape result, IntUnaryOperator stride, Along along) {
        int[] places = new int[result.size()];
        int inner = places.length;
        for (int axis = 0; axis < result.rank(); axis++) {
            int extent = result.dim(axis);
            int outer = inner;
            inner /= extent;
            for (int i = 0; i < places.length; i++) {
                int from = along.from(axis, i % outer / inner);
                boolean none = from < 0 || places[i] == NONE;
                places[i] = none ? NONE : places[i] + from * stride.applyAsInt(axis);
            }
        }
        return places;
    }

    /** Patches in the order (image, window row, window column, tap row, tap column, channel). */
    static int[] unfold(Window window, Shape image) {
        int height = image.dim(1);
        int width = image.dim(2);
        int channels = image.dim(3);
        int down = window.windowsDown(height);
        int across = window.windowsAcross(width);
        int[] places = new int[image.dim(0) * down * across * window.height() * window.width() * channels];
        for (int i = 0; i < places.length; i++) {
            int rest = i / channels;
            int tapColumn = rest % window.width();
            rest /= window.width();
            int tapRow = rest % window.height();
            rest /= window.height();
            int column =
                    rest % across * window.strideWidth() + tapColumn * window.dilationWidth() - window.padLeft();
            rest /= across;
            int row = rest % down * window.strideHeight() + tapRow * window.dilationHeight() - window.padTop();
            boolean inside = row >= 0 && row < height && column >= 0 && column < width;
            places[i] = inside ? ((rest / down * height + row) * width + column) * channels + i % channels : NONE;
        }
        return places;
    }
}
