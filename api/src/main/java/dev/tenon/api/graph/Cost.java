package dev.tenon.api.graph;

/** What a value costs to compute, by the field's convention: products of matrices and convolutions. */
public final class Cost {

    private Cost() {}

    /** Multiply-adds of one evaluation, padding included; 0 for everything but matrix products. */
    public static long multiplyAdds(Value value) {
        return switch (value.op()) {
            case Primitive.MatMul matmul -> {
                Shape a = value.input(0).shape();
                yield (long) value.shape().size() * a.dim(matmul.transposeA() ? -2 : -1);
            }
            case Composite.Conv2d conv -> taps(value.shape(), value.input(1).shape());
            case Composite.Conv2dInputGradient conv ->
                taps(value.input(0).shape(), value.input(1).shape());
            case Composite.Conv2dWeightGradient conv -> taps(value.input(1).shape(), value.shape());
            case Composite.MaxPool op -> 0;
            case Composite.MaxPoolGradient op -> 0;
            case Composite.AveragePool op -> 0;
            case Composite.AveragePoolGradient op -> 0;
            case Composite.Softmax op -> 0;
            case Composite.SoftmaxCrossEntropy op -> 0;
            case Composite.SoftmaxCrossEntropyGradient op -> 0;
            case Composite.GatherRows op -> 0;
            case Primitive other -> 0;
        };
    }

    private static long taps(Shape result, Shape kernel) {
        return (long) result.size() * kernel.dim(0) * kernel.dim(1) * kernel.dim(2);
    }
}
