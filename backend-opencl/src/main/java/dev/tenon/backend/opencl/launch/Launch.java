package dev.tenon.backend.opencl.launch;

import dev.tenon.backend.opencl.memory.Tensor;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel to be run over a grid of work items.
 *
 * @param name what it does, for profiles and messages
 * @param arguments in the kernel's order
 * @param reads tensors that it reads
 * @param writes tensors that it writes
 * @param items work items along each axis, a multiple of the group's
 * @param group work items of a group along each axis
 */
public record Launch(
        String name,
        KernelCode code,
        List<Argument> arguments,
        List<Tensor> reads,
        List<Tensor> writes,
        List<Long> items,
        List<Long> group) {

    public Launch {
        arguments = List.copyOf(arguments);
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
        items = List.copyOf(items);
        group = List.copyOf(group);
    }

    /** A launch to be completed by a grid. */
    public static Builder of(String name, KernelCode code) {
        return new Builder(name, code);
    }

    /** Collects arguments. */
    public static final class Builder {
        private final String name;
        private final KernelCode code;
        private final List<Argument> arguments = new ArrayList<>();
        private final List<Tensor> reads = new ArrayList<>();
        private final List<Tensor> writes = new ArrayList<>();

        private Builder(String name, KernelCode code) {
            this.name = name;
            this.code = code;
        }

        /** A tensor that is read. */
        public Builder in(Tensor tensor) {
            arguments.add(new Argument.Of(tensor));
            reads.add(tensor);
            return this;
        }

        /** A tensor that is written. */
        public Builder out(Tensor tensor) {
            arguments.add(new Argument.Of(tensor));
            writes.add(tensor);
            return this;
        }

        /** Whole numbers, one argument each. */
        public Builder whole(int... values) {
            for (int value : values) {
                arguments.add(new Argument.Whole(value));
            }
            return this;
        }

        /** A float. */
        public Builder real(float value) {
            arguments.add(new Argument.Real(Float.floatToRawIntBits(value)));
            return this;
        }

        /** Whole numbers in one argument. */
        public Builder table(int[] values) {
            arguments.add(new Argument.Table(IntBuffer.wrap(values).asReadOnlyBuffer()));
            return this;
        }

        /** At least so many items in a row. */
        public Launch over(long items, int group) {
            return grid(List.of(items), List.of((long) group));
        }

        /** At least so many items along each axis: the last groups may have some too many. */
        public Launch grid(List<Long> items, List<Long> group) {
            List<Long> whole = new ArrayList<>();
            for (int axis = 0; axis < items.size(); axis++) {
                whole.add(Math.ceilDiv(items.get(axis), group.get(axis)) * group.get(axis));
            }
            return new Launch(name, code, arguments, reads, writes, whole, group);
        }
    }
}
