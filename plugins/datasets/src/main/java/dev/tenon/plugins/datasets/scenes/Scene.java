package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.data.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Digits on a canvas.
 *
 * @param group what the first two digits are together, as {@code 10} or {@code reversed}; empty if nothing
 * @param digits from the first drawn to the last
 */
record Scene(String group, List<PlacedGlyph> digits) {

    /** The originals of all its digits. */
    int[] sources() {
        return digits.stream()
                .flatMapToInt(placed -> IntStream.of(placed.glyph().sources()))
                .distinct()
                .toArray();
    }

    /** What is in it: the group at level 0 and, always, the digits at level 1. */
    List<Annotation> annotations(List<String> classes) {
        List<Annotation> annotations = new ArrayList<>();
        boolean grouped = !group.isEmpty();
        if (grouped) {
            PlacedGlyph one = digits.get(0);
            PlacedGlyph other = digits.get(1);
            int top = Math.min(one.top(), other.top());
            int left = Math.min(one.left(), other.left());
            int height = Math.max(one.bottom(), other.bottom()) - top;
            int width = Math.max(one.right(), other.right()) - left;
            annotations.add(new Annotation(group, 0, -1, top, left, height, width));
        }
        for (int i = 0; i < digits.size(); i++) {
            PlacedGlyph digit = digits.get(i);
            annotations.add(new Annotation(
                    classes.get(digit.digit()),
                    1,
                    grouped && i < 2 ? 0 : -1,
                    digit.top(),
                    digit.left(),
                    digit.glyph().height(),
                    digit.glyph().width()));
        }
        return annotations;
    }
}
