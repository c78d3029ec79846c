package dev.tenon.backend.cpu.kernels.product;

import dev.tenon.backend.cpu.kernels.Kernels;
import dev.tenon.backend.cpu.kernels.copy.CopyKernels;
import dev.tenon.backend.cpu.kernels.reduce.ReductionKernels;
import dev.tenon.backend.cpu.kernels.tile.ImageTiles;
import dev.tenon.backend.cpu.kernels.tile.PanelTile;
import dev.tenon.backend.cpu.kernels.tile.PixelTiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a matrix product are divided into panels, each as wide as a register tile, and where the right
 * operand's rows are for each. The right operand is either used where it is, if its columns fill a single panel, or
 * <i>packed</i>: each panel's rows contiguous, the last panel's missing columns 0.
 */
public final class Panels {
    /** One panel: columns {@code from} to {@code from + count}, computed by a tile, packed at {@code offset * depth}. */
    record Panel(PanelTile tile, int from, int count, int offset) {
        boolean full() {
            return count == tile.columns();
        }
    }

    /** Results of fewer rows than this take tiles of few rows: more of a taller one would be empty. */
    private static final int FLAT = 5;

    /** Other tiles are better where more terms than this are adjacent. */
    private static final int FEW_NEIGHBOURS = 8;

    private final int columns;
    private final boolean packed;
    private final int packedColumns;
    private final Panel[] panels;
    private final int distance;
    private final int lanes;
    private final CopyKernels copies;

    private Panels(
            int columns,
            boolean packed,
            int packedColumns,
            Panel[] panels,
            int distance,
            int lanes,
            CopyKernels copies) {
        this.distance = distance;
        this.lanes = lanes;
        this.copies = copies;
        this.columns = columns;
        this.packed = packed;
        this.packedColumns = packedColumns;
        this.panels = panels;
    }

    /**
     * Panels for a result.
     *
     * @param kernels with the tiles to choose from, most columns first
     * @param rows rows of the result
     * @param columns columns of the result
     * @param mustPack whether the right operand cannot be used where it is, being transposed say
     */
    public static Panels of(Kernels kernels, int rows, int columns, boolean mustPack) {
        List<PanelTile> tiles = rows < FLAT ? kernels.fewRowTiles() : kernels.tiles();
        return of(tiles, columns, mustPack, true, 0, 1, kernels.copies());
    }

    /** Panels for a result to which products are added, so that no column may be computed twice. */
    public static Panels ofSums(Kernels kernels, int columns, boolean mustPack) {
        return of(kernels.tiles(), columns, mustPack, false, 0, 1, kernels.copies());
    }

    private static Panels of(
            List<PanelTile> tiles,
            int columns,
            boolean mustPack,
            boolean twice,
            int distance,
            int lanes,
            CopyKernels copies) {
        List<Panel> panels = new ArrayList<>();
        int offset = 0;
        boolean whole = true;
        for (int from = 0; from < columns; ) {
            PanelTile tile = fitting(tiles, columns - from);
            if (twice && tile.columns() <= columns) {
                // Computes some columns twice rather than let a tile exceed the result.
                from = Math.min(from, columns - tile.columns());
            }
            int count = Math.min(tile.columns(), columns - from);
            whole &= count == tile.columns();
            panels.add(new Panel(tile, from, count, offset));
            offset += tile.columns();
            from += count;
        }
        boolean packed = mustPack || !whole || panels.size() > 1;
        return new Panels(columns, packed, offset, panels.toArray(Panel[]::new), distance, lanes, copies);
    }

    /**
     * Panels for a result of rows that are at one distance in the left operand, of few terms that are adjacent there: pixels of
     * few channels. Tiles have such rows alone, and segments are single terms.
     *
     * @param rows rows at one distance; a tile has no others
     * @param distance which that is
     * @param neighbours terms that are adjacent
     * @param columns columns of the result
     * @param mustPack whether the right operand cannot be used where it is
     * @return null if others are better
     */
    public static @Nullable Panels ofPixels(
            Kernels kernels, int rows, int distance, int neighbours, int columns, boolean mustPack) {
        PixelTiles tiles = kernels.pixelTiles();
        if (tiles == null || neighbours > FEW_NEIGHBOURS) {
            return null;
        }
        PanelTile tile = tiles.of(columns, distance);
        return rows < tile.rows() ? null : of(List.of(tile), columns, mustPack, true, distance, 1, kernels.copies());
    }

