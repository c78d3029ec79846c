package dev.tenon.plugins.datasets.retinas;

import dev.tenon.api.numerics.RandomStream;

/**
 * How light becomes numbers in one image.
 *
 * @param gain of red, green and blue
 * @param contrast differences from a mean light are multiplied by it
 * @param fall how much less light there is at the edge of the field than in its centre
 * @param tiltX how much more light there is to the right than in the centre
 * @param tiltY the same below
 */
record Camera(double[] gain, double contrast, double fall, double tiltX, double tiltY) {

    /** The light of which contrast leaves as much as there is. */
    private static final double MEAN = 0.35;

    /**
     * A camera.
     *
     * @param shift 0 for the usual one, 1 for one that is darker to the edge, lit from a side, with three quarters of the contrast, and less red
     *     and more blue
     */
    static Camera draw(double shift, RandomStream random) {
        double[] gain = {1 - 0.15 * shift, 1 + 0.05 * shift, 1 + 0.3 * shift};
        for (int channel = 0; channel < 3; channel++) {
            gain[channel] *= Spot.between(0.95, 1.05, random);
        }
        return new Camera(
                gain,
                (1 - 0.25 * shift) * Spot.between(0.92, 1.08, random),
                0.15 * shift + Spot.between(0.25, 0.4, random),
                0.2 * shift + Spot.between(-0.1, 0.1, random),
                Spot.between(-0.1, 0.1, random));
    }

    double light(double x, double y) {
        return 1 - fall * (x * x + y * y) + tiltX * x + tiltY * y;
    }

    /** What the camera makes of light, before its noise. */
    double seen(double light, int channel) {
        return gain[channel] * (MEAN + contrast * (light - MEAN));
    }
}
