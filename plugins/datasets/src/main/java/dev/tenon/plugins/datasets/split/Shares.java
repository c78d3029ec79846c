package dev.tenon.plugins.datasets.split;

/** Checks the shares of images that settings give to validation and test. */
public final class Shares {

    private Shares() {}

    /**
     * Something must be left to train on.
     *
     * @throws IllegalArgumentException with a message for the user if validation and test take all images
     */
    public static void check(double validation, double test) {
        if (!(validation + test < 1)) {
            throw new IllegalArgumentException("validation " + validation + " and test " + test
                    + " together leave nothing to train on; their sum must be below 1");
        }
    }
}
