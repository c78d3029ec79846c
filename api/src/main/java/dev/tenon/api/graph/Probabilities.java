package dev.tenon.api.graph;

/** What softmax and cross-entropy mean, in primitives. */
final class Probabilities {

    private Probabilities() {}

    static Shape checkLogits(String op, Shape logits) {
        if (logits.rank() < 1) {
            throw new ShapeException(op + " takes at least one axis of classes, not a scalar");
        }
        return logits;
    }

    static Shape checkLabels(String op, Shape logits, Shape labels) {
        if (logits.rank() != 2 || labels.rank() != 1 || logits.dim(0) != labels.dim(0)) {
            throw new ShapeException(
                    op + " takes logits [n, classes] and class indices [n], not " + logits + " and " + labels);
        }
        return labels;
    }

    static Value softmax(Value x) {
        Value e = Ops.exp(shifted(x));
        return Ops.divide(e, repeated(Ops.sum(e, x.shape().rank() - 1), x.shape()));
    }

    static Value crossEntropy(Value logits, Value labels) {
        Value d = shifted(logits);
        Value total = Ops.log(Ops.sum(Ops.exp(d), 1));
        Value chosen = Ops.sum(Ops.multiply(Ops.oneHot(labels, logits.shape().dim(1)), d), 1);
        return Ops.subtract(total, chosen);
    }

    static Value crossEntropyGradient(Value logits, Value labels, Value g) {
        Value error =
                Ops.subtract(softmax(logits), Ops.oneHot(labels, logits.shape().dim(1)));
        return Ops.multiply(error, repeated(g, logits.shape()));
    }

    /** Less the largest along the innermost axis, so that no exponential overflows. */
    private static Value shifted(Value x) {
        Value max = Ops.detach(Ops.maxOver(x, x.shape().rank() - 1));
        return Ops.subtract(x, repeated(max, x.shape()));
    }

    private static Value repeated(Value perRow, Shape shape) {
        return Ops.expand(Ops.reshape(perRow, shape.with(-1, 1)), shape);
    }
}
