package dev.tenon.api.graph;

/**
 * The versions of the set of ops. A backend is compiled with the ops of its day, by a switch without a default, and says which set that was
 * ({@code Backend.opSet}); {@link Expansion#within} writes a program in what that set has. So an op that is added later breaks no backend:
 * what it does is done by older ones.
 *
 * <p>Set 1 is that of api 0.1.0. Set 2, of api 0.2.0, adds leaves of other {@linkplain ElementType element types} than float32, and {@link
 * Primitive.ToFloat}.
 */
public final class OpSet {

    /** The first version, which every backend has. */
    public static final int FIRST = 1;

    /**
     * The version that this api has. A constant of the compiler: a class that names it holds the number that it was compiled with, so that
     * a backend which returns it says which ops its own switches know.
     */
    public static final int VERSION = 2;

    private OpSet() {}

    /** The first version that has an op. It has no default, so that whoever adds an op must state its version here. */
    public static int since(Op op) {
        return switch (op) {
            case Primitive.Leaf leaf -> leaf.type() == ElementType.FLOAT32 ? 1 : 2;
            case Primitive.ToFloat _ -> 2;
            case Primitive.Constant _ -> 1;
            case Primitive.Unary unary ->
                switch (unary.kind()) {
                    case NEGATE, ABS, SQRT, EXP, LOG, TANH, RELU -> 1;
                };
            case Primitive.Binary binary ->
                switch (binary.kind()) {
                    case ADD, SUBTRACT, MULTIPLY, DIVIDE, MAX, MIN, LESS, LESS_EQUAL, EQUAL -> 1;
                };
            case Primitive.Reduce reduce ->
                switch (reduce.kind()) {
                    case SUM, MAX -> 1;
                };
            case Primitive.FusedMultiplyAdd _ -> 1;
            case Primitive.Select _ -> 1;
            case Primitive.MatMul _ -> 1;
            case Primitive.Reshape _ -> 1;
            case Primitive.Permute _ -> 1;
            case Primitive.Expand _ -> 1;
            case Primitive.Pad _ -> 1;
            case Primitive.Slice _ -> 1;
            case Primitive.Flip _ -> 1;
            case Primitive.Concat _ -> 1;
            case Primitive.Unfold _ -> 1;
            case Primitive.Fold _ -> 1;
            case Primitive.OneHot _ -> 1;
            case Primitive.Random _ -> 1;
            case Primitive.Detach _ -> 1;
            case Composite.Conv2d _ -> 1;
            case Composite.Conv2dInputGradient _ -> 1;
            case Composite.Conv2dWeightGradient _ -> 1;
            case Composite.MaxPool _ -> 1;
            case Composite.MaxPoolGradient _ -> 1;
            case Composite.AveragePool _ -> 1;
            case Composite.AveragePoolGradient _ -> 1;
            case Composite.Softmax _ -> 1;
            case Composite.SoftmaxCrossEntropy _ -> 1;
            case Composite.SoftmaxCrossEntropyGradient _ -> 1;
            case Composite.GatherRows _ -> 1;
        };
    }
}
