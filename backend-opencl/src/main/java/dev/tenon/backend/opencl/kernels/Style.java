package dev.tenon.backend.opencl.kernels;

import dev.tenon.backend.opencl.device.DeviceLimits;
import dev.tenon.backend.opencl.device.OpenClException;
import dev.tenon.backend.opencl.device.WordProperty;
import java.util.List;

/**
 * How kernels are cut for a device. Nothing here changes a result: the order of every sum is the contract's, and only who
 * computes which results differs.
 *
 * @param group work items of a group where each computes a result by itself
 * @param shares work items that share the groups of terms of one sum; 1 where an item does it alone
 * @param tiles how products are cut where there is local memory, the best guess first; empty for processors
 * @param vector floats of a vector of a processor
 */
public record Style(int group, int shares, List<Tile> tiles, int vector) {

    public Style {
        tiles = List.copyOf(tiles);
    }

    /**
     * A product's tile.
     *
     * @param down work items down
     * @param across work items across
     * @param rows rows of an item
     * @param vectors vectors of columns of an item
     * @param width floats of a vector
     * @param depth terms that are in local memory at a time; a divisor of the contract's chunk
     */
    public record Tile(int down, int across, int rows, int vectors, int width, int depth) {
        /** Rows of the tile. */
        public int tileRows() {
            return down * rows;
        }

        /** Columns of the tile. */
        public int tileColumns() {
            return across * vectors * width;
        }

        /** Work items. */
        public int items() {
            return down * across;
        }

        /** Local memory in bytes: two slices of both operands. */
        public long bytes() {
            return 2L * Float.BYTES * depth * (tileRows() + 4 + tileColumns());
        }

        boolean fits(DeviceLimits limits) {
            return items() <= limits.largestGroup() && bytes() <= limits.localBytes();
        }

        String options() {
            return "-DTILED -DLM=" + down + " -DLN=" + across + " -DRM=" + rows + " -DRN=" + vectors + " -DVEC=" + width
                    + " -DKT=" + depth;
        }
    }

    /** The system property that picks a style, {@code gpu} or {@code processor}, whatever the device is. */
    public static final String PROPERTY = "tenon.opencl.style";

    /** {@value #PROPERTY} and the words that it takes. */
    public static final WordProperty ASKED =
            new WordProperty(PROPERTY, List.of("gpu", "processor"), "the device decides");

    /** For few and for many rows and columns; a tuner picks among them. */
    private static final List<Tile> TILES = List.of(
            new Tile(16, 16, 8, 2, 4, 8),
            new Tile(16, 8, 8, 2, 4, 8),
            new Tile(8, 16, 8, 2, 4, 8),
            new Tile(16, 8, 8, 1, 4, 16),
            new Tile(16, 16, 4, 1, 4, 16),
            new Tile(32, 4, 4, 1, 4, 8),
            new Tile(8, 8, 4, 1, 4, 16),
            new Tile(32, 2, 4, 1, 4, 8),
            new Tile(8, 8, 4, 1, 2, 8));

    /**
     * For a device: as suits what it is, unless {@value #PROPERTY} says otherwise.
     *
     * @throws OpenClException if the property is neither {@code gpu} nor {@code processor}
     */
    public static Style of(DeviceLimits limits) {
        boolean processor = switch (ASKED.word()) {
            case "gpu" -> false;
            case "processor" -> true;
            default -> limits.processor();
        };
        if (processor) {
            return new Style(Math.min(64, limits.largestGroup()), 1, List.of(), limits.vector());
        }
        List<Tile> tiles = TILES.stream().filter(tile -> tile.fits(limits)).toList();
        return new Style(
                Math.min(256, limits.largestGroup()), limits.largestGroup() >= 256 ? 8 : 1, tiles, limits.vector());
    }

    /**
     * Neighbouring elements that an item takes at a time where shapes allow: a processor's vector; elsewhere four, which is the
     * widest load that a GPU has.
     */
    public int width() {
        return tiled() ? 4 : vector;
    }

    /** Whether products keep tiles in local memory. */
    public boolean tiled() {
        return !tiles.isEmpty();
    }
}
