package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.plugins.datasets.split.Counts;
import java.util.ArrayList;
import java.util.List;

/** The digits of one split, by class. Scenes of a split take their digits from its pool alone. */
final class GlyphPool {

    private final List<List<Glyph>> byClass;
    private final String name;

    private GlyphPool(List<List<Glyph>> byClass, String name) {
        this.byClass = byClass;
        this.name = name;
    }

    /**
     * All digits of a split that have any ink.
     *
     * @param from the name of the digits, for messages
     */
    static GlyphPool of(Examples digits, Split split, String from) {
        List<List<Glyph>> byClass = new ArrayList<>();
        for (int i = 0; i < digits.units(); i++) {
            byClass.add(new ArrayList<>());
        }
        int height = digits.image().dim(0);
        int width = digits.image().dim(1);
        for (int image : digits.split(split)) {
            int digit = (int) digits.targets()[image];
            Glyph.cut(digit, digits.pixels(image), height, width, digits.sources(image))
                    .ifPresent(byClass.get(digit)::add);
        }
        List<String> names = digits.names();
        for (int digit = 0; digit < byClass.size(); digit++) {
            if (byClass.get(digit).isEmpty()) {
                throw new DataException("" + from + " has no image of " + names.get(digit)
                        + " in its " + Counts.key(split) + " split; give that split more of its images, or leave the "
                        + Counts.key(split) + " scenes out (examples: " + Counts.key(split) + ": 0)");
            }
        }
        return new GlyphPool(byClass, from + ", " + Counts.key(split));
    }

    /** How many classes there are. */
    int classes() {
        return byClass.size();
    }

    /** Any image of a digit, each as likely. */
    Glyph draw(int digit, RandomStream random) {
        List<Glyph> glyphs = byClass.get(digit);
        return glyphs.get(random.nextInt(glyphs.size()));
    }

    @Override
    public String toString() {
        return name;
    }
}
