package dev.tenon.layers.losses;

import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;

/** What losses ask of a network's result. */
final class Outputs {

    private Outputs() {}

    /** Checks that the result is one row of numbers for each example. */
    static void checkRows(String loss, Value output) {
        if (output.shape().rank() != 2) {
            throw new ShapeException("loss " + loss + " takes a network that ends in [batch, units], not "
                    + output.shape() + "; end it with `dense`, `flatten` or a global pooling layer");
        }
    }

    /** Checks that there is a target for each output. */
    static void checkPaired(String loss, Value output, Value target) {
        checkRows(loss, output);
        if (!output.shape().equals(target.shape())) {
            throw new ShapeException("loss " + loss + " takes as many outputs as targets, not outputs "
                    + output.shape() + " and targets " + target.shape() + "; give the last layer "
                    + target.shape().dim(-1) + " units");
        }
    }

    /** The mean of each example's outputs, {@code [n, units]} to {@code [n]}. */
    static Value perExample(Value losses) {
        return losses.shape().dim(1) == 1 ? Ops.reshape(losses, losses.shape().slice(0, 1)) : Ops.mean(losses, 1);
    }
}
