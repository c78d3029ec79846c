package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.numerics.RandomStream;
import dev.tenon.plugins.datasets.range.NumberRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts digits of one split at random places of one region. Each method that places something returns nothing if it did
 * not fit; the caller tries again.
 */
final class ScenePlacer {

    private final GlyphPool pool;
    private final Region region;
    private final PairGeometry reading;
    private final NumberRange contrast;
    private final NumberRange scale;
    private final RandomStream random;

    ScenePlacer(
            GlyphPool pool,
            Region region,
            PairGeometry reading,
            NumberRange contrast,
            NumberRange scale,
            RandomStream random) {
        this.pool = pool;
        this.region = region;
        this.reading = reading;
        this.contrast = contrast;
        this.scale = scale;
        this.random = random;
    }

    RandomStream random() {
        return random;
    }

    PairGeometry reading() {
        return reading;
    }

    int classes() {
        return pool.classes();
    }

    /** A digit of a class, in a size of the user's range. */
    Glyph glyph(int digit) {
        return pool.draw(digit, random).scaled(scale.draw(random));
    }

    /** A digit anywhere in the region. */
    Optional<PlacedGlyph> anywhere(Glyph glyph) {
        return within(glyph, 0, region.width() - glyph.width());
    }

    /** A digit to the right of another, as in a number. */
    Optional<List<PlacedGlyph>> beside(Glyph left, Glyph right) {
        return group(left, right, left.width() + gap());
    }

    /** A digit on another, so that the narrower one's box shares half its columns or more. */
    Optional<List<PlacedGlyph>> overlapping(Glyph one, Glyph other) {
        int shared = (Math.min(one.width(), other.width()) + 1) / 2;
        return group(one, other, random.nextInt(shared - other.width(), one.width() - shared));
    }

    /**
     * Two digits apart from each other, each with the same chances of a column as if it had its place in a number, so that
     * the column of a digit says nothing of whether the two are apart.
     */
    Optional<List<PlacedGlyph>> apart(Glyph left, Glyph right) {
        int gap = gap();
        Optional<PlacedGlyph> one = within(left, 0, region.width() - left.width() - gap - right.width());
        Optional<PlacedGlyph> other = within(right, left.width() + gap, region.width() - right.width());
        if (one.isEmpty() || other.isEmpty() || !reading.apart(one.get(), other.get())) {
            return Optional.empty();
        }
        return Optional.of(List.of(one.get(), other.get()));
    }

    /** A group with digits of any class apart from it and from each other, until there are so many. */
    Optional<List<PlacedGlyph>> withOthers(List<PlacedGlyph> group, int digits) {
        List<PlacedGlyph> scene = new ArrayList<>(group);
        while (scene.size() < digits) {
            Optional<PlacedGlyph> next = anywhere(glyph(random.nextInt(classes())));
            if (next.isEmpty() || !scene.stream().allMatch(placed -> reading.apart(placed, next.get()))) {
                return Optional.empty();
            }
            scene.add(next.get());
        }
        return Optional.of(scene);
    }

    private int gap() {
        return random.nextInt(reading.gap().min(), reading.gap().max());
    }

    /** Two digits at nearly one height, the second one's box some columns to the right of the first one's. */
    private Optional<List<PlacedGlyph>> group(Glyph first, Glyph second, int columns) {
        int rows = Math.floorDiv(first.height() - second.height(), 2)
                + random.nextInt(-reading.jitter(), reading.jitter());
        int above = Math.max(0, -rows);
        int before = Math.max(0, -columns);
        int tall = above + Math.max(first.height(), rows + second.height());
        int wide = before + Math.max(first.width(), columns + second.width());
        if (tall > region.height() || wide > region.width()) {
            return Optional.empty();
        }
        int top = region.top() + above + random.nextInt(region.height() - tall + 1);
        int left = region.left() + before + random.nextInt(region.width() - wide + 1);
        return Optional.of(List.of(placed(first, top, left), placed(second, top + rows, left + columns)));
    }

    private Optional<PlacedGlyph> within(Glyph glyph, int fromColumn, int toColumn) {
        if (glyph.height() > region.height() || fromColumn > toColumn) {
            return Optional.empty();
        }
        int top = region.top() + random.nextInt(region.height() - glyph.height() + 1);
        int left = region.left() + random.nextInt(fromColumn, toColumn);
        return Optional.of(placed(glyph, top, left));
    }

    private PlacedGlyph placed(Glyph glyph, int top, int left) {
        return new PlacedGlyph(glyph, top, left, (float) contrast.draw(random));
    }
}
