package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.augmentation.Change;
import dev.tenon.api.augmentation.Resampling;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.training.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every augmentation must do. An augmentation's test extends it and names the augmentation, settings that work, and mistakes that
 * users will make.
 *
 * <p>Checked for each of the settings and images: that an example of an epoch is changed to the same bits, again, after other examples
 * and on several threads at once, so that neither minibatches nor threads matter; that pixels stay finite; that a mask of the image's
 * size, and one of half of it, stay over the image; that something is changed at all. And of the class: its name, its constructor, its
 * descriptions.
 */
public abstract class AugmentationContract {

    private static final int EXAMPLES = 40;

    /** For subclasses. */
    protected AugmentationContract() {}

    /** The augmentation under test. */
    protected abstract Augmentation<?> augmentation();

    /** Settings that work, at least one, each of which changes some examples. */
    protected abstract List<? extends Record> settings();

    /** What must be refused, and in which words. See also {@link #refused}. */
    protected abstract List<Mistake> mistakes();

    /** Images that it can change, of even height and width, {@code [height, width, channels]}: two if not overridden. */
    protected List<Shape> images() {
        return List.of(Shape.of(12, 16, 1), Shape.of(8, 8, 3));
    }

    /** The mistake of changing images of this shape. */
    protected final Mistake refused(String name, Record settings, Shape image, String... words) {
        return Mistake.of(name, () -> draw(augmentation(), settings, image, 0), words);
    }

    @Test
    final void nameAndDescriptions() {
        ServiceChecks.check(augmentation());
    }

    @TestFactory
    final Stream<DynamicTest> settingsWork() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Record settings : settings()) {
            for (Shape image : images()) {
                tests.add(NamedCheck.of(settings + ", " + image + ", bits", () -> sameBits(settings, image)));
                tests.add(NamedCheck.of(settings + ", " + image + ", masks", () -> masksStay(settings, image)));
            }
        }
        return tests.stream();
    }

    @TestFactory
    final Stream<DynamicTest> mistakesAreRefused() {
        return mistakes().stream().map(each -> NamedCheck.of(each.name(), each::check));
    }

    private void sameBits(Record settings, Shape image) {
        List<float[]> first = changed(augmentation(), settings, image, false);
        for (float[] pixels : first) {
            for (float pixel : pixels) {
                assertTrue(Float.isFinite(pixel), "a pixel is a number, not " + pixel);
            }
        }
        assertTrue(
                first.stream().anyMatch(pixels -> !Arrays.equals(pixels, photograph(image))),
                "some of " + EXAMPLES + " examples is changed");
        Augmentation<?> used = augmentation();
        changed(used, settings, images().getLast(), true);
        same("examples changed from the last to the first", image, first, changed(used, settings, image, true));
        for (List<float[]> other : ManyThreads.results(() -> changed(augmentation(), settings, image, false))) {
            same("examples changed on several threads", image, first, other);
        }
    }

    private static void same(String what, Shape image, List<float[]> expected, List<float[]> actual) {
        for (int i = 0; i < EXAMPLES; i++) {
            Bits.assertSame(what + ", example " + i, image, expected.get(i), actual.get(i));
        }
    }

    /** Each pixel of a ramp is the number of its row or column; the mask has that number as a class. */
    private void masksStay(Record settings, Shape image) {
        for (int example = 0; example < EXAMPLES; example++) {
            if (draw(augmentation(), settings, image, example) instanceof Change.Move move) {
                for (boolean down : new boolean[] {true, false}) {
                    over(move, image, down);
                }
            }
        }
    }

    private static void over(Change.Move move, Shape image, boolean down) {
        Shape full = image.slice(0, 2);
        Shape half = Shape.of(full.dim(0) / 2, full.dim(1) / 2);
        Resampling resampling = new Resampling(move, image);
        float[] ramp = resampling.applied(Targets.NUMBERS, full.append(1), ramp(full, down));
        float[] mask = resampling.applied(Targets.CLASSES, full, ramp(full, down));
        float[] coarse = resampling.applied(Targets.CLASSES, half, ramp(half, down));
        for (int i = 0; i < ramp.length; i++) {
            int row = i / full.dim(1);
            int column = i % full.dim(1);
            Change.Place from = move.places().from(row, column);
            assertEquals(from, move.places().from(row, column), "a place that was asked for again");
            boolean inside = from.down() >= 0
                    && from.down() <= full.dim(0) - 1
                    && from.across() >= 0
                    && from.across() <= full.dim(1) - 1;
            if (inside) {
                assertEquals(ramp[i], mask[i], 0.51, "the mask over its image at " + row + ", " + column);
                float below = coarse[row / 2 * half.dim(1) + column / 2];
                assertEquals(mask[i] / 2, below, 2, "a mask of half the size at " + row + ", " + column);
            }
        }
    }

    private static float[] ramp(Shape positions, boolean down) {
        float[] ramp = new float[positions.size()];
        for (int i = 0; i < ramp.length; i++) {
            int row = i / positions.dim(1);
            ramp[i] = down ? row : i % positions.dim(1);
        }
        return ramp;
    }

    private static float[] photograph(Shape image) {
        RandomStream random = new RandomStream(5, "photograph");
        float[] pixels = new float[image.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat();
        }
        return pixels;
    }

    /** The pixels of some examples after their changes, the first example's first, in whichever order they are made. */
    private static List<float[]> changed(
            Augmentation<?> augmentation, Record settings, Shape image, boolean fromTheLast) {
        float[][] results = new float[EXAMPLES][];
        for (int i = 0; i < EXAMPLES; i++) {
            int example = fromTheLast ? EXAMPLES - 1 - i : i;
            float[] pixels = photograph(image);
            results[example] = switch (draw(augmentation, settings, image, example)) {
                case Change.Nothing _ -> pixels;
                case Change.Move move -> new Resampling(move, image).applied(Targets.NUMBERS, image, pixels);
                case Change.Repaint repaint -> {
                    repaint.pixels().change(pixels, image, new RandomStream(3, "pixels/" + example));
                    yield pixels;
                }
            };
        }
        return List.of(results);
    }

    @SuppressWarnings("unchecked") // settings of another record fail here, in the test that gave them
    private static <S extends Record> Change draw(
            Augmentation<S> augmentation, Record settings, Shape image, int example) {
        return augmentation.draw((S) settings, image, new RandomStream(11, "example/" + example));
    }
}
