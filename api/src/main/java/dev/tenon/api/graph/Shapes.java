package dev.tenon.api.graph;

import java.util.List;

/** Checks that the shape rules of ops share. */
final class Shapes {

    private Shapes() {}

    static void arity(String op, List<Shape> inputs, int count) {
        if (inputs.size() != count) {
            throw new ShapeException(name(op) + " takes " + count + " inputs, not " + inputs.size());
        }
    }

    static Shape same(String op, List<Shape> inputs) {
        Shape first = inputs.getFirst();
        for (Shape input : inputs) {
            if (!input.equals(first)) {
                throw new ShapeException(name(op) + " takes tensors of one shape, not " + inputs);
            }
        }
        return first;
    }

    static void axes(String op, List<Integer> axes, int rank) {
        int previous = -1;
        for (int axis : axes) {
            if (axis <= previous || axis >= rank) {
                throw new ShapeException(
                        name(op) + " has axes " + axes + "; they must be distinct, ascending and below " + rank);
            }
            previous = axis;
        }
    }

    static Shape images(String op, Shape shape) {
        if (shape.rank() != 4) {
            throw new ShapeException(name(op) + " takes images [batch, height, width, channels], not " + shape);
        }
        return shape;
    }

    private static String name(String op) {
        return op.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
