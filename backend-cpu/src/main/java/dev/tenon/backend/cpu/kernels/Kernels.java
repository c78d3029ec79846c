package dev.tenon.backend.cpu.kernels;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The kernels of one width: the single place where scalar and vector code are chosen between.
 *
 * @param width what they were chosen for
 * @param tiles register tiles of matrix products, most columns first
 * @param flatTiles the same for results of few rows
 * @param pixelTiles the same for pixels of few channels; null if there are no vectors
 * @param elementwise functions of one element, over runs
 * @param chains several of them, in one loop
 * @param depthwise convolutions of one channel each
 * @param reductions sums and maxima
 * @param windows pooling
 * @param moves copies of small matrices
 */
public record Kernels(
        Width width,
        List<PanelTile> tiles,
        List<PanelTile> flatTiles,
        @Nullable PixelTiles pixelTiles,
        ElementwiseKernels elementwise,
        Chains chains,
        DepthwiseKernels depthwise,
        ReductionKernels reductions,
        PoolKernels windows,
        MoveKernels moves) {

    private static final Map<Width, Kernels> MADE = new EnumMap<>(Width.class);

    /** The kernels of a width. They are made once, for they hold nothing of a program and their classes cost milliseconds. */
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
                ElementwiseKernels elementwise = new TieredElementwise(vector.elementwise());
                List<PanelTile> tiles = tiles(w, TieredTile::new);
                return new Kernels(
                        w,
                        tiles,
                        flatTiles(w, tiles, TieredTile::new),
                        new PixelTiles(shortRows(w).species(), TieredTile::ofPixels),
                        elementwise,
                        new TieredChains(new VectorChains(w.species(), vector.elementwise()), elementwise),
                        new TieredDepthwise(vector.depthwise()),
                        new TieredReductions(vector.reductions()),
                        new TieredPool(vector.windows()),
                        new TieredMoves(vector.moves()));
            });
        }
    }

    /** Has the tiles rehearsed, which every network needs and which take the compiler longest. */
    public void prepare() {
        tiles.forEach(tile -> tile.at(1));
    }

    /** Whether the JVM is being made to compile kernels. */
    public static boolean compiling() {
        return WarmUp.busy();
    }

    private static Kernels make(Width width) {
        if (width == Width.SCALAR) {
            ElementwiseKernels elementwise = new ScalarElementwise();
            List<PanelTile> tiles = List.of(new ScalarTile(1, 8));
            return new Kernels(
                    width,
                    tiles,
                    tiles,
                    null,
                    elementwise,
                    (instructions, memory, size) -> new InterpretedChain(elementwise, instructions),
                    new ScalarDepthwise(),
                    new ScalarReductions(),
                    new ScalarPool(),
                    new ScalarMoves());
        }
        ElementwiseKernels elementwise =
                Specialization.of(VectorElementwise.class, ElementwiseKernels.class, width.species());
        List<PanelTile> tiles = tiles(width, tile -> tile);
        return new Kernels(
                width,
                tiles,
                flatTiles(width, tiles, tile -> tile),
                new PixelTiles(shortRows(width).species(), (tile, distance) -> tile),
                elementwise,
                new VectorChains(width.species(), elementwise),
                Specialization.of(
                        VectorDepthwise.class,
                        DepthwiseKernels.class,
                        shortRows(width).species()),
                Specialization.of(VectorReductions.class, ReductionKernels.class, width.species()),
                Specialization.of(VectorPool.class, PoolKernels.class, width.species()),
                Specialization.of(
                        VectorMoves.class, MoveKernels.class, shortRows(width).species()));
    }

    /** Rows that are copied are short, as are runs of channels: those of 8 to 15 floats fill no vector of 16. */
    private static Width shortRows(Width width) {
        return width == Width.V512 ? Width.V256 : width;
    }

    /**
     * With 512-bit vectors there are 32 registers, hence the large tile. Narrow results take 256-bit tiles there too: half
     * the lanes at twice the rate on processors that split a 512-bit fma in two, and less waste where columns are few.
     */
    private static List<PanelTile> tiles(Width width, Function<Tile, PanelTile> wrapper) {
        if (width == Width.V512) {
            return List.of(
                    new SteppedTile(Tile12x2.class, Width.V512.species(), wrapper),
                    new SteppedTile(Tile6x2.class, Width.V256.species(), wrapper),
                    new SteppedTile(Tile12x1.class, Width.V256.species(), wrapper));
        }
        return List.of(
                new SteppedTile(Tile6x2.class, width.species(), wrapper),
                new SteppedTile(Tile12x1.class, width.species(), wrapper));
    }

    /**
     * Where rows are few, the columns beside each other keep the processor busy. With 512-bit vectors the tile would be 64 columns
     * wide, which few results fill.
     */
    private static List<PanelTile> flatTiles(Width width, List<PanelTile> tiles, Function<Tile, PanelTile> wrapper) {
        List<PanelTile> flat = new ArrayList<>(tiles);
        flat.addFirst(new SteppedTile(Tile2x4.class, shortRows(width).species(), wrapper));
        return List.copyOf(flat);
    }
}
