package dev.tenon.backend.cpu.kernels;

import java.util.function.UnaryOperator;
import jdk.incubator.vector.VectorSpecies;

/**
 * A tile for any distance of terms and its twin for terms that are neighbours, as those of almost every product are. Where the
 * distance is a constant, the compiler checks the indices of a whole segment before its loop and not in it, which makes the
 * loop a tenth faster.
 */
final class SteppedTile implements Tile {
    private final Tile any;
    private final Tile unit;

    /**
     * A tile of a width.
     *
     * @param kernel its class
     * @param wrapper what each of the two is put in
     */
    SteppedTile(Class<? extends Tile> kernel, VectorSpecies<Float> species, UnaryOperator<Tile> wrapper) {
        this.any = wrapper.apply(Specialization.of(kernel, Tile.class, species));
        this.unit = wrapper.apply(Specialization.of(kernel, Tile.class, species, 1));
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
        return aStep == 1 ? unit.at(1) : any.at(aStep);
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
        at(aStep).run(a, aBase, rowA, row, segments, from, to, aStep, b, bBase, c, cBase, rowC, mode, bias, biasBase);
    }
}
