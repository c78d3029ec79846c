package dev.tenon.backend.cpu.steps;

import dev.tenon.api.lowering.ConvShape;
import dev.tenon.backend.cpu.kernels.product.Panels;
import dev.tenon.backend.cpu.kernels.product.RowTerms;
import dev.tenon.backend.cpu.kernels.tile.TermChunks;
import java.util.ArrayList;
import java.util.List;

/**
 * The left operand of the products that a weight gradient sums: the taps of some channels are the rows, and for each
 * piece of the images it knows at which positions a tap meets the image instead of padding.
 */
final class TapMatrix {
    /** As many rows must be saved, or it does not pay to see whether all gradients are finite. */
    private static final int SAVED = 8;

    private final ConvShape shape;
    private final ChannelPlanes planes;
    private final PieceGrid grid;
    private final int imageStep;
    private final AxisTaps down;
    private final AxisTaps across;
    private final int[] a;
    private final int[] c;
    private final RowTerms[] inside;
    private final RowTerms[] all;

    /**
     * Rows of some channels.
     *
     * @param imageStep distance of the planes of neighbouring images
     * @param channels how many channels, of one group
     */
    TapMatrix(ConvShape shape, ChannelPlanes planes, PieceGrid grid, Panels panels, int imageStep, int channels) {
        this.shape = shape;
        this.planes = planes;
        this.grid = grid;
        this.imageStep = imageStep;
        this.down = AxisTaps.of(shape.downAxis());
        this.across = AxisTaps.of(shape.acrossAxis());
        this.a = new int[channels * shape.taps()];
        this.c = new int[a.length];
        int[] taps = fill(panels.tileRows(), channels);
        this.inside = new RowTerms[grid.kinds()];
        this.all = new RowTerms[grid.kinds()];
        for (int piece = 0; piece < grid.pieces(); piece++) {
            int kind = grid.kind(piece);
            if (all[kind] == null) {
                prepare(piece, taps, panels.mostRows());
            }
        }
    }

    /**
     * Rows in the order in which they are computed: all taps of as many channels as a tile has rows, then those of the
     * next. What these channels' planes hold then stays in the first-level cache from tap to tap.
     *
     * @return for each row its tap
     */
    private int[] fill(int block, int channels) {
        int[] taps = new int[a.length];
        int height = shape.window().height();
        int width = shape.window().width();
        int row = 0;
        for (int first = 0; first < channels; first += block) {
            int last = Math.min(first + block, channels);
            for (int turn = 0; turn < shape.taps(); turn++) {
                int i = planes.byColumn() ? turn % height : turn / width;
                int j = planes.byColumn() ? turn / height : turn % width;
                int tap = i * width + j;
                for (int channel = first; channel < last; channel++) {
                    a[row] = channel * planes.channelStep() + planes.tap(i, j);
                    c[row] = (tap * shape.groupChannels() + channel) * shape.filters();
                    taps[row++] = tap;
                }
            }
        }
        return taps;
    }

    private void prepare(int piece, int[] taps, int together) {
        int kind = grid.kind(piece);
        ValidRange whole = new ValidRange(0, grid.rowsOf(piece), 0, shape.across());
        all[kind] = RowTerms.same(terms(piece, whole));
        List<ValidRange> ofTaps = new ArrayList<>();
        for (int tap = 0; tap < shape.taps(); tap++) {
            ofTaps.add(inside(piece, tap));
        }
        List<ValidRange> ofRows = new ArrayList<>();
        for (int tap : taps) {
            ofRows.add(ofTaps.get(tap));
        }
        long computed = ValidRange.ofTiles(ofRows, together).stream()
                .mapToLong(ValidRange::size)
                .sum();
        boolean pays = taps.length - together * computed / (double) whole.size() > SAVED;
        inside[kind] = !pays ? all[kind] : ValidRange.terms(ofRows, together, each -> terms(piece, each));
    }

    /** Where in a piece a tap meets the image, as far as terms can be left out without more segments. */
    private ValidRange inside(int piece, int tap) {
        int i = tap / shape.window().width();
        int row = grid.firstRow(piece);
        int rows = grid.rowsOf(piece);
        int top = Math.clamp(down.firstResult(i) - row, 0, rows);
        int bottom = Math.clamp(down.endResult(i) - row, top, rows);
        if (planes.byColumn()) {
            return new ValidRange(top, bottom, 0, shape.across());
        }
        int j = tap % shape.window().width();
        return new ValidRange(top, bottom, across.firstResult(j), across.endResult(j));
    }

    private TermChunks terms(int piece, ValidRange positions) {
        TermChunks.Builder builder = new TermChunks.Builder(1);
        int images = grid.images() > 1 ? grid.length(piece) : 1;
        for (int image = 0; image < images; image++) {
            for (int row = positions.top(); row < positions.bottom(); row++) {
                int term = (image * shape.down() + row) * shape.across() + positions.left();
                int shift = image * imageStep + row * planes.rowStep() + positions.left();
                builder.add(term, shift, term, positions.right() - positions.left());
            }
        }
        return builder.build();
    }

    /** The number of rows. */
    int count() {
        return a.length;
    }

    /** Where each row begins in the planes of its channels. */
    int[] a() {
        return a;
    }

    /** Where its results are, from those of the first channel's first tap. */
    int[] c() {
        return c;
    }

    /** The terms of a piece within the image. */
    RowTerms inside(int piece) {
        return inside[grid.kind(piece)];
    }

    /** Those and the zeros around it. */
    RowTerms all(int piece) {
        return all[grid.kind(piece)];
    }
}
