package dev.tenon.plugins.datasets.scenes;

import dev.tenon.plugins.datasets.range.Span;
import java.util.List;

/**
 * What makes two digits one number: boxes side by side, with few columns between them, at nearly the same height.
 * Between that and clearly apart lies ground that no scene uses, so that no label is a matter of taste.
 *
 * @param gap columns between the two boxes
 * @param jitter most rows between the heights of their middles, to the nearest row that pixels allow
 */
record PairGeometry(Span gap, int jitter) {

    /** Whether two digits are read as one number, the first one first. */
    boolean reads(PlacedGlyph first, PlacedGlyph second) {
        int columns = second.left() - first.right();
        return columns >= gap.min() && columns <= gap.max() && first.unevenness(second) <= 2 * jitter + 1;
    }

    /**
     * Whether nobody would read two digits as one number: a gap or a step between them that is larger than allowed
     * by at least half a digit's height.
     */
    boolean apart(PlacedGlyph one, PlacedGlyph other) {
        int slack = (Math.max(one.glyph().height(), other.glyph().height()) + 1) / 2;
        boolean separate = one.across(other) >= 1 || one.down(other) >= 1;
        return separate && (one.across(other) > gap.max() + slack || one.unevenness(other) > 2 * (jitter + slack) + 1);
    }

    /** Whether a scene holds what is to be found: by looking at it, not by knowing how it was made. */
    boolean holds(List<PlacedGlyph> scene, Target target) {
        return switch (target) {
            case Target.Single single -> scene.stream().anyMatch(placed -> placed.digit() == single.digit());
            case Target.Pair pair ->
                scene.stream()
                        .filter(first -> first.digit() == pair.left())
                        .anyMatch(first -> scene.stream()
                                .anyMatch(second -> second.digit() == pair.right() && reads(first, second)));
        };
    }
}
