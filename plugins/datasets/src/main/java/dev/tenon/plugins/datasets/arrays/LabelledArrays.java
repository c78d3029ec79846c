package dev.tenon.plugins.datasets.arrays;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.training.Targets;
import dev.tenon.plugins.datasets.split.Division;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples of arrays of images and arrays of their targets. Images are {@code [n, height, width]} or {@code [n, height, width,
 * channels]}. Targets are one class for each image ({@code [n]} or {@code [n, 1]}, whole numbers from 0); {@code [n, k]}, signs where
 * all are 0 or 1, else numbers; or a class for each pixel, {@code [n, height, width]}.
 */
final class LabelledArrays {

    private final List<Part> parts;
    private final List<String> given;
    private float[] classes = new float[0];

    /**
     * Arrays of one split.
     *
     * @param name of the images, for messages, as {@code blood.npz: train_images}
     */
    record Part(Split split, String name, NumberArray images, NumberArray labels) {

        int count() {
            return images.shape()[0];
        }
    }

    private LabelledArrays(List<Part> parts, List<String> given) {
        this.parts = parts;
        this.given = given;
    }

    /**
     * Examples.
     *
     * @param parts the training images, and others if there are
     * @param given the first names of classes or targets
     * @param validation fraction of the training images, if no part is for that
     * @param test likewise
     * @param random decides which
     */
    static Examples of(List<Part> parts, List<String> given, double validation, double test, RandomStream random) {
        LabelledArrays arrays = new LabelledArrays(parts, given);
        int[] image = arrays.image(parts.getFirst());
        parts.forEach(part -> arrays.check(part, image));
        Rows pixels =
                arrays.joined(parts.stream().map(part -> part.images().rows()).toList());
        Examples.Builder examples =
                Examples.of(Column.image(Examples.IMAGE, Shape.of(image[0], image[1], image[2]), pixels));
        examples.column(arrays.target(image));
        List<Split> splits = parts.stream()
                .flatMap(part -> Collections.nCopies(part.count(), part.split()).stream())
                .toList();
        Division.addTo(examples, splits, arrays.classes, null, validation, test, random);
        return examples.build();
    }

    private Rows joined(List<Rows> rows) {
        return rows.size() == 1 ? rows.getFirst() : new JoinedRows(rows);
    }

    /** Height, width and channels. */
    private int[] image(Part part) {
        int[] shape = part.images().shape();
        if (shape.length < 3 || shape.length > 4 || part.images().size() == 0) {
            throw new DataException(part.name() + " has the shape " + Arrays.toString(shape)
                    + ", but images are [n, height, width] or [n, height, width, channels], at least one");
        }
        int[] image = {shape[1], shape[2], shape.length > 3 ? shape[3] : 1};
        if (NumberArray.size(image) > Integer.MAX_VALUE - 64) {
            throw new DataException(part.name() + " has images of " + Arrays.toString(image)
                    + ", too large for memory; make them smaller");
        }
        return image;
    }

    private void check(Part part, int[] image) {
        Part first = parts.getFirst();
        if (!Arrays.equals(image(part), image)) {
            throw new DataException(part.name() + " has images of " + Arrays.toString(image(part)) + ", but "
                    + first.name() + " has " + Arrays.toString(image));
        }
        int[] labels = part.labels().shape();
        boolean masks = labels.length == 3 && labels[1] == image[0] && labels[2] == image[1];
        if (labels.length < 1 || labels[0] != part.count() || (labels.length > 2 && !masks)) {
            throw new DataException(part.name() + " has " + part.count() + " images, but its labels have the shape "
                    + Arrays.toString(labels) + "; [n], [n, k] or [n, height, width] is needed");
        }
        int[] others = first.labels().shape();
        if (labels.length != others.length && Math.max(labels.length, others.length) == 3) {
            throw new DataException("the labels of " + part.name() + " have the shape " + Arrays.toString(labels)
                    + ", those of " + first.name() + " " + Arrays.toString(others));
        }
        if (columns(part) != columns(first)) {
            throw new DataException("the labels of " + part.name() + " are " + columns(part)
                    + " for each image, those of " + first.name() + " are " + columns(first));
        }
    }

    private static int columns(Part part) {
        int[] shape = part.labels().shape();
        return shape.length == 2 ? shape[1] : 1;
    }

    private Column target(int[] image) {
        boolean whole = true;
        double largest = 0;
        for (Part part : parts) {
            for (long i = 0; i < part.labels().size(); i++) {
                double label = part.labels().at(i);
                whole &= label >= 0 && label == Math.rint(label) && label < 1 << 24;
                largest = Math.max(largest, label);
            }
        }
        Rows rows = joined(parts.stream().map(part -> part.labels().rows(1)).toList());
        int total = rows.size();
        classes = new float[total];
        boolean masks = parts.getFirst().labels().shape().length == 3;
        int columns = columns(parts.getFirst());
        if (masks) {
            Shape positions = Shape.of(image[0], image[1]);
            return whole
                    ? new Column("mask", Targets.CLASSES, positions, names((int) largest + 1), rows)
                    : new Column(
                            "map", Targets.NUMBERS, positions.append(1), given.isEmpty() ? List.of() : names(1), rows);
        }
        float[] targets = new Column("labels", Targets.NUMBERS, Shape.of(columns), List.of(), rows).values();
        if (columns == 1 && whole) {
            classes = targets;
            return Column.classes("label", Shape.scalar(), targets, names((int) largest + 1));
        }
        if (whole && largest <= 1) {
            for (int i = 0; i < targets.length; i++) {
                targets[i] = 2 * targets[i] - 1;
            }
            return new Column("signs", Targets.SIGNS, Shape.of(columns), names(columns), targets);
        }
        return new Column("numbers", Targets.NUMBERS, Shape.of(columns), names(columns), targets);
    }

    private List<String> names(int needed) {
        if (!given.isEmpty() && given.size() < needed) {
            throw new DataException(parts.getFirst().name() + " needs " + needed
                    + " names for its labels, but `names` gives " + given.size() + "; add the others");
        }
        List<String> names = new ArrayList<>(given);
        IntStream.range(given.size(), needed).forEach(i -> names.add(String.valueOf(i)));
        return names;
    }
}
