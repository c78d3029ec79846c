package dev.tenon.api.lowering;

import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Expand;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.api.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The bias and ReLU that a product applies as it writes its results. They are fused only if nothing else uses the values
 * between, and give the same bits, because they are functions of one element.
 *
 * @param last the value that the product then computes
 * @param bias a computed value with one element for each column, if any
 * @param relu whether a ReLU comes last
 * @param fused the values that need no separate work, including the product and the last
 */
public record Epilogue(Value last, Optional<Value> bias, boolean relu, List<Value> fused) {

    /** A product that writes its results as they are. */
    public static Epilogue none(Value product) {
        return new Epilogue(product, Optional.empty(), false, List.of(product));
    }

    /**
     * What can be fused to a product.
     *
     * @param product a value whose last axis is the product's columns
     * @param computed whether a value is in memory already
     */
    public static Epilogue of(Value product, Users users, Predicate<Value> computed) {
        Value last = product;
        List<Value> fused = new ArrayList<>(List.of(product));
        Optional<Value> sum =
                users.only(last).filter(next -> next.op() instanceof Binary b && b.kind() == Binary.Kind.ADD);
        Optional<Value> bias =
                sum.flatMap(added -> bias(other(added, product), product.shape().dim(-1), computed));
        if (bias.isPresent()) {
            last = sum.orElseThrow();
            fused.add(last);
        }
        Optional<Value> rectified =
                users.only(last).filter(next -> next.op() instanceof Unary u && u.kind() == Unary.Kind.RELU);
        if (rectified.isPresent()) {
            last = rectified.get();
            fused.add(last);
        }
        return new Epilogue(last, bias, rectified.isPresent(), fused);
    }

    private static Value other(Value sum, Value summand) {
        return sum.input(0) == summand ? sum.input(1) : sum.input(0);
    }

    /** The biases, if a value repeats one for each column and they are computed already. */
    private static Optional<Value> bias(Value value, int columns, Predicate<Value> computed) {
        // A value added to itself is used once, but is no expansion.
        if (!(value.op() instanceof Expand) || computed.test(value)) {
            return Optional.empty();
        }
        Value source = value.input(0);
        if (Broadcast.of(source.shape(), value.shape())
                .filter(broadcast -> broadcast.inner() == 1 && broadcast.count() == columns)
                .isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Users.behindViews(source, computed)).filter(computed);
    }
}
