package dev.tenon.plugins.datasets.derived;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import java.util.ArrayList;
import java.util.List;

/** Examples whose pixels are replaced; targets, splits, sources and annotations stay. */
final class Repainted {

    private Repainted() {}

    /**
     * The examples with other pixels.
     *
     * @param images as many numbers as before
     */
    static Examples with(Examples examples, float[] images) {
        Examples.Builder builder = Examples.of(examples.image(), images);
        switch (examples.kind()) {
            case CLASSES -> builder.classes(examples.targets(), examples.names());
            case SIGNS -> builder.signs(examples.targets(), examples.names());
            case NUMBERS -> builder.numbers(examples.targets(), examples.names());
        }
        int[][] sources = new int[examples.size()][];
        List<List<Annotation>> annotations = new ArrayList<>();
        for (int i = 0; i < sources.length; i++) {
            sources[i] = examples.sources(i);
            annotations.add(examples.annotations(i));
        }
        for (Split split : examples.splits()) {
            builder.split(split, examples.split(split));
        }
        return builder.sources(sources).annotations(annotations).build();
    }

    /** The images to learn statistics from: those of the training split, and no others. */
    static int[] training(Examples examples, String from) {
        int[] training = examples.split(Split.TRAIN);
        if (training.length == 0) {
            throw new DataException(from + " has no images to train on, so nothing to learn the transformation from");
        }
        return training;
    }
}
