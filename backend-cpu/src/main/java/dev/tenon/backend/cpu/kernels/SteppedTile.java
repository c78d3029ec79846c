package dev.tenon.backend.cpu.kernels;

import jdk.incubator.vector.VectorSpecies;

/**
 * A vector tile and its twins, each made for one distance of neighbouring terms: 1 for matrix products and convolutions, the
 * channels of an image for the gradients of its kernels. Where the distance is a constant, the compiler checks the indices of
 * a whole segment before its loop and not in it, which makes the loop a tenth faster.
 */
final class SteppedTile implements Tile {
    /** A longer distance has each term on another page; checking its index is then not what costs. */
    private static final int LONGEST = 1024;

    private final Class<? extends Tile> kernel;
    private final VectorSpecies<Float> species;
    private final Tile any;
    private final ByStep<Tile> twins = new ByStep<>(this::make);

    SteppedTile(Class<? extends Tile> kernel, VectorSpecies<Float> species) {
        this.kernel = kernel;
        this.species = species;
        this.any = Specialization.of(kernel, Tile.class, species);
    }

    /** The tile for any distance. */
    Tile any() {
        return any;
    }

    /** Whether a distance may have a twin. */
    static boolean worthwhile(int aStep) {
        return aStep <= LONGEST;
    }

    /** A twin, new. */
    Tile make(int aStep) {
        return Specialization.of(kernel, Tile.class, species, aStep);
    }

    @Override
    public int rows() {
        return any.rows();
    }

    @Override
    public int columns() {
        return any.columns();
    }

    @Override
    public Tile at(int aStep) {
        Tile twin = worthwhile(aStep) ? twins.get(aStep) : null;
        return twin == null ? any : twin;
    }

    @Override
    public void run(
            float[] a,
            int aBase,
            int[] rowA,
            int row,
            int[] segments,
            int from,
            int to,
            int aStep,
            float[] b,
            int bBase,
            float[] c,
            int cBase,
            int[] rowC,
            int mode,
            float[] bias,
            int biasBase) {
        any.run(a, aBase, rowA, row, segments, from, to, aStep, b, bBase, c, cBase, rowC, mode, bias, biasBase);
    }
}
