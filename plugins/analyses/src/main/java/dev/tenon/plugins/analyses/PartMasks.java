package dev.tenon.plugins.analyses;

import dev.tenon.api.data.Column;
import dev.tenon.api.training.Targets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Where parts are in images.
 *
 * @param names of the parts that are in some image
 * @param pixels of each part, by their places among those of all images, {@code [n, height, width]}
 * @param images of each part, in which it is
 * @param height of an image
 * @param width of an image
 * @param count how many images
 */
record PartMasks(List<String> names, List<BitSet> pixels, List<BitSet> images, int height, int width, int count) {

    /**
     * Refuses a column that has no masks of parts.
     *
     * @throws IllegalArgumentException with what it has instead
     */
    static void check(Column column, List<String> ignored) {
        boolean masks = column.kind() != Targets.NUMBERS && column.positions().rank() == 2;
        if (!masks) {
            throw new IllegalArgumentException("has no masks in column " + column.name()
                    + "; masks are classes or signs at each pixel, [height, width]");
        }
        if (column.unknowns()) {
            throw new IllegalArgumentException("does not know all of column " + column.name() + ", its masks");
        }
        if (ignored.containsAll(column.names())) {
            throw new IllegalArgumentException(
                    "has no parts in column " + column.name() + " but " + ignored + ", which `ignore` takes away");
        }
    }

    /** The masks of some images. */
    static PartMasks of(Column column, List<String> ignored, int[] examples) {
        float[] rows = column.rows(examples);
        int height = column.positions().dim(0);
        int width = column.positions().dim(1);
        List<String> names = new ArrayList<>();
        List<BitSet> pixels = new ArrayList<>();
        List<BitSet> images = new ArrayList<>();
        for (int part = 0; part < column.names().size(); part++) {
            if (ignored.contains(column.names().get(part))) {
                continue;
            }
            BitSet own = pixels(column, rows, part);
            if (!own.isEmpty()) {
                names.add(column.names().get(part));
                pixels.add(own);
                BitSet in = new BitSet(examples.length);
                own.stream().forEach(pixel -> in.set(pixel / (height * width)));
                images.add(in);
            }
        }
        return new PartMasks(names, pixels, images, height, width, examples.length);
    }

    private static BitSet pixels(Column column, float[] rows, int part) {
        BitSet own = new BitSet();
        if (column.kind() == Targets.CLASSES) {
            for (int i = 0; i < rows.length; i++) {
                if ((int) rows[i] == part) {
                    own.set(i);
                }
            }
            return own;
        }
        int parts = column.units();
        for (int i = 0; i < rows.length / parts; i++) {
            if (rows[i * parts + part] > 0) {
                own.set(i);
            }
        }
        return own;
    }

    /** The share of all pixels that are a part's. */
    double share(int part) {
        return pixels.get(part).cardinality() / ((double) count * height * width);
    }
}
