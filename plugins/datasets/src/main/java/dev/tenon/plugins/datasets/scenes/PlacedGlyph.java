package dev.tenon.plugins.datasets.scenes;

import dev.tenon.plugins.datasets.image.LightCanvas;

/**
 * A digit at a place.
 *
 * @param contrast what its ink is multiplied by
 */
record PlacedGlyph(Glyph glyph, int top, int left, float contrast) {

    /** Ink that is fainter than this does not make a pixel its digit's. */
    private static final float VISIBLE = 0.25f;

    int digit() {
        return glyph.digit();
    }

    int bottom() {
        return top + glyph.height();
    }

    int right() {
        return left + glyph.width();
    }

    /** Columns of background between two digits' boxes; negative if they share columns. */
    int across(PlacedGlyph other) {
        return Math.max(left, other.left) - Math.min(right(), other.right());
    }

    /** Rows of background between two digits' boxes; negative if they share rows. */
    int down(PlacedGlyph other) {
        return Math.max(top, other.top) - Math.min(bottom(), other.bottom());
    }

    /** How far the middles of two digits are from the same height, in half pixels. */
    int unevenness(PlacedGlyph other) {
        return Math.abs(top + bottom() - other.top - other.bottom());
    }

    void draw(LightCanvas canvas) {
        float[] ink = glyph.ink();
        for (int row = 0; row < glyph.height(); row++) {
            for (int column = 0; column < glyph.width(); column++) {
                canvas.light(top + row, left + column, ink[row * glyph.width() + column] * contrast);
            }
        }
    }

    /**
     * Writes a class at each pixel where its ink is seen.
     *
     * @param mask row-major, as wide as the canvas
     * @param offset index of the canvas's first pixel
     */
    void trace(float[] mask, int offset, int canvasWidth, float label) {
        for (int row = 0; row < glyph.height(); row++) {
            for (int column = 0; column < glyph.width(); column++) {
                if (glyph.ink()[row * glyph.width() + column] >= VISIBLE) {
                    mask[offset + (top + row) * canvasWidth + left + column] = label;
                }
            }
        }
    }
}
