package dev.tenon.backend.cpu.kernels;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The kernels of one width: the single place where scalar and vector code are chosen between.
 *
 * @param width what they were chosen for
 * @param tiles register tiles of matrix products, most columns first
 * @param elementwise functions of one element, over runs
 * @param reductions sums and maxima
 * @param windows pooling
 */
public record Kernels(
        Width width,
        List<Tile> tiles,
        ElementwiseKernels elementwise,
        ReductionKernels reductions,
        PoolKernels windows) {

    private static final Map<Width, Kernels> MADE = new EnumMap<>(Width.class);

    /** The kernels of a width. They are made once, for they hold no state and their classes cost milliseconds. */
    public static Kernels of(Width width) {
        synchronized (MADE) {
            return MADE.computeIfAbsent(width, Kernels::make);
        }
    }

    private static final Map<Width, Kernels> TIERED = new EnumMap<>(Width.class);

    /** The kernels of a width, each replaced by its scalar twin until it is the faster; see {@link Gate}. */
    public static Kernels tiered(Width width) {
        if (width == Width.SCALAR) {
            return of(width);
        }
        synchronized (TIERED) {
            return TIERED.computeIfAbsent(width, w -> {
                Kernels vector = of(w);
                return new Kernels(
                        w,
                        vector.tiles().stream()
                                .map(tile -> (Tile) new TieredTile(tile))
                                .toList(),
                        new TieredElementwise(vector.elementwise()),
                        new TieredReductions(vector.reductions()),
                        new TieredPool(vector.windows()));
            });
        }
    }

    private static Kernels make(Width width) {
        if (width == Width.SCALAR) {
            return new Kernels(
                    width,
                    List.of(new ScalarTile(1, 8)),
                    new ScalarElementwise(),
                    new ScalarReductions(),
                    new ScalarPool());
        }
        return new Kernels(
                width,
                tiles(width),
                Specialization.of(VectorElementwise.class, ElementwiseKernels.class, width.species()),
                Specialization.of(VectorReductions.class, ReductionKernels.class, width.species()),
                Specialization.of(VectorPool.class, PoolKernels.class, width.species()));
    }

    /**
     * With 512-bit vectors there are 32 registers, hence the large tile. Narrow results take 256-bit tiles there too: half
     * the lanes at twice the rate on processors that split a 512-bit fma in two, and less waste where columns are few.
     */
    private static List<Tile> tiles(Width width) {
        if (width == Width.V512) {
            return List.of(
                    Specialization.of(Tile12x2.class, Tile.class, Width.V512.species()),
                    Specialization.of(Tile6x2.class, Tile.class, Width.V256.species()),
                    Specialization.of(Tile12x1.class, Tile.class, Width.V256.species()));
        }
        return List.of(
                Specialization.of(Tile6x2.class, Tile.class, width.species()),
                Specialization.of(Tile12x1.class, Tile.class, width.species()));
    }
}
