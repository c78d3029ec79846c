package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.data.Annotation;
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
import dev.tenon.plugins.datasets.image.LightCanvas;
import dev.tenon.plugins.datasets.image.MadeRows;
import dev.tenon.plugins.datasets.range.NumberRange;
import dev.tenon.plugins.datasets.split.Counts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Scenes with one number of two handwritten digits, anywhere, and other digits apart from it: which number is it? Of the pairs of digits
 * some are frequent in training, some rare, some never seen, though each of their digits is, as often as any other, in both places: see
 * {@link PairKinds}. Which pairs are which is drawn with the data; validation scenes hold no unseen pair either, so that nothing is chosen by
 * them.
 *
 * <p>As in {@link DigitScenes}, the scenes of a split take their digits from the same split of the digits' own data set.
 *
 * <p>The columns: {@code image}; {@code number}, the target; {@code left} and {@code right}, the classes of its digits; {@code kind} of the
 * pair; and {@code frequent}, {@code rare} and {@code unseen}, the number where its pair is of that kind and not known elsewhere, so that
 * the accuracy against one of them is that on the pairs of that kind. So is {@code rare-4} that of the pairs with four training scenes.
 *
 * <p>Annotations: the number at level 0, its two digits at level 1, and the digits apart, which have no parent.
 */
@Type("two-digit-numbers")
@Describe(
        "two handwritten digits side by side, anywhere among others: which number? With pairs that are rare or never seen in training")
public final class TwoDigitNumbers implements Dataset<NumberSettings> {

    /** Pixels along a side of a square of the column {@code parts}. */
    static final int SQUARE = 2;

    private static final int TRIES = 1000;
    private static final List<String> PLACES = List.of("ground", "left", "right", "other");

    @Override
    public Class<NumberSettings> settings() {
        return NumberSettings.class;
    }

    @Override
    public Examples load(DatasetScope scope, NumberSettings settings) throws IOException {
        Examples digits = scope.dataset(settings.from());
        DigitScenes.check(digits, settings.from().name());
        PairKinds kinds = PairKinds.draw(
                digits.units(), settings.unseen(), settings.rare(), scope.random("two-digit-numbers/kinds"));
        check(settings, kinds);
        Counts counts = settings.examples();
        Size size = new Size(
                counts.total(), settings.canvas().height(), settings.canvas().width());
        float[] images = new float[size.pixels()];
        int[] pairs = new int[counts.total()];
        List<Scene> scenes = new ArrayList<>();
        for (Split split : Split.values()) {
            if (counts.of(split) == 0) {
                continue;
            }
            RandomStream random = scope.random("two-digit-numbers/" + Counts.key(split));
            ScenePlacer easel = new ScenePlacer(
                    GlyphPool.of(digits, split, settings.from().name()),
                    new Region(0, 0, size.height, size.width),
                    new PairGeometry(settings.gap(), settings.jitter()),
                    settings.contrast(),
                    NumberRange.of(1),
                    random);
            int first = counts.first(split);
            int[] turns = kinds.pairs(split, counts.of(split), random);
            for (int i = 0; i < turns.length; i++) {
                Scene scene = compose(easel, turns[i], digits.names(), settings, split);
                LightCanvas canvas =
                        new LightCanvas(images, (first + i) * size.height * size.width, size.height, size.width);
                scene.digits().forEach(digit -> digit.draw(canvas));
                canvas.noise((float) settings.noise(), random);
                pairs[first + i] = turns[i];
                scenes.add(scene);
            }
        }
        Examples.Builder examples = Examples.of(Shape.of(size.height, size.width, 1), images);
        addLabels(examples, pairs, kinds, digits.names());
        for (NumberColumn column : settings.columns()) {
            examples.column(further(column, scenes, digits.names(), size));
        }
        List<List<Annotation>> annotations =
                scenes.stream().map(scene -> scene.annotations(digits.names())).toList();
        examples.sources(scenes.stream().map(Scene::sources).toArray(int[][]::new))
                .annotations(annotations);
        counts.addTo(examples);
        return examples.build();
    }

    /** Of all images together. */
    private record Size(int count, int height, int width) {

        int pixels() {
            long pixels = (long) count * height * width;
            if (pixels > Integer.MAX_VALUE - 64) {
                throw new DataException(count + " scenes of " + height + " x " + width
                        + " pixels are too many for memory; ask for fewer examples or a smaller canvas");
            }
            return (int) pixels;
        }
    }

    private static void check(NumberSettings settings, PairKinds kinds) {
        int rounds = settings.unseen() + settings.rare().size();
        if (rounds >= kinds.digits()) {
            throw new DataException("of " + kinds.digits() + " digits to the right of each, unseen takes "
                    + settings.unseen() + " and rare " + settings.rare().size()
                    + ", which leaves none for frequent pairs; lower them");
        }
        int frequent = kinds.digits() * (kinds.digits() - rounds);
        int least = kinds.rareExamples() + frequent;
        if (settings.examples().train() < least) {
            throw new DataException("rare pairs take " + kinds.rareExamples() + " training scenes and the " + frequent
                    + " frequent ones at least one each, but examples: train is "
                    + settings.examples().train() + "; raise it to "
                    + least + " or lower rare");
        }
    }

