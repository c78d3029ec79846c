package dev.tenon.experiments;

/**
 * Numbers with a name and a shape. The arrays are the caller's own.
 *
 * <p>Experimental.
 *
 * @param name as {@code main/conv2d-1/kernel}: stage, layer, parameter
 * @param shape as {@code [3, 3, 1, 8]}: height, width, channels read, filters
 * @param values row-major, as many as the shape says
 * @since 0.2
 */
public record Tensor(String name, int[] shape, float[] values) {

    @Override
    public String toString() {
        return name + " " + java.util.Arrays.toString(shape);
    }
}
