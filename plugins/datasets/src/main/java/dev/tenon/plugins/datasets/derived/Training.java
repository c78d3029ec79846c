package dev.tenon.plugins.datasets.derived;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;

/** The images that a transformation is learned from. */
final class Training {

    private Training() {}

    /** The images to learn statistics from: those of the training split, and no others. */
    static int[] images(Examples examples, String from) {
        int[] training = examples.split(Split.TRAIN);
        if (training.length == 0) {
            throw new DataException(from + " has no images to train on, so nothing to learn the transformation from");
        }
        return training;
    }
}
