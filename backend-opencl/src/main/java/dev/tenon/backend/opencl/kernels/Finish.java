package dev.tenon.backend.opencl.kernels;

import dev.tenon.backend.opencl.memory.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a product's results as they are written.
 *
 * @param bias a number for each column, or null
 * @param relu whether they are rectified
 */
public record Finish(@Nullable Tensor bias, boolean relu) {
    /** Nothing. */
    public static final Finish NOTHING = new Finish(null, false);

    int mode() {
        return (bias == null ? 0 : 1) + (relu ? 2 : 0);
    }
}
