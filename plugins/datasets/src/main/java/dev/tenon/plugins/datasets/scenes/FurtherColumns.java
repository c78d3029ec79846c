package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What scenes tell besides whether there is what is to be found: masks, digits, the only digit, centres. */
final class FurtherColumns {

    private final List<Also> wanted;
    private final List<String> classes;
    private final int height;
    private final int width;
    private final String found;
    private final float[] mask;
    private final float[] digits;
    private final float[] digit;
    private final float[] centre;

    /**
     * Columns to be filled.
     *
     * @param classes of digits
     * @param count how many scenes
     * @param found the label of what the centre is of
     */
    FurtherColumns(List<Also> wanted, List<String> classes, int count, int height, int width, String found) {
        this.wanted = wanted;
        this.classes = classes;
        this.height = height;
        this.width = width;
        this.found = found;
        this.mask = new float[wanted.contains(Also.MASK) ? Math.multiplyExact(count, height * width) : 0];
        this.digits = new float[wanted.contains(Also.DIGITS) ? count * classes.size() : 0];
        this.digit = new float[wanted.contains(Also.DIGIT) ? count : 0];
        this.centre = new float[wanted.contains(Also.CENTRE) ? count * 2 : 0];
        Arrays.fill(digits, -1f);
        Arrays.fill(digit, Float.NaN);
        Arrays.fill(centre, Float.NaN);
    }

    /**
     * Fills in a scene.
     *
     * @param index which
     * @param annotations of it
     */
    void add(int index, Scene scene, List<Annotation> annotations) {
        if (mask.length > 0) {
            scene.digits().forEach(placed -> placed.trace(mask, index * height * width, width, 1f + placed.digit()));
        }
        if (digits.length > 0) {
            scene.digits().forEach(placed -> digits[index * classes.size() + placed.digit()] = 1f);
        }
        if (digit.length > 0 && scene.digits().size() == 1) {
            digit[index] = scene.digits().getFirst().digit();
        }
        if (centre.length > 0) {
            annotations.stream()
                    .filter(each -> each.label().equals(found))
                    .findFirst()
                    .ifPresent(box -> {
                        centre[2 * index] = (box.top() + box.height() / 2f) / height;
                        centre[2 * index + 1] = (box.left() + box.width() / 2f) / width;
                    });
        }
    }

    /** Adds the columns in the order in which they were asked for. */
    void addTo(Examples.Builder examples) {
        for (Also also : wanted) {
            examples.column(
                    switch (also) {
                        case MASK -> {
                            List<String> names = new ArrayList<>(List.of("ground"));
                            names.addAll(classes);
                            yield Column.classes("mask", Shape.of(height, width), mask, names);
                        }
                        case DIGITS -> new Column("digits", Targets.SIGNS, Shape.of(classes.size()), classes, digits);
                        case DIGIT -> Column.classes("digit", Shape.scalar(), digit, classes);
                        case CENTRE ->
                            new Column("centre", Targets.NUMBERS, Shape.of(2), List.of("row", "column"), centre);
                    });
        }
    }
}
