package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What scenes tell besides whether there is what is to be found: masks, digits, centres. */
final class FurtherColumns {

    /** Ink that is fainter than this does not make a pixel its digit's. */
    private static final float VISIBLE = 0.25f;

    private final List<Also> wanted;
    private final List<String> classes;
    private final int height;
    private final int width;
    private final String found;
    private final float[] mask;
    private final float[] digits;
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
        this.centre = new float[wanted.contains(Also.CENTRE) ? count * 2 : 0];
        Arrays.fill(digits, -1f);
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
            scene.digits().forEach(digit -> trace(digit, index * height * width));
        }
        if (digits.length > 0) {
            scene.digits().forEach(digit -> digits[index * classes.size() + digit.digit()] = 1f);
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

    private void trace(Placed digit, int offset) {
        Glyph glyph = digit.glyph();
        for (int row = 0; row < glyph.height(); row++) {
            for (int column = 0; column < glyph.width(); column++) {
                if (glyph.ink()[row * glyph.width() + column] >= VISIBLE) {
                    mask[offset + (digit.top() + row) * width + digit.left() + column] = 1f + digit.digit();
                }
            }
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
                        case CENTRE ->
                            new Column("centre", Targets.NUMBERS, Shape.of(2), List.of("row", "column"), centre);
                    });
        }
    }
}
