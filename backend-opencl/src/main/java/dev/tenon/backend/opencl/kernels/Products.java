package dev.tenon.backend.opencl.kernels;

import dev.tenon.backend.opencl.launch.KernelCode;
import dev.tenon.backend.opencl.launch.Launch;
import dev.tenon.backend.opencl.memory.Tensor;
import dev.tenon.backend.opencl.program.KernelResources;
import java.util.List;

/** Launches of products: tiles in local memory, or for processors rows in registers. */
public final class Products {
    /** Rows of results that a processor's work item goes through. */
    private static final int ITEM_ROWS = 48;

    private final Style style;
    private final TileChoice choice;

    /** For a device. */
    public Products(Style style, TileChoice choice) {
        this.style = style;
        this.choice = choice;
    }

    /** Whether the right operand may have its columns anywhere; otherwise they are side by side. */
    public boolean anyColumns() {
        return style.tiled();
    }

    /** A launch that computes a product. */
    public Launch launch(Product p, Tensor a, Tensor b, Tensor c, Finish finish) {
        if (!style.tiled()) {
            return direct(p, a, b, c, finish);
        }
        return tiled(choice.of(p, style, a.size(), b.size(), c.size()), p, a, b, c, finish);
    }

    private static String options(Product p, OffsetTable.Tables tables) {
        boolean several = tables.chunkCount() > 1;
        boolean pieces = p.pieces().count() > 1;
        if (several && pieces) {
            return " -DDEEP";
        }
        return several || pieces ? "" : " -DONCE";
    }

    /** With tiles of a given cut. */
    Launch tiled(Style.Tile tile, Product p, Tensor a, Tensor b, Tensor c, Finish finish) {
        OffsetTable.Tables tables = p.terms().slices(tile.depth());
        boolean byTerm = p.bColumn() != 1;
        String options = tile.options() + options(p, tables) + (byTerm ? " -DB_BY_TERM" : "");
        long down = Math.ceilDiv(p.m(), tile.tileRows());
        long across = Math.ceilDiv(p.n(), tile.tileColumns());
        return arguments(p, options, tables, a, b, c, finish)
                .grid(
                        List.of(
                                down * tile.across(),
                                across * tile.down(),
                                (long) p.groups() * p.pieces().passes()),
                        List.of((long) tile.across(), (long) tile.down(), 1L));
    }

    private Launch direct(Product p, Tensor a, Tensor b, Tensor c, Finish finish) {
        OffsetTable.Tables tables = p.terms().runs();
        int vectors = vectors(p.n(), style.vector());
        int rows = style.vector() == 16 ? 24 / vectors : 12 / vectors;
        int blocks = Math.max(1, ITEM_ROWS / rows);
        String options = "-DRM=" + rows + " -DRN=" + vectors + " -DVEC=" + style.vector() + " -DBLOCKS=" + blocks
                + options(p, tables).replace(" -DONCE", "");
        return arguments(p, options, tables, a, b, c, finish)
                .grid(
                        List.of(
                                (long) Math.ceilDiv(p.m(), rows * blocks),
                                (long) Math.ceilDiv(p.n(), vectors * style.vector()),
                                (long) p.groups() * p.pieces().passes()),
                        List.of(1L, 1L, 1L));
    }

    /** Vectors of an item, so that few columns are computed for nothing: more share what is read of the left operand. */
    private static int vectors(int n, int width) {
        int best = 1;
        double least = Double.MAX_VALUE;
        for (int vectors = 1; vectors <= 3; vectors++) {
            double computed = (double) Math.ceilDiv(n, vectors * width) * vectors * (1 + 0.35 / vectors);
            if (computed < least - 1e-9) {
                least = computed;
                best = vectors;
            }
        }
        return best;
    }

    private static Launch.Builder arguments(
            Product p, String options, OffsetTable.Tables tables, Tensor a, Tensor b, Tensor c, Finish finish) {
        Product.Pieces pieces = p.pieces();
        Launch.Builder launch = Launch.of(
                        p.name(), new KernelCode.Written(KernelResources.of(options, "products.cl"), "product"))
                .in(a)
                .in(b)
                .out(c);
        Tensor bias = finish.bias();
        // A product without biases is given something that it does not look at.
        return launch.in(bias == null ? a : bias)
                .table(p.rows())
                .table(tables.terms())
                .table(tables.chunks())
                .whole(tables.chunkCount(), p.m(), p.n(), p.rowsPerImage(), p.aImage(), p.cImage())
                .whole(p.terms().aStep(), p.terms().bStep(), p.bColumn())
                .whole(p.groups(), p.aGroup(), p.bGroup(), p.cGroup())
                .whole(pieces.cPass(), pieces.count(), pieces.perPass(), pieces.perImage())
                .whole(pieces.aImage(), pieces.aPart(), pieces.bImage(), pieces.bPart())
                .whole(pieces.length(), pieces.total(), finish.mode());
    }
}
