package dev.tenon.backend.opencl.compile;

import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Expand;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.api.graph.Value;
import dev.tenon.backend.opencl.kernels.Finish;
import dev.tenon.backend.opencl.memory.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bias for each column and a rectifier that follow a product and are all that reads it. They are done as its results are
 * written, with the same bits, for they are functions of one element.
 *
 * @param last the value that the product's launch computes in the end
 * @param served the values that then need no launch
 */
record Epilogue(Value last, Finish finish, List<Value> served) {

    /** What can be done with a product, whose last axis is its columns. */
    static Epilogue of(Value product, Consumers consumers, Plan plan) {
        List<Value> served = new ArrayList<>(List.of(product));
        Value last = product;
        Tensor bias = null;
        Value sum = consumers.only(last);
        if (sum != null && sum.op() instanceof Binary b && b.kind() == Binary.Kind.ADD) {
            bias = bias(sum.input(0) == last ? sum.input(1) : sum.input(0), last, plan);
            if (bias != null) {
                last = sum;
                served.add(sum);
            }
        }
        Value rectified = consumers.only(last);
        boolean relu = rectified != null && rectified.op() instanceof Unary u && u.kind() == Unary.Kind.RELU;
        if (relu && rectified != null) {
            last = rectified;
            served.add(rectified);
        }
        return new Epilogue(last, new Finish(bias, relu), served);
    }

    /** Where the biases lie, if a value repeats one for each column, and they are computed already. */
    private static @Nullable Tensor bias(Value value, Value product, Plan plan) {
        int columns = product.shape().dim(-1);
        if (value == product || !(value.op() instanceof Expand) || plan.home(value) != null) {
            return null;
        }
        Value source = value.input(0);
        Repetition repetition = Repetition.of(source.shape(), value.shape());
        if (repetition == null || repetition.inner() != 1 || repetition.count() != columns) {
            return null;
        }
        while (plan.home(source) == null
                && Consumers.isView(source)
                && source.input(0).shape().size() == columns) {
            source = source.input(0);
        }
        return plan.home(source);
    }
}