    private static Scene compose(
            ScenePlacer easel, int pair, List<String> names, NumberSettings settings, Split split) {
        int left = pair / names.size();
        int right = pair % names.size();
        for (int i = 0; i < TRIES; i++) {
            Optional<List<PlacedGlyph>> placed = easel.beside(easel.glyph(left), easel.glyph(right))
                    .flatMap(group -> easel.withOthers(group, 2 + settings.others()));
            if (placed.isPresent()) {
                return new Scene(names.get(left) + names.get(right), placed.get());
            }
        }
        throw new DataException("no " + Counts.key(split) + " scene was found in " + TRIES + " tries of placing "
                + names.get(left) + names.get(right) + " and " + settings.others() + " other digits on a canvas of "
                + settings.canvas().height() + " x " + settings.canvas().width()
                + " pixels; enlarge canvas or lower others");
    }

    private static void addLabels(Examples.Builder examples, int[] pairs, PairKinds kinds, List<String> names) {
        int digits = names.size();
        List<PairKind> kindsInOrder = List.of(PairKind.values());
        List<String> numbers = new ArrayList<>();
        names.forEach(left -> names.forEach(right -> numbers.add(left + right)));
        examples.column(classes("number", numbers, pairs, pair -> pair));
        examples.column(classes("left", names, pairs, pair -> StrictMath.floorDiv(pair, digits)));
        examples.column(classes("right", names, pairs, pair -> pair % digits));
        examples.column(classes(
                "kind",
                kindsInOrder.stream().map(PairKind::key).toList(),
                pairs,
                pair -> kindsInOrder.indexOf(kinds.kind(pair))));
        for (PairKind kind : kindsInOrder) {
            examples.column(classes(kind.key(), numbers, pairs, pair -> kinds.kind(pair) == kind ? pair : Float.NaN));
        }
        for (int count : kinds.rare()) {
            examples.column(classes(
                    PairKind.RARE.key() + "-" + count,
                    numbers,
                    pairs,
                    pair -> kinds.rareExamples(pair) == count ? pair : Float.NaN));
        }
    }

    /** A class of a pair; NaN where it is not known. */
    private interface ClassOf {

        float of(int pair);
    }

    private static Column classes(String name, List<String> names, int[] pairs, ClassOf of) {
        float[] labels = new float[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            labels[i] = of.of(pairs[i]);
        }
        return Column.classes(name, Shape.scalar(), labels, names);
    }

    /** Columns that take room are made when they are read. */
    private static Column further(NumberColumn column, List<Scene> scenes, List<String> names, Size size) {
        return switch (column) {
            case DIGITS -> {
                float[] signs = new float[scenes.size() * names.size()];
                Arrays.fill(signs, -1f);
                for (int i = 0; i < scenes.size(); i++) {
                    for (PlacedGlyph digit : scenes.get(i).digits()) {
                        signs[i * names.size() + digit.digit()] = 1f;
                    }
                }
                yield new Column(column.key(), Targets.SIGNS, Shape.of(names.size()), names, signs);
            }
            case PARTS -> {
                int down = (size.height + SQUARE - 1) / SQUARE;
                int across = (size.width + SQUARE - 1) / SQUARE;
                Shape shape = Shape.of(down, across, names.size());
                yield Column.image(column.key(), shape, new MadeRows(scenes.size(), (index, into, at) -> {
                    Arrays.fill(into, at, at + shape.size(), 0f);
                    for (PlacedGlyph digit : scenes.get(index).digits()) {
                        int row = (digit.top() + digit.bottom() - 1) / 2 / SQUARE;
                        int square = (digit.left() + digit.right() - 1) / 2 / SQUARE;
                        into[at + (row * across + square) * names.size() + digit.digit()] = 1f;
                    }
                }));
            }
            case DIGIT_MASK -> {
                List<String> classes = new ArrayList<>(List.of("ground"));
                classes.addAll(names);
                yield mask(
                        column,
                        classes,
                        scenes,
                        size,
                        (scene, digit) -> 1 + scene.digits().get(digit).digit());
            }
            case PLACE_MASK -> mask(column, PLACES, scenes, size, (scene, digit) -> Math.min(digit + 1, 3));
        };
    }

    /** The class of a digit's pixels. */
    private interface ClassOfPixels {

        int of(Scene scene, int digit);
    }

    private static Column mask(
            NumberColumn column, List<String> names, List<Scene> scenes, Size size, ClassOfPixels of) {
        Shape shape = Shape.of(size.height, size.width);
        return new Column(
                column.key(), Targets.CLASSES, shape, names, new MadeRows(scenes.size(), (index, into, at) -> {
                    Arrays.fill(into, at, at + shape.size(), 0f);
                    Scene scene = scenes.get(index);
                    for (int digit = 0; digit < scene.digits().size(); digit++) {
                        scene.digits().get(digit).trace(into, at, size.width, of.of(scene, digit));
                    }
                }));
    }
}
