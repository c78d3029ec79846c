package dev.tenon.plugins.datasets.split;

import dev.tenon.api.data.DataException;
import dev.tenon.api.numerics.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A division of images into splits that keeps each group, for example a patient's images, in one of them. Groups are drawn at
 * random, class by class, where a group is of the class that most of its images have; a split takes groups while that brings its
 * number of images nearer to its fraction.
 */
public final class GroupedSplit {

    private GroupedSplit() {}

    /**
     * Divides images.
     *
     * @param labels {@code [n]}, the class of each image
     * @param groups {@code [n]}, the group of each image, from 0
     * @param validation fraction of the images
     * @param test fraction of the images
     * @throws DataException if there are too few groups for the splits that are asked for
     */
    public static Stratified of(float[] labels, int[] groups, double validation, double test, RandomStream random) {
        Map<Integer, List<Integer>> members = new LinkedHashMap<>();
        for (int image = 0; image < groups.length; image++) {
            members.computeIfAbsent(groups[image], group -> new ArrayList<>()).add(image);
        }
        Map<Integer, List<List<Integer>>> byClass = new LinkedHashMap<>();
        members.values()
                .forEach(images -> byClass.computeIfAbsent(majority(labels, images), label -> new ArrayList<>())
                        .add(images));
        List<Integer> forTest = new ArrayList<>();
        List<Integer> forValidation = new ArrayList<>();
        List<Integer> forTraining = new ArrayList<>();
        byClass.keySet().stream().sorted().forEach(label -> {
            List<List<Integer>> own = byClass.getOrDefault(label, List.of());
            int[] order = random.permutation(own.size());
            int images = own.stream().mapToInt(List::size).sum();
            int next = take(own, order, 0, test * images, forTest);
            next = take(own, order, next, validation * images, forValidation);
            for (; next < order.length; next++) {
                forTraining.addAll(own.get(order[next]));
            }
        });
        if ((test > 0 && forTest.isEmpty()) || (validation > 0 && forValidation.isEmpty()) || forTraining.isEmpty()) {
            throw new DataException("the number of groups, " + members.size() + ", is too small to divide into training"
                    + (validation > 0 ? ", validation" : "") + (test > 0 ? " and test" : "")
                    + " images; set validation or test to 0, or make groups smaller");
        }
        return new Stratified(
                mixed(forTraining, labels, random),
                mixed(forValidation, labels, random),
                mixed(forTest, labels, random));
    }

    /** Groups in the given order while they bring the number of images nearer to what is wanted; the last group stays. */
    private static int take(List<List<Integer>> groups, int[] order, int from, double wanted, List<Integer> into) {
        int next = from;
        double taken = 0;
        while (next < order.length - 1 && taken + groups.get(order[next]).size() / 2.0 <= wanted && wanted > 0) {
            into.addAll(groups.get(order[next]));
            taken += groups.get(order[next]).size();
            next++;
        }
        return next;
    }

    /** The class that most images of a group have, the first of equal ones. */
    private static int majority(float[] labels, List<Integer> images) {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        images.forEach(image -> counts.merge((int) labels[image], 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<Integer, Integer>comparingByKey().reversed()))
                .orElseThrow()
                .getKey();
    }

    /** The images of a split with classes interleaved, as {@link Stratified} has them. */
    private static int[] mixed(List<Integer> images, float[] labels, RandomStream random) {
        float[] own = new float[images.size()];
        for (int i = 0; i < own.length; i++) {
            own[i] = labels[images.get(i)];
        }
        return own.length == 0
                ? new int[0]
                : Arrays.stream(Stratified.of(own, 0, 0, random).train())
                        .map(images::get)
                        .toArray();
    }
}
