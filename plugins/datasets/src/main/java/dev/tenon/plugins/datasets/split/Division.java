package dev.tenon.plugins.datasets.split;

import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.numerics.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Splits that data come with stay as they are; what is missing of validation and test is drawn from the training images. */
public final class Division {

    private Division() {}

    /** The split that a folder or a field of a table names, in any case of letters. */
    public static Optional<Split> named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "train", "training" -> Optional.of(Split.TRAIN);
            case "val", "valid", "validation" -> Optional.of(Split.VALIDATION);
            case "test", "testing" -> Optional.of(Split.TEST);
            default -> Optional.empty();
        };
    }

    /** The splits of images of which the first are given for training and the others, if there are any, for testing. */
    public static List<Split> trainThenTest(int training, int all) {
        List<Split> splits = new ArrayList<>(Collections.nCopies(training, Split.TRAIN));
        splits.addAll(Collections.nCopies(all - training, Split.TEST));
        return splits;
    }

    /**
     * Tells a builder of examples which image is for what.
     *
     * @param given the split of each image; training where nothing is known
     * @param labels {@code [n]}, the class of each image
     * @param groups {@code [n]}, the group of each image, no group in two given splits; null if each is its own
     * @param validation fraction, if no image is given for validation
     * @param test fraction, if no image is given for testing
     */
    public static void addTo(
            Examples.Builder examples,
            List<Split> given,
            float[] labels,
            int @Nullable [] groups,
            double validation,
            double test,
            RandomStream random) {
        Map<Split, int[]> splits = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            splits.put(
                    split,
                    IntStream.range(0, labels.length)
                            .filter(i -> given.get(i) == split)
                            .toArray());
        }
        int[] pool = splits.getOrDefault(Split.TRAIN, new int[0]);
        float[] ownLabels = new float[pool.length];
        int[] ownGroups = new int[pool.length];
        for (int i = 0; i < pool.length; i++) {
            ownLabels[i] = labels[pool[i]];
            ownGroups[i] = groups == null ? i : groups[pool[i]];
        }
        double validated = splits.getOrDefault(Split.VALIDATION, pool).length > 0 ? 0 : validation;
        double tested = splits.getOrDefault(Split.TEST, pool).length > 0 ? 0 : test;
        Stratified drawn = groups == null
                ? Stratified.of(ownLabels, validated, tested, random)
                : GroupedSplit.of(ownLabels, ownGroups, validated, tested, random);
        splits.put(Split.TRAIN, of(pool, drawn.train()));
        if (validated > 0) {
            splits.put(Split.VALIDATION, of(pool, drawn.validation()));
        }
        if (tested > 0) {
            splits.put(Split.TEST, of(pool, drawn.test()));
        }
        splits.forEach((split, images) -> {
            if (images.length > 0) {
                examples.split(split, images);
            }
        });
    }

    private static int[] of(int[] pool, int[] places) {
        return Arrays.stream(places).map(place -> pool[place]).toArray();
    }
}
