package dev.tenon.plugins.datasets.split;

import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.numerics.RandomStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A division of images into splits in which every class has its share. Within a split the classes are interleaved, so
 * that the first images of a split, however few, have the classes in nearly the same shares.
 *
 * @param train indices of the images to train on
 * @param validation of those to choose by
 * @param test of those to report
 */
public record Stratified(int[] train, int[] validation, int[] test) {

    /** An image and where it stands among its class, from 0 to 1. */
    private record Place(int image, int label, double rank) {}

    /**
     * Divides images at random. Of a class with n images the test split gets {@code test * n}, rounded, and the
     * validation split {@code validation * n}; the rest, at least one image, is for training.
     *
     * @param labels {@code [n]}, the class of each image, at least 0
     * @param validation share from 0 to 1
     * @param test share from 0 to 1
     * @param random decides which images go where
     */
    public static Stratified of(float[] labels, double validation, double test, RandomStream random) {
        List<List<Integer>> classes = new ArrayList<>();
        for (int image = 0; image < labels.length; image++) {
            while (classes.size() <= (int) labels[image]) {
                classes.add(new ArrayList<>());
            }
            classes.get((int) labels[image]).add(image);
        }
        List<Place> forTraining = new ArrayList<>();
        List<Place> forValidation = new ArrayList<>();
        List<Place> forTest = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            int[] images =
                    classes.get(label).stream().mapToInt(Integer::intValue).toArray();
            random.shuffle(images);
            int spare = Math.max(0, images.length - 1);
            int tests = (int) Math.min(spare, Math.round(test * images.length));
            int validations = (int) Math.min(spare - tests, Math.round(validation * images.length));
            place(images, 0, tests, label, forTest);
            place(images, tests, tests + validations, label, forValidation);
            place(images, tests + validations, images.length, label, forTraining);
        }
        return new Stratified(interleaved(forTraining), interleaved(forValidation), interleaved(forTest));
    }

    /** Tells a builder of examples which image is for what. */
    public void addTo(Examples.Builder examples) {
        add(examples, Split.TRAIN, train);
        add(examples, Split.VALIDATION, validation);
        add(examples, Split.TEST, test);
    }

    private static void add(Examples.Builder examples, Split split, int[] images) {
        if (images.length > 0) {
            examples.split(split, images);
        }
    }

    private static void place(int[] images, int from, int to, int label, List<Place> into) {
        for (int i = from; i < to; i++) {
            into.add(new Place(images[i], label, (i - from + 0.5) / (to - from)));
        }
    }

    private static int[] interleaved(List<Place> places) {
        return places.stream()
                .sorted(Comparator.comparingDouble(Place::rank).thenComparingInt(Place::label))
                .mapToInt(Place::image)
                .toArray();
    }
}
