package dev.tenon.experiments.data;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.DrawNotes.Note;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/** Finds what a reader of results should know about a data set: test images that are also trained on, classes without examples. */
final class DataNotes {

    private DataNotes() {}

    static List<Note> of(String name, Examples examples) {
        List<Note> notes = new ArrayList<>();
        int[] train = examples.split(Split.TRAIN);
        Set<Long> trained = trained(examples);
        for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
            int[] held = examples.split(split);
            int copies = copies(trained, examples, held);
            if (copies > 0) {
                notes.add(new Note(
                        "copies in " + split,
                        copies,
                        "data set " + name + ": " + copies + " of " + held.length + " "
                                + (split == Split.TEST ? "test" : "validation")
                                + (held.length == 1 ? " image is" : " images are")
                                + " also among the training images, pixel for pixel"));
            }
        }
        if (examples.kind() == Targets.CLASSES && examples.target().positions().rank() == 0 && train.length > 0) {
            classes(name, examples, notes);
        }
        return notes;
    }

    /**
     * What a reader should know where one data set is learned from and another is measured on.
     *
     * @param learned the name of the first
     * @param tested the name of the second
     */
    static Optional<Note> between(String learned, Examples train, String tested, Examples test) {
        int[] held = test.split(Split.TEST);
        if (!train.image().equals(test.image()) || held.length == 0) {
            return Optional.empty();
        }
        int copies = copies(trained(train), test, held);
        return copies == 0
                ? Optional.empty()
                : Optional.of(new Note(
                        "copies of " + learned + " in " + tested,
                        copies,
                        "data set " + tested + ": " + copies + " of " + held.length
                                + (held.length == 1 ? " test image is" : " test images are")
                                + " also among the training images of"
                                + " data set " + learned
                                + ", from which an earlier stage of the same arm learns, pixel for pixel"));
    }

    private static Set<Long> trained(Examples examples) {
        LongUnaryOperator marks = marks(examples);
        Set<Long> trained = new HashSet<>();
        for (int index : examples.split(Split.TRAIN)) {
            trained.add(marks.applyAsLong(index));
        }
        return trained;
    }

    private static int copies(Set<Long> trained, Examples examples, int[] held) {
        LongUnaryOperator marks = marks(examples);
        int copies = 0;
        for (int index : held) {
            copies += trained.contains(marks.applyAsLong(index)) ? 1 : 0;
        }
        return copies;
    }

    /** The mark of each image by its index: from memory, or as it was found when all were read. */
    private static LongUnaryOperator marks(Examples examples) {
        Column images = examples.columns().getFirst();
        if (images.source() instanceof KnownRows known) {
            return index -> known.marks()[(int) index];
        }
        int size = images.shape().size();
        if (images.source() instanceof ByteRows rows) {
            float[] image = new float[size];
            return index -> {
                rows.read((int) index, image, 0);
                return ImageFingerprint.of(image, 0, size);
            };
        }
        float[] values = images.values();
        return index -> ImageFingerprint.of(values, (int) index * size, size);
    }

    private static void classes(String name, Examples examples, List<Note> notes) {
        int[] train = counts(examples, Split.TRAIN);
        int[] test = counts(examples, Split.TEST);
        List<String> untrained = new ArrayList<>();
        List<String> untested = new ArrayList<>();
        List<String> empty = new ArrayList<>();
        for (int label = 0; label < train.length; label++) {
            String className = examples.names().get(label);
            if (train[label] == 0) {
                (test[label] > 0 ? untrained : empty).add(className);
            } else if (test[label] == 0 && examples.split(Split.TEST).length > 0) {
                untested.add(className);
            }
        }
        say(
                name,
                untrained,
                "has test examples but no training example",
                "have test examples but no training example",
                notes);
        say(
                name,
                untested,
                "has training examples but no test example",
                "have training examples but no test example",
                notes);
        say(name, empty, "has no training and no test example", "have no training and no test example", notes);
    }

    private static void say(String name, List<String> classes, String one, String several, List<Note> notes) {
        if (!classes.isEmpty()) {
            notes.add(new Note(
                    several,
                    classes.size(),
                    "data set " + name + ": " + (classes.size() == 1 ? "class " : "classes ")
                            + String.join(", ", classes) + " " + (classes.size() == 1 ? one : several)));
        }
    }

    private static int[] counts(Examples examples, Split split) {
        int[] counts = new int[examples.units()];
        for (float label : examples.target().rows(examples.split(split))) {
            if (!Float.isNaN(label)) {
                counts[(int) label]++;
            }
        }
        return counts;
    }
}
