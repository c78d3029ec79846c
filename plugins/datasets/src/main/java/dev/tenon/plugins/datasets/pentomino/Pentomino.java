package dev.tenon.plugins.datasets.pentomino;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Targets;
import dev.tenon.plugins.datasets.image.MadeRows;
import dev.tenon.plugins.datasets.split.Counts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Black images with three white sprites in three different patches: are all three of one kind? After the task of Gulcehre and Bengio,
 * <i>Knowledge Matters: Importance of Prior Information for Optimization</i> (Journal of Machine Learning Research 17, 2016), in images of 64
 * x 64 pixels. A sprite is a shape of five squares, turned by any quarter of a circle, of one or two pixels a square, anywhere in its
 * patch of 8 x 8 pixels. Where they are not of one kind, one differs from the other two.
 *
 * <p>The columns: {@code image}; {@code same}, the target; {@code patches}, the class of each patch: none, or the kind of its sprite.
 * Annotations are the sprites, at level 0.
 *
 * <p>No image occurs twice, in one split or in two. Test images are drawn first: they are the same however many there are to learn from.
 */
@Type("pentomino")
@Describe("three sprites of five squares each, turned and scaled (Gulcehre and Bengio 2016): are all of one kind?")
public final class Pentomino implements Dataset<PentominoSettings> {

    private static final int SPRITES = 3;

    @Override
    public Class<PentominoSettings> settings() {
        return PentominoSettings.class;
    }

    @Override
    public Examples load(DatasetScope scope, PentominoSettings settings) {
        Counts counts = settings.examples();
        int side = settings.side();
        long pixels = (long) counts.total() * side * side;
        if (pixels > Integer.MAX_VALUE - 64) {
            throw new DataException(counts.total() + " images of " + side + " x " + side
                    + " pixels are too many for memory; ask for fewer examples or fewer patches");
        }
        float[] images = new float[(int) pixels];
        float[] same = new float[counts.total()];
        List<List<Sprite>> sprites = new ArrayList<>();
        for (int i = 0; i < counts.total(); i++) {
            sprites.add(List.of());
        }
        Set<Set<Sprite>> known = new HashSet<>();
        for (Split split : List.of(Split.TEST, Split.VALIDATION, Split.TRAIN)) {
            RandomStream random = scope.random("pentomino/" + Counts.key(split));
            boolean alike = false;
            for (int i = 0; i < counts.of(split); i++) {
                // Of two images in a row one has sprites of one kind, so that half of all have.
                alike = i % 2 == 0 ? random.nextBoolean() : !alike;
                List<Sprite> drawn = draw(settings, alike, random);
                while (!known.add(new LinkedHashSet<>(drawn))) {
                    drawn = draw(settings, alike, random);
                }
                int image = counts.first(split) + i;
                same[image] = alike ? 1f : -1f;
                drawn.forEach(sprite -> sprite.draw(images, image * side * side, side, 1f));
                sprites.set(image, drawn);
            }
        }
        Examples.Builder examples = Examples.of(Shape.of(side, side, 1), images)
                .column(new Column("same", Targets.SIGNS, Shape.of(1), List.of("same"), same))
                .column(patches(sprites, settings));
        settings.also().orElse(List.of()).forEach(each -> examples.column(further(each, sprites, settings)));
        examples.annotations(sprites.stream()
                .map(all -> all.stream().map(Sprite::annotation).toList())
                .toList());
        counts.addTo(examples);
        return examples.build();
    }

    private static List<Sprite> draw(PentominoSettings settings, boolean alike, RandomStream random) {
        int across = settings.patches();
        int[] places = random.permutation(across * across);
        int kind = random.nextInt(settings.kinds());
        int other = (kind + 1 + random.nextInt(settings.kinds() - 1)) % settings.kinds();
        List<Sprite> sprites = new ArrayList<>();
        for (int i = 0; i < SPRITES; i++) {
            // Places are in random order, so that the one that differs is in any of them.
            sprites.add(Sprite.draw(alike || i > 0 ? kind : other, places[i], across, random));
        }
        return sprites;
    }

    private static List<String> kinds(PentominoSettings settings) {
        return Sprite.PIECES.stream().limit(settings.kinds()).map(Piece::name).toList();
    }

    private static List<String> classes(String none, PentominoSettings settings) {
        return Stream.concat(Stream.of(none), kinds(settings).stream()).toList();
    }

    private static Column patches(List<List<Sprite>> sprites, PentominoSettings settings) {
        int patches = settings.patches() * settings.patches();
        float[] classes = new float[sprites.size() * patches];
        for (int i = 0; i < sprites.size(); i++) {
            for (Sprite sprite : sprites.get(i)) {
                classes[i * patches + sprite.patch()] = 1f + sprite.kind();
            }
        }
        return Column.classes(
                "patches", Shape.of(settings.patches(), settings.patches()), classes, classes("none", settings));
    }

    private static Column further(PentominoColumn column, List<List<Sprite>> sprites, PentominoSettings settings) {
        int side = settings.side();
        int kinds = settings.kinds();
        return switch (column) {
            case PARTS -> {
                Shape shape = Shape.of(settings.patches(), settings.patches(), kinds);
                yield Column.image("parts", shape, new MadeRows(sprites.size(), (index, into, at) -> {
                    Arrays.fill(into, at, at + shape.size(), 0f);
                    for (Sprite sprite : sprites.get(index)) {
                        into[at + sprite.patch() * kinds + sprite.kind()] = 1f;
                    }
                }));
            }
            case MASK -> {
                Shape shape = Shape.of(side, side);
                yield new Column(
                        "mask",
                        Targets.CLASSES,
                        shape,
                        classes("ground", settings),
                        new MadeRows(sprites.size(), (index, into, at) -> {
                            Arrays.fill(into, at, at + shape.size(), 0f);
                            for (Sprite sprite : sprites.get(index)) {
                                sprite.draw(into, at, side, 1f + sprite.kind());
                            }
                        }));
            }
        };
    }
}
