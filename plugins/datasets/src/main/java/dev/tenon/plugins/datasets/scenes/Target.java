package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.data.DataException;
import java.util.ArrayList;
import java.util.List;

/** Something to find in a scene. */
sealed interface Target {

    /** As the user wrote it. */
    String name();

    /** A digit, wherever it is. */
    record Single(String name, int digit) implements Target {}

    /** Two digits, read as one number: the one to the left of the other, at the same height and near. */
    record Pair(String name, int left, int right) implements Target {}

    /**
     * What a user's word means among the classes of the digits: a class, or two classes of one character each.
     *
     * @throws DataException if it is neither
     */
    static Target of(String word, List<String> classes) {
        int digit = classes.indexOf(word);
        if (digit >= 0) {
            return new Single(word, digit);
        }
        if (word.length() == 2) {
            int left = classes.indexOf(word.substring(0, 1));
            int right = classes.indexOf(word.substring(1));
            if (left >= 0 && right >= 0) {
                return new Pair(word, left, right);
            }
        }
        throw new DataException("find names \"" + word
                + "\", which is neither a class of the digits nor two of them; the classes are "
                + String.join(", ", classes));
    }

    /** All of several words. */
    static List<Target> all(List<String> words, List<String> classes) {
        List<Target> targets = new ArrayList<>();
        for (String word : words) {
            targets.add(of(word, classes));
        }
        return targets;
    }
}