    /**
     * Panels for results of few columns, of which as many images are computed beside each other as vectors have lanes.
     *
     * @param tiles the tiles
     * @param columns columns of the result
     * @param mustPack whether the right operand cannot be used where it is
     */
    public static Panels ofImages(ImageTiles tiles, CopyKernels copies, int columns, boolean mustPack) {
        return of(List.of(tiles.of(columns)), columns, mustPack, true, 0, tiles.lanes(), copies);
    }

    /** The widest tile that is filled, or nearly so; for the last columns the narrowest. */
    private static PanelTile fitting(List<PanelTile> tiles, int left) {
        for (PanelTile tile : tiles) {
            if (4 * left > 3 * tile.columns()) {
                return tile;
            }
        }
        return tiles.getLast();
    }

    /** Whether rows of a tile must be at one distance in the left operand, and segments single terms. */
    public boolean pixels() {
        return distance > 0;
    }

    /** How many images are beside each other, as the lanes of vectors; 1 if columns are. */
    public int lanes() {
        return lanes;
    }

    /** Columns of the result. */
    public int columns() {
        return columns;
    }

    /** Whether the right operand must be packed. */
    public boolean packed() {
        return packed;
    }

    /** Floats that the packed form of a right operand takes. */
    public int packedSize(int depth) {
        return packedColumns * depth;
    }

    /** Rows of the tiles that do most of the work. */
    public int tileRows() {
        return panels[0].tile().rows();
    }

    /** Rows of the tallest tile; those of all others divide it. */
    public int mostRows() {
        return Arrays.stream(panels)
                .mapToInt(panel -> panel.tile().rows())
                .max()
                .orElse(1);
    }

    /**
     * The panels in some parts, of about as many each, that have no column in common. The right operand of each part is that of
     * the whole.
     *
     * @param most how many parts at most
     */
    public Panels[] parts(int most) {
        int last = panels.length - 1;
        boolean overlap = last > 0 && panels[last - 1].from() + panels[last - 1].count() > panels[last].from();
        int apart = overlap ? last : panels.length;
        int parts = Math.min(most, apart);
        Panels[] result = new Panels[parts];
        for (int i = 0; i < parts; i++) {
            int end = i == parts - 1 ? panels.length : (i + 1) * apart / parts;
            Panel[] part = Arrays.copyOfRange(panels, i * apart / parts, end);
            result[i] = new Panels(columns, packed, packedColumns, part, distance, lanes, copies);
        }
        return result;
    }

    /** The number of panels. */
    public int count() {
        return panels.length;
    }

    Panel panel(int index) {
        return panels[index];
    }

    /**
     * Packs rows of a right operand.
     *
     * @param depth all rows of the packed form, which decides where panels lie
     * @param first the first row to write
     * @param rows how many
     * @param b the operand; element (row, column) is {@code b[base + row * rowStep + column * columnStep]}, where row counts
     *     from {@code first}, and one of the two steps is 1
     * @param out receives the packed form at {@code outBase}
     */
    public void pack(
            int depth,
            int first,
            int rows,
            float[] b,
            int base,
            int rowStep,
            int columnStep,
            float[] out,
            int outBase) {
        for (Panel panel : panels) {
            int width = panel.tile().columns();
            int to = outBase + panel.offset() * depth + first * width;
            int from = base + panel.from() * columnStep;
            if (columnStep == 1) {
                copies.rows(b, from, 0, rowStep, out, to, 0, width, 1, rows, panel.count());
            } else {
                copies.transposed(b, from, 0, columnStep, out, to, 0, width, 1, panel.count(), rows);
            }
            for (int column = panel.count(); column < width; column++) {
                for (int row = 0; row < rows; row++) {
                    out[to + row * width + column] = 0f;
                }
            }
        }
    }

    /**
     * Whether packed rows are finite.
     *
     * @param depth all rows of the packed form
     * @param first the first row to look at
     * @param rows how many
     * @param b holds the packed form at {@code base}
     * @param lanes 16 floats to work in
     */
    public boolean finite(
            ReductionKernels reductions, int depth, int first, int rows, float[] b, int base, float[] lanes) {
        boolean finite = true;
        for (Panel panel : panels) {
            int width = panel.tile().columns();
            finite &= reductions.finite(b, base + panel.offset() * depth + first * width, rows * width, lanes);
        }
        return finite;
    }
}
