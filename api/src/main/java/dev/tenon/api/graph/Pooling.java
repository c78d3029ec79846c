package dev.tenon.api.graph;

import java.util.List;

/** What pooling means, in primitives: taps are visited in the order (row, column). */
final class Pooling {

    private Pooling() {}

    static Shape shape(String op, Window window, Shape input) {
        Shape x = Shapes.images(op, input);
        return Shape.of(x.dim(0), window.windowsDown(x.dim(1)), window.windowsAcross(x.dim(2)), x.dim(3));
    }

    static Value max(Window window, Value x) {
        Value bordered = border(window, x, Float.NEGATIVE_INFINITY);
        Value best = null;
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                Value tap = tap(window, bordered, row, column);
                best = best == null ? tap : Ops.max(tap, best);
            }
        }
        return java.util.Objects.requireNonNull(best);
    }

    static Value maxGradient(Window window, Value x, Value y, Value g) {
        Value bordered = border(window, x, Float.NEGATIVE_INFINITY);
        Value zero = Ops.expand(Ops.constant(0f), y.shape());
        Value sum = Ops.expand(Ops.constant(0f), bordered.shape());
        Value taken = zero;
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                Value hit = Ops.equal(tap(window, bordered, row, column), y);
                Value part = Ops.select(taken, zero, Ops.select(hit, g, zero));
                taken = Ops.max(taken, hit);
                sum = Ops.add(sum, putBack(window, part, bordered.shape(), row, column));
            }
        }
        return unborder(window, sum);
    }

    static Value average(Window window, Value x) {
        Value bordered = border(window, x, 0f);
        Shape y = shape("average-pool", window, x.shape());
        return Ops.divide(tapSum(window, bordered, y), counts(window, x.shape(), y));
    }

    static Value averageGradient(Window window, int height, int width, Value g) {
        Shape image = Shape.of(g.shape().dim(0), height, width, g.shape().dim(3));
        Value part = Ops.divide(g, counts(window, image, g.shape()));
        Value sum = Ops.expand(
                Ops.constant(0f),
                border(window, Ops.expand(Ops.constant(0f), image), 0f).shape());
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                sum = Ops.add(sum, putBack(window, part, sum.shape(), row, column));
            }
        }
        return unborder(window, sum);
    }

    /** From +0, so that a tap in the border, which is +0, changes nothing. */
    private static Value tapSum(Window window, Value bordered, Shape y) {
        Value sum = Ops.expand(Ops.constant(0f), y);
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                sum = Ops.add(sum, tap(window, bordered, row, column));
            }
        }
        return sum;
    }

    /** For each window, how many of its taps lie in the image. */
    private static Value counts(Window window, Shape image, Shape y) {
        Shape one = Shape.of(1, image.dim(1), image.dim(2), 1);
        Value ones = border(window, Ops.expand(Ops.constant(1f), one), 0f);
        return Ops.expand(tapSum(window, ones, Shape.of(1, y.dim(1), y.dim(2), 1)), y);
    }

    private static Value border(Window window, Value x, float value) {
        if (window.padTop() + window.padBottom() + window.padLeft() + window.padRight() == 0) {
            return x;
        }
        return Ops.pad(
                x,
                List.of(0, window.padTop(), window.padLeft(), 0),
                List.of(0, window.padBottom(), window.padRight(), 0),
                List.of(0, 0, 0, 0),
                value);
    }

    private static Value unborder(Window window, Value x) {
        if (window.padTop() + window.padBottom() + window.padLeft() + window.padRight() == 0) {
            return x;
        }
        return Ops.pad(
                x,
                List.of(0, -window.padTop(), -window.padLeft(), 0),
                List.of(0, -window.padBottom(), -window.padRight(), 0),
                List.of(0, 0, 0, 0),
                0f);
    }

    /** One tap of every window of an image that has its border already. */
    private static Value tap(Window window, Value bordered, int row, int column) {
        Shape s = bordered.shape();
        int down = (s.dim(1) - window.spanHeight()) / window.strideHeight();
        int across = (s.dim(2) - window.spanWidth()) / window.strideWidth();
        int top = row * window.dilationHeight();
        int left = column * window.dilationWidth();
        return Ops.slice(
                bordered,
                List.of(0, top, left, 0),
                List.of(
                        s.dim(0),
                        top + down * window.strideHeight() + 1,
                        left + across * window.strideWidth() + 1,
                        s.dim(3)),
                List.of(1, window.strideHeight(), window.strideWidth(), 1));
    }

    /** The transpose of {@link #tap}: each number where it was taken, 0 elsewhere. */
    private static Value putBack(Window window, Value part, Shape bordered, int row, int column) {
        Shape s = part.shape();
        int top = row * window.dilationHeight();
        int left = column * window.dilationWidth();
        int down = (s.dim(1) - 1) * window.strideHeight() + 1;
        int across = (s.dim(2) - 1) * window.strideWidth() + 1;
        return Ops.pad(
                part,
                List.of(0, top, left, 0),
                List.of(0, bordered.dim(1) - top - down, bordered.dim(2) - left - across, 0),
                List.of(0, window.strideHeight() - 1, window.strideWidth() - 1, 0),
                0f);
    }
}
