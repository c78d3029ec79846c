package dev.tenon.backend.cpu.steps;

import dev.tenon.backend.cpu.kernels.tile.Tile;
import dev.tenon.backend.cpu.run.TensorSlice;
import org.jspecify.annotations.Nullable;

/**
 * The bias and ReLU that a product applies to its results as it writes them.
 *
 * @param bias one for each column, or null for none
 * @param relu whether a ReLU comes last
 */
public record BiasRelu(@Nullable TensorSlice bias, boolean relu) {
    /** Nothing. */
    public static final BiasRelu NOTHING = new BiasRelu(null, false);

    private static final float[] NONE = new float[0];

    int mode() {
        return (bias == null ? 0 : Tile.BIAS) | (relu ? Tile.RELU : 0);
    }

    float[] biasFloats() {
        return bias == null ? NONE : bias.floats();
    }

    int biasBase() {
        return bias == null ? 0 : bias.base();
    }
}
