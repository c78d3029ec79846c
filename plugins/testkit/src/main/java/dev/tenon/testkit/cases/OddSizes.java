package dev.tenon.testkit.cases;

/** Extents that are one off from what kernels are tiled by. */
final class OddSizes {
    static final int[] AWKWARD = {1, 2, 3, 5, 7, 17, 31, 33, 63, 65};

    private OddSizes() {}
}
