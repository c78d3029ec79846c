package dev.tenon.backend.cpu.compile;

import dev.tenon.api.graph.Primitive.Binary;
import dev.tenon.api.graph.Primitive.Expand;
import dev.tenon.api.graph.Primitive.Unary;
import dev.tenon.api.graph.Value;
import dev.tenon.backend.cpu.run.TensorSlice;
import dev.tenon.backend.cpu.steps.BiasRelu;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bias and ReLU that a product applies as it writes its results. They are fused only if nothing else uses the values
 * between, and give the same bits, because they are functions of one element.
 *
 * @param last the value that the product's step then computes
 * @param biasRelu what it does as results are written
 * @param fused the values that need no step of their own
 */
record Epilogue(Value last, BiasRelu biasRelu, List<Value> fused) {

    /** What can be fused to a product. */
    static Epilogue of(Value product, Users users, ExecutionPlan plan) {
        Value last = product;
        List<Value> fused = new ArrayList<>();
        TensorSlice bias = null;
        Value sum = only(last, users);
        if (sum != null && sum.op() instanceof Binary b && b.kind() == Binary.Kind.ADD) {
            Value other = sum.input(0) == last ? sum.input(1) : sum.input(0);
            bias = bias(other, last.shape().dim(-1), plan);
            if (bias != null) {
                fused.add(last);
                last = sum;
            }
        }
        boolean relu = false;
        Value rectified = only(last, users);
        if (rectified != null && rectified.op() instanceof Unary u && u.kind() == Unary.Kind.RELU) {
            relu = true;
            fused.add(last);
            last = rectified;
        }
        fused.add(last);
        return new Epilogue(last, new BiasRelu(bias, relu), fused);
    }

    /** The one user of a value that nothing else needs, or null. */
    private static @Nullable Value only(Value value, Users users) {
        List<Value> next = users.of(value);
        boolean one = next.size() == 1 && !users.isRoot(value);
        // A value added to itself is used once in the list, but is no bias.
        return one && next.getFirst().shape().equals(value.shape()) ? next.getFirst() : null;
    }

    /** Where the biases lie, if a value repeats one for each column and they are computed already. */
    private static @Nullable TensorSlice bias(Value value, int columns, ExecutionPlan plan) {
        if (!(value.op() instanceof Expand) || plan.home(value) != null) {
            return null;
        }
        Value source = value.input(0);
        Broadcast broadcast = Broadcast.of(source.shape(), value.shape());
        if (broadcast == null || broadcast.inner() != 1 || broadcast.count() != columns) {
            return null;
        }
        while (plan.home(source) == null
                && Users.isView(source)
                && source.input(0).shape().size() == columns) {
            source = source.input(0);
        }
        return plan.home(source);
    }
}
