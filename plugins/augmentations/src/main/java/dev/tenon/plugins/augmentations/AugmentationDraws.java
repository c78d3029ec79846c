package dev.tenon.plugins.augmentations;

import dev.tenon.api.numerics.RandomStream;

/** What several augmentations draw. */
final class AugmentationDraws {

    private AugmentationDraws() {}

    /** A number from low to high, each as likely. */
    static double between(RandomStream random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** A number from -most to most, each as likely. */
    static double around(RandomStream random, double most) {
        return between(random, -most, most);
    }
}
