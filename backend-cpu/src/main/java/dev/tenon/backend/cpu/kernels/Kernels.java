package dev.tenon.backend.cpu.kernels;

import dev.tenon.backend.cpu.kernels.copy.CopyKernels;
import dev.tenon.backend.cpu.kernels.depthwise.DepthwiseKernels;
import dev.tenon.backend.cpu.kernels.elementwise.ElementwiseKernels;
import dev.tenon.backend.cpu.kernels.jit.KernelWarmup;
import dev.tenon.backend.cpu.kernels.loop.GroupFactory;
import dev.tenon.backend.cpu.kernels.pool.PoolKernels;
import dev.tenon.backend.cpu.kernels.reduce.ReductionKernels;
import dev.tenon.backend.cpu.kernels.tile.ImageTiles;
import dev.tenon.backend.cpu.kernels.tile.PanelTile;
import dev.tenon.backend.cpu.kernels.tile.PixelTiles;
import dev.tenon.backend.cpu.kernels.tile.ScalarTile;
import dev.tenon.backend.cpu.kernels.tile.SumTiles;
import dev.tenon.backend.cpu.kernels.tile.TileShape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The kernels of one vector width: the single place that selects scalar or vector code.
 *
 * @param width the width they were chosen for
 * @param tiles register tiles of matrix products, most columns first
 * @param fewRowTiles the same for results of few rows
 * @param pixelTiles the same for pixels of few channels; null if there are no vectors
 * @param imageTiles the same for products of few columns and many images; null if there are no vectors
 * @param sumTiles the same for weight gradients of few filters, widest vectors first; none if registers are few
 * @param elementwise single elementwise ops, over runs
 * @param groups groups of elementwise ops, in one loop each
 * @param depthwise convolutions of one channel each
 * @param reductions sums and maxima
 * @param pooling pooling of one image
 * @param copies copies of small matrices
 */
public record Kernels(
        VectorWidth width,
        List<PanelTile> tiles,
        List<PanelTile> fewRowTiles,
        @Nullable PixelTiles pixelTiles,
        @Nullable ImageTiles imageTiles,
        List<SumTiles> sumTiles,
        ElementwiseKernels elementwise,
        GroupFactory groups,
        DepthwiseKernels depthwise,
        ReductionKernels reductions,
        PoolKernels pooling,
        CopyKernels copies) {

    private static final Map<VectorWidth, Kernels> MADE = new EnumMap<>(VectorWidth.class);

    /** The kernels of a width. Made once: they hold nothing of a program, and their classes cost milliseconds. */
    public static Kernels of(VectorWidth width) {
        synchronized (MADE) {
            return MADE.computeIfAbsent(width, Kernels::make);
        }
    }

    private static final Map<VectorWidth, Kernels> SWITCHING = new EnumMap<>(VectorWidth.class);

    /** The kernels of a width, each replaced by its scalar twin until the JVM has compiled it. */
    public static Kernels switching(VectorWidth width) {
        if (width == VectorWidth.SCALAR) {
            return of(width);
        }
        synchronized (SWITCHING) {
            return SWITCHING.computeIfAbsent(width, w -> {
                Kernels vector = of(w);
                ElementwiseKernels elementwise = ElementwiseKernels.switching(vector.elementwise());
                List<PanelTile> tiles = tiles(w, TileShape::switching);
                return new Kernels(
                        w,
                        tiles,
                        fewRowTiles(w, tiles, TileShape::switching),
                        PixelTiles.switching(shortRows(w).species()),
                        ImageTiles.switching(w.species()),
                        sumTiles(w, true),
                        elementwise,
                        GroupFactory.switching(w.species(), vector.elementwise(), elementwise),
                        DepthwiseKernels.switching(vector.depthwise()),
                        ReductionKernels.switching(vector.reductions()),
                        PoolKernels.switching(vector.pooling()),
                        CopyKernels.switching(vector.copies()));
            });
        }
    }

    /** Warms up the tiles, which every network needs and which take C2 longest. */
    public void prepare() {
        tiles.forEach(tile -> tile.at(1));
    }

    /** Whether kernels are being warmed up. */
    public static boolean compiling() {
        return KernelWarmup.busy();
    }

    private static Kernels make(VectorWidth width) {
        if (width == VectorWidth.SCALAR) {
            ElementwiseKernels elementwise = ElementwiseKernels.scalar();
            List<PanelTile> tiles = List.of(new ScalarTile(1, 8));
            return new Kernels(
                    width,
                    tiles,
                    tiles,
                    null,
                    null,
                    List.of(),
                    elementwise,
                    GroupFactory.interpreting(elementwise),
                    DepthwiseKernels.scalar(),
                    ReductionKernels.scalar(),
                    PoolKernels.scalar(),
                    CopyKernels.scalar());
        }
        ElementwiseKernels elementwise = ElementwiseKernels.vector(width.species());
        List<PanelTile> tiles = tiles(width, TileShape::vector);
        VectorSpecies<Float> shortRows = shortRows(width).species();
        return new Kernels(
                width,
                tiles,
                fewRowTiles(width, tiles, TileShape::vector),
                PixelTiles.vector(shortRows),
                ImageTiles.vector(width.species()),
                sumTiles(width, false),
                elementwise,
                GroupFactory.vector(width.species(), elementwise),
                DepthwiseKernels.vector(shortRows),
                ReductionKernels.vector(width.species()),
                PoolKernels.vector(width.species()),
                CopyKernels.vector(shortRows));
    }

    /** Rows that are copied are short, as are runs of channels: those of 8 to 15 floats fill no vector of 16. */
    private static VectorWidth shortRows(VectorWidth width) {
        return width == VectorWidth.V512 ? VectorWidth.V256 : width;
    }

    /**
     * With 512-bit vectors there are 32 registers, hence the large tile. Narrow results take 256-bit tiles there too: half
     * the lanes at twice the rate on processors that split a 512-bit fma in two, and less waste where columns are few.
     */
    private static List<PanelTile> tiles(VectorWidth width, TileMaker make) {
        if (width == VectorWidth.V512) {
            return List.of(
                    make.of(TileShape.R12X2, VectorWidth.V512.species()),
                    make.of(TileShape.R6X2, VectorWidth.V256.species()),
                    make.of(TileShape.R12X1, VectorWidth.V256.species()));
        }
        return List.of(make.of(TileShape.R6X2, width.species()), make.of(TileShape.R12X1, width.species()));
    }

    /**
     * Where there are few rows, the columns beside each other keep the processor busy. With 512-bit vectors the tile
     * would be 64 columns wide, which few results fill.
     */
    private static List<PanelTile> fewRowTiles(VectorWidth width, List<PanelTile> tiles, TileMaker make) {
        List<PanelTile> all = new ArrayList<>(tiles);
        all.addFirst(make.of(TileShape.R2X4, shortRows(width).species()));
        return List.copyOf(all);
    }

    /** With 16 registers C2 keeps some of their sums in memory, and panels of columns are faster. */
    private static List<SumTiles> sumTiles(VectorWidth width, boolean switching) {
        return width == VectorWidth.V512
                ? SumTiles.of(List.of(width.species(), shortRows(width).species()), switching)
                : List.of();
    }

    private interface TileMaker {
        PanelTile of(TileShape shape, VectorSpecies<Float> species);
    }
}
