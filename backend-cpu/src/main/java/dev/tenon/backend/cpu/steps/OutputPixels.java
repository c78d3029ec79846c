package dev.tenon.backend.cpu.steps;

import dev.tenon.backend.cpu.kernels.product.RowTerms;
import dev.tenon.backend.cpu.kernels.tile.TermChunks;
import java.util.ArrayList;
import java.util.List;

/**
 * Pixels of a convolution's result as rows of a matrix product. Pixels that meet the same taps within the image are
 * grouped, so that tiles skip the padding.
 *
 * @param padded the images as they are read
 * @param down rows of results
 * @param across columns of results
 * @param width taps in a row of the kernel
 * @param length terms of a tap
 * @param first index in an image's results of the first
 * @param rowStep distance of neighbouring rows of results
 * @param columnStep distance of neighbouring columns of results
 * @param resultSize distance of images of results
 * @param run as many rows from a multiple of it on are adjacent in a row of results; if it is 1, so are as many as there are
 */
record OutputPixels(
        PaddedImage padded,
        AxisTaps down,
        AxisTaps across,
        int width,
        int length,
        int first,
        int rowStep,
        int columnStep,
        int resultSize,
        int run) {

    /** A tap of fewer terms costs a tile no more than the surprise that a row of taps is shorter than the last one. */
    private static final int SHORT = 8;

    OutputPixels {
        across = length < SHORT || run > 1 ? across.boundless() : across;
    }

    /**
     * Rows of some images.
     *
     * @param inside the terms within the image
     * @param all those and the zeros around it
     * @param a where each row begins in padded images
     * @param c where its results are
     * @param reach how many rows of a padded image each of them reads, from the one in which it begins
     */
    record Rows(RowTerms inside, RowTerms all, int[] a, int[] c, int reach) {}

    /** A result, and the taps that it meets within its image. */
    private record Pixel(int image, int y, int x, ValidRange inside) {}

    /** The same in their order in the image, with the zeros around it taken for a part of it. */
    OutputPixels boundless() {
        return new OutputPixels(
                padded,
                down.boundless(),
                across.boundless(),
                width,
                length,
                first,
                rowStep,
                columnStep,
                resultSize,
                run);
    }

    /** Results of an image. */
    int results() {
        return down.results() * across.results();
    }

    /**
     * Rows of some images.
     *
     * @param images how many
     * @param together rows that have the same terms: as many as tiles have
     */
    Rows rows(int images, int together) {
        List<Pixel> pixels = pixels(images);
        int[] a = new int[pixels.size()];
        int[] c = new int[a.length];
        for (int row = 0; row < a.length; row++) {
            Pixel pixel = pixels.get(row);
            a[row] = pixel.image() * padded.size()
                    + (down.starts()[pixel.y()] * padded.fullWidth() + across.starts()[pixel.x()]) * padded.channels();
            c[row] = pixel.image() * resultSize + first + pixel.y() * rowStep + pixel.x() * columnStep;
        }
        RowTerms all = RowTerms.same(terms(new ValidRange(0, down.taps().length, 0, across.taps().length)));
        boolean same = down.inside() && across.inside();
        int reach = down.taps().length == 0 ? 0 : down.shifts()[down.taps().length - 1] + 1;
        return new Rows(same ? all : ValidRange.terms(inside(pixels), together, this::terms), all, a, c, reach);
    }

    /** How many taps tiles compute for these images. */
    long work(int images, int together) {
        long taps = 0;
        for (ValidRange tile : ValidRange.ofTiles(inside(pixels(images)), together)) {
            taps += together * tile.size();
        }
        return taps;
    }

    private static List<ValidRange> inside(List<Pixel> pixels) {
        return pixels.stream().map(Pixel::inside).toList();
    }

    /** Results that meet the same taps next to each other. */
    private List<Pixel> pixels(int images) {
        List<Pixel> pixels = new ArrayList<>(images * results());
        for (int y = 0; y < down.results(); y = down.alike(y)) {
            for (int x = 0; x < across.results(); x = across.alike(x)) {
                add(pixels, images, y, down.alike(y), x, across.alike(x));
            }
        }
        return pixels;
    }

    /** Adds the results of some rows and columns, which all meet the same taps. */
    private void add(List<Pixel> pixels, int images, int y0, int y1, int x0, int x1) {
        ValidRange inside = new ValidRange(down.first(y0), down.end(y0), across.first(x0), across.end(x0));
        for (int image = 0; image < images; image++) {
            for (int y = y0; y < y1; y++) {
                for (int x = x0; x < x1; x += run) {
                    // The last run may have some pixels of the one before it once more.
                    int from = Math.max(x0, Math.min(x, x1 - run));
                    for (int i = 0; i < run; i++) {
                        pixels.add(new Pixel(image, y, from + i, inside));
                    }
                }
            }
        }
    }

    private TermChunks terms(ValidRange taps) {
        TermChunks.Builder terms = run > 1 ? new TermChunks.Builder(1, 1) : new TermChunks.Builder(1);
        for (int i = taps.top(); i < taps.bottom(); i++) {
            for (int j = taps.left(); j < taps.right(); j++) {
                int shift = (down.shifts()[i] * padded.fullWidth() + across.shifts()[j]) * padded.channels();
                int term = (down.taps()[i] * width + across.taps()[j]) * length;
                terms.add(term, shift, term, length);
            }
        }
        return terms.build();
    }
}
