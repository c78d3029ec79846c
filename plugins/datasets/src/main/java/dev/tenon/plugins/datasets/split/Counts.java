package dev.tenon.plugins.datasets.split;

import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/**
 * How many images a generated set has, in this order.
 *
 * @param train at least 1
 * @param validation may be 0
 * @param test may be 0
 */
public record Counts(
        @Describe("training images") @Default("1024") @Range(min = 1, max = 10_000_000)
        int train,

        @Describe("validation images") @Default("256") @Range(min = 0, max = 10_000_000)
        int validation,

        @Describe("test images") @Default("1024") @Range(min = 0, max = 10_000_000)
        int test) {

    /** All of them. */
    public int total() {
        return train + validation + test;
    }

    /** A split's name in a file. */
    public static String key(Split split) {
        return switch (split) {
            case TRAIN -> "train";
            case VALIDATION -> "validation";
            case TEST -> "test";
        };
    }

    /** How many images a split has. */
    public int of(Split split) {
        return switch (split) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }

    /** The index of a split's first image. */
    public int first(Split split) {
        return switch (split) {
            case TRAIN -> 0;
            case VALIDATION -> train;
            case TEST -> train + validation;
        };
    }

    /** Tells a builder of examples which image is for what. */
    public void addTo(Examples.Builder examples) {
        for (Split split : Split.values()) {
            if (of(split) > 0) {
                int[] images = new int[of(split)];
                for (int i = 0; i < images.length; i++) {
                    images[i] = first(split) + i;
                }
                examples.split(split, images);
            }
        }
    }
}
