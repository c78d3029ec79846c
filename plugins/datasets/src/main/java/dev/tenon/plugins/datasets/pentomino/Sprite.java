package dev.tenon.plugins.datasets.pentomino;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.numerics.RandomStream;
import java.util.List;

/**
 * A piece at a place.
 *
 * @param kind which piece, as an index into all of them
 * @param quarters by how many quarters of a circle it is turned
 * @param scale pixels along a side of one of its squares
 * @param patch index of the patch that it lies in, row by row
 * @param top first row, in pixels
 * @param left first column, in pixels
 */
record Sprite(int kind, int quarters, int scale, int patch, int top, int left) {

    /** Pixels along a side of a patch: twice the largest piece. */
    static final int PATCH = 8;

    /** All kinds of pieces, in order. */
    static final List<Piece> PIECES = List.of(Piece.values());

    private Piece piece() {
        return PIECES.get(kind);
    }

    /** A sprite of a kind anywhere in its patch, as likely in each of four turns and in each of two sizes. */
    static Sprite draw(int kind, int patch, int across, RandomStream random) {
        Piece piece = PIECES.get(kind);
        int quarters = random.nextInt(4);
        int scale = 1 + random.nextInt(2);
        int top = random.nextInt(PATCH - scale * piece.height(quarters) + 1);
        int left = random.nextInt(PATCH - scale * piece.width(quarters) + 1);
        return new Sprite(kind, quarters, scale, patch, patch / across * PATCH + top, patch % across * PATCH + left);
    }

    /** Writes a number at each of its pixels. */
    void draw(float[] pixels, int offset, int canvasWidth, float value) {
        for (int row = 0; row < scale * piece().height(quarters); row++) {
            for (int column = 0; column < scale * piece().width(quarters); column++) {
                if (piece().fills(quarters, row / scale, column / scale)) {
                    pixels[offset + (top + row) * canvasWidth + left + column] = value;
                }
            }
        }
    }

    Annotation annotation() {
        return new Annotation(
                piece().name(), 0, -1, top, left, scale * piece().height(quarters), scale * piece().width(quarters));
    }
}
