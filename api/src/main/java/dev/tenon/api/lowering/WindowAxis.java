package dev.tenon.api.lowering;

import java.util.OptionalInt;

/**
 * A convolution's window along one axis of the images.
 *
 * @param pixels pixels of an image along the axis
 * @param results positions of the window
 * @param taps taps of the window along the axis
 * @param dilation distance of neighbouring taps
 * @param stride distance of neighbouring positions
 * @param pad zeros before the first pixel
 */
public record WindowAxis(int pixels, int results, int taps, int dilation, int stride, int pad) {

    /**
     * The result that a pixel meets under a tap of the turned kernel, whether or not it exists: tap t of a turned kernel meets
     * pixel p at {@code (p + t * dilation - (taps - 1) * dilation + pad) / stride} if that is whole.
     */
    public OptionalInt meeting(int pixel, int tap) {
        int at = pixel + tap * dilation - (taps - 1) * dilation + pad;
        return Math.floorMod(at, stride) == 0 ? OptionalInt.of(Math.floorDiv(at, stride)) : OptionalInt.empty();
    }

    /** The results that pixels meet, first and last; at least all that exist. */
    public int[] reach() {
        int low = 0;
        int high = results - 1;
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int tap = 0; tap < taps; tap++) {
                OptionalInt at = meeting(pixel, tap);
                if (at.isPresent()) {
                    low = Math.min(low, at.getAsInt());
                    high = Math.max(high, at.getAsInt());
                }
            }
        }
        return new int[] {low, high};
    }

    /** How many remainders pixels leave by the stride: those of each meet the same taps. */
    public int phases() {
        return Math.min(stride, pixels);
    }

    /** How many pixels leave a remainder by the stride. */
    public int pixels(int phase) {
        return Math.ceilDiv(pixels - phase, stride);
    }
}
