package dev.tenon.backend.opencl.kernels;

import dev.tenon.api.graph.Window;
import dev.tenon.api.lowering.ConvShape;
import dev.tenon.api.lowering.WindowAxis;
import dev.tenon.api.numerics.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Convolutions and their gradients as products whose left operand is gathered from images that have their border already
 * (implicit GEMM: the matrix of patches is never made).
 */
public final class ConvolutionProducts {
    private ConvolutionProducts() {}

    /** The convolution: rows are positions, terms are taps and channels, columns are filters. */
    public static Product forward(ConvShape s) {
        Window w = s.window();
        Border border = Border.ofImages(s);
        OffsetTable terms = new OffsetTable(1, s.filters());
        for (int tap = 0; tap < s.taps(); tap++) {
            int i = tap / w.width();
            int j = tap % w.width();
            int shift = (i * w.dilationHeight() * border.fullWidth() + j * w.dilationWidth()) * s.channels();
            int index = tap * s.groupChannels();
            terms.add(index, shift, index * s.filters(), s.groupChannels());
        }
        IntStream.Builder rows = IntStream.builder();
        for (int y = 0; y < s.down(); y++) {
            for (int x = 0; x < s.across(); x++) {
                rows.add((y * w.strideHeight() * border.fullWidth() + x * w.strideWidth()) * s.channels());
                rows.add((y * s.across() + x) * s.filters());
            }
        }
        return new Product(
                "conv2d",
                s.images() * s.positions(),
                s.groupFilters(),
                rows.build().toArray(),
                s.positions(),
                border.size(),
                s.positions() * s.filters(),
                terms,
                1,
                s.groups(),
                s.groupChannels(),
                s.groupFilters(),
                s.groupFilters(),
                Product.Pieces.ONE);
    }

    /**
     * The input gradient: rows are pixels, terms are taps of the turned kernel and filters, columns are channels. With strides
     * there is a product for each class of pixels that meet the same taps; the others meet zeros, which are left out.
     *
     * @param turned whether the kernels have been turned, channels side by side
     */
    public static List<Product> inputGradient(ConvShape s, boolean turned) {
        List<Product> products = new ArrayList<>();
        for (int y = 0; y < s.downAxis().phases(); y++) {
            for (int x = 0; x < s.acrossAxis().phases(); x++) {
                products.add(phase(s, turned, y, x));
            }
        }
        return products;
    }

    private static Product phase(ConvShape s, boolean turned, int firstRow, int firstColumn) {
        WindowAxis down = s.downAxis();
        WindowAxis across = s.acrossAxis();
        Border border = Border.ofGradients(s);
        int tapSize = s.groupChannels() * s.filters();
        OffsetTable terms = new OffsetTable(1, turned ? s.groupChannels() : 1);
        for (int i = 0; i < down.taps(); i++) {
            OptionalInt row = down.meeting(firstRow, i);
            for (int j = 0; j < across.taps(); j++) {
                OptionalInt column = across.meeting(firstColumn, j);
                if (row.isPresent() && column.isPresent()) {
                    int tap = i * across.taps() + j;
                    int index = tap * s.groupFilters();
                    int y = row.getAsInt() + border.top();
                    int x = column.getAsInt() + border.left();
                    int shift = (y * border.fullWidth() + x) * s.filters();
                    int b = turned ? index * s.groupChannels() : (s.taps() - 1 - tap) * tapSize;
                    terms.add(index, shift, b, s.groupFilters());
                }
            }
        }
        int rowsDown = down.pixels(firstRow);
        int rowsAcross = across.pixels(firstColumn);
        IntStream.Builder rows = IntStream.builder();
        for (int y = 0; y < rowsDown; y++) {
            for (int x = 0; x < rowsAcross; x++) {
                int pixel = (firstRow + y * down.stride()) * s.width() + firstColumn + x * across.stride();
                rows.add((y * border.fullWidth() + x) * s.filters()).add(pixel * s.channels());
            }
        }
        return new Product(
                "conv2d-input-gradient",
                s.images() * rowsDown * rowsAcross,
                s.groupChannels(),
                rows.build().toArray(),
                rowsDown * rowsAcross,
                border.size(),
                s.height() * s.width() * s.channels(),
                terms,
                turned ? 1 : s.filters(),
                s.groups(),
                s.groupFilters(),
                turned ? s.taps() * s.groupFilters() * s.groupChannels() : s.groupFilters(),
                s.groupChannels(),
                Product.Pieces.ONE);
    }

    /**
     * The weight gradient: rows are taps and channels, terms are positions, columns are filters. Positions are cut in the
     * contract's pieces; each pass adds eight of them, and passes are added by a launch of their own if there are several.
     */
    public static Product weightGradient(ConvShape s) {
        Window w = s.window();
        Border border = Border.ofImages(s);
        IntStream.Builder rows = IntStream.builder();
        for (int row = 0; row < s.depth(); row++) {
            int tap = row / s.groupChannels();
            int shift = tap / w.width() * w.dilationHeight() * border.fullWidth() + tap % w.width() * w.dilationWidth();
            rows.add(shift * s.channels() + row % s.groupChannels()).add(row * s.filters());
        }
        int positions = s.positions();
        int imagesOfPiece = Math.max(1, Contract.CHUNK / positions);
        int parts = Math.ceilDiv(positions, Contract.CHUNK);
        int rowsOfPiece = Math.ceilDiv(s.down(), parts);
        int perImage = Math.ceilDiv(s.down(), rowsOfPiece);
        int pitch = w.strideHeight() * border.fullWidth() * s.channels();
        OffsetTable terms = new OffsetTable(w.strideWidth() * s.channels(), s.filters());
        for (int image = 0; image < Math.min(imagesOfPiece, s.images()); image++) {
            for (int row = 0; row < rowsOfPiece; row++) {
                int index = (image * s.down() + row) * s.across();
                terms.add(index, image * border.size() + row * pitch, index * s.filters(), s.across());
            }
        }
        int length = perImage == 1 ? imagesOfPiece * positions : rowsOfPiece * s.across();
        Product.Pieces pieces = new Product.Pieces(
                perImage == 1 ? Math.ceilDiv(s.images(), imagesOfPiece) : s.images() * perImage,
                Contract.GROUP,
                perImage,
                perImage == 1 ? imagesOfPiece * border.size() : border.size(),
                rowsOfPiece * pitch,
                perImage == 1 ? length * s.filters() : positions * s.filters(),
                length * s.filters(),
                length,
                perImage == 1 ? s.images() * positions : positions,
                s.depth() * s.filters());
        return new Product(
                "conv2d-weight-gradient",
                s.depth(),
                s.groupFilters(),
                rows.build().toArray(),
                s.depth(),
                0,
                0,
                terms,
                1,
                s.groups(),
                s.groupChannels(),
                s.groupFilters(),
                s.groupFilters(),
                pieces);
    }

    /** Passes of a weight gradient. */
    public static int passes(ConvShape s) {
        return weightGradient(s).pieces().passes();
    }
}
