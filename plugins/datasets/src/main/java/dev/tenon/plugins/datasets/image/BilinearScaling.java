package dev.tenon.plugins.datasets.image;

/**
 * Makes an image larger or smaller, bilinearly. Made smaller, each new pixel is the mean of the old ones around it,
 * weighted by a triangle as wide as two new pixels, so that thin strokes fade instead of vanishing. Pixels beyond
 * the border count for nothing. The sums are in double, rows first, in ascending order.
 *
 * <p>The scaling of {@code java.awt} is not used, for its results depend on the JDK and its native libraries.
 */
public final class BilinearScaling {

    /** For each new pixel along one axis: the first old pixel that counts, and the weights from there on; they sum to 1. */
    private record Axis(int[] first, double[][] weights) {

        static Axis between(int from, int to) {
            double ratio = (double) from / to;
            double reach = Math.max(1.0, ratio);
            int[] first = new int[to];
            double[][] weights = new double[to][];
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * ratio;
                int low = Math.max(0, (int) (centre - reach));
                int high = Math.min(from, (int) (centre + reach) + 1);
                double[] weight = new double[high - low];
                double sum = 0;
                for (int k = low; k < high; k++) {
                    weight[k - low] = Math.max(0.0, 1.0 - Math.abs(k + 0.5 - centre) / reach);
                    sum += weight[k - low];
                }
                for (int k = 0; k < weight.length; k++) {
                    weight[k] /= sum;
                }
                first[i] = low;
                weights[i] = weight;
            }
            return new Axis(first, weights);
        }
    }

    private BilinearScaling() {}

    /**
     * The image in another size.
     *
     * @param pixels {@code [height, width, channels]}, row-major
     * @return {@code [newHeight, newWidth, channels]}; the same array if nothing changes
     */
    public static float[] bilinear(float[] pixels, int height, int width, int channels, int newHeight, int newWidth) {
        if (newHeight == height && newWidth == width) {
            return pixels;
        }
        Axis across = Axis.between(width, newWidth);
        double[] wide = new double[height * newWidth * channels];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < newWidth; column++) {
                double[] weights = across.weights[column];
                for (int channel = 0; channel < channels; channel++) {
                    double sum = 0;
                    for (int k = 0; k < weights.length; k++) {
                        sum += weights[k] * pixels[(row * width + across.first[column] + k) * channels + channel];
                    }
                    wide[(row * newWidth + column) * channels + channel] = sum;
                }
            }
        }
        Axis down = Axis.between(height, newHeight);
        float[] result = new float[newHeight * newWidth * channels];
        int line = newWidth * channels;
        for (int row = 0; row < newHeight; row++) {
            double[] weights = down.weights[row];
            for (int i = 0; i < line; i++) {
                double sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * wide[(down.first[row] + k) * line + i];
                }
                result[row * line + i] = (float) sum;
            }
        }
        return result;
    }
}
